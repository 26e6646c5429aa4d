"""Tests of the runtime's front door."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import uptimekit._runtime as runtime

HEAVY = ("asyncio", "attrs", "attr", "concurrent.futures", "importlib.metadata", "email.message", "anyio")


def test_everything_promised_is_there() -> None:
    """__all__ is sorted, and every name in it exists."""
    assert [name for name in runtime.__all__ if not hasattr(runtime, name)] == []
    assert sorted(runtime.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)) == (
        runtime.__all__
    )


def test_no_export_has_the_name_of_a_module() -> None:
    """The import of a module would put it in the place of what it exports."""
    modules = {path.stem for path in Path(runtime.__file__).parent.glob("[a-z]*.py")}
    assert modules.intersection(runtime.__all__) == set()


def test_importing_it_loads_little() -> None:
    """Importing the runtime loads nothing slow beside httpx itself."""
    code = (
        "import sys, httpx; before = set(sys.modules); import uptimekit._runtime; "
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(_source())!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = done.stdout.split()
    assert [name for name in loaded if name in HEAVY] == []
    strangers = {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names - {"uptimekit"}
    assert strangers == set()


def _source() -> Path:
    return Path(runtime.__file__).parents[2]


def test_every_module_says_what_it_exports() -> None:
    """Each module has a docstring and an __all__ whose names exist."""
    for path in Path(runtime.__file__).parent.glob("[a-z]*.py"):
        module = importlib.import_module(f"uptimekit._runtime.{path.stem}")  # some load with the first call
        assert module.__doc__
        exported = getattr(module, "__all__", [])
        assert [name for name in exported if not hasattr(module, name)] == []
        assert exported or path.stem == "constants"
