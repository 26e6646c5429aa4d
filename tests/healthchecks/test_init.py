"""The package's names: complete, lazy, and the same for type checkers as for programs."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from uptimekit import healthchecks

_SOURCE = Path(inspect.getfile(healthchecks))


def _type_checking_imports() -> dict[str, str]:
    """Name -> module of the imports under ``if TYPE_CHECKING``."""
    found: dict[str, str] = {}
    for node in ast.parse(_SOURCE.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name):
            for line in node.body:
                assert isinstance(line, ast.ImportFrom)
                found.update((alias.name, line.module or "") for alias in line.names)
    return found


def _lazy_map() -> dict[str, str]:
    return {name: module for module, names in healthchecks._MODULES.items() for name in names}


def test_the_three_lists_agree() -> None:
    """__all__, the lazy map and the imports for type checkers hold the same names, from the same modules."""
    assert _type_checking_imports() == _lazy_map()
    assert sorted(_lazy_map()) == sorted(healthchecks.__all__)


@pytest.mark.parametrize("name", healthchecks.__all__)
def test_every_name_loads(name: str) -> None:
    """Each public name loads, from the module that defines it."""
    value = getattr(healthchecks, name)
    assert value.__module__ == f"uptimekit.healthchecks.{_lazy_map()[name]}"
    assert name in dir(healthchecks)
    assert inspect.getdoc(value)


def test_unknown_name() -> None:
    """A name that does not exist is an AttributeError that names it."""
    with pytest.raises(AttributeError, match="CheckTarp"):
        healthchecks.CheckTarp  # noqa: B018  (the access is the test)


def test_private_modules_have_explicit_exports() -> None:
    """Every module says what it offers, and offers what it says."""
    for path in _SOURCE.parent.glob("_[a-z]*.py"):
        module = __import__(f"uptimekit.healthchecks.{path.stem}", fromlist=["__all__"])
        assert module.__all__ == sorted(
            module.__all__, key=lambda name: (name[0].islower(), not name.isupper(), name)
        )
        assert all(hasattr(module, name) for name in module.__all__)


def test_importing_the_package_is_lazy() -> None:
    """Importing the package loads neither the clients nor the models, and an error costs no transport."""
    program = (
        "import sys, uptimekit.healthchecks\n"
        "print([m for m in sys.modules if 'uptimekit_clients' in m or m.startswith('uptimekit.healthchecks.')])"
    )
    paths = [str(path) for path in (_SOURCE.parents[2], _SOURCE.parents[3] / "generated")]
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {paths}\n{program}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "[]"
