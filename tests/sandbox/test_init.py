"""The package's public names, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from types import ModuleType

import pytest

import uptimekit.sandbox as package


def test_exported_names_exist() -> None:
    """Every name in `__all__` can be had and comes from this package."""
    for name in package.__all__:
        assert getattr(package, name).__module__.startswith("uptimekit.sandbox")
    assert set(package.__all__) <= set(dir(package))


def test_unknown_name_is_an_attribute_error() -> None:
    """A name that does not exist is refused like in any module."""
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = package.Nothing


def test_import_loads_nothing_of_the_extra() -> None:
    """Importing the package alone pulls in neither Starlette nor uvicorn nor the clients."""
    program = (
        "import sys, uptimekit.sandbox;"
        "print(sorted({'starlette', 'uvicorn', 'httpx', 'uptimekit._runtime'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=_env()
    )
    assert done.stdout.strip() == "[]"


def test_missing_extra_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a package of the extra is missing, the error names it and the command that installs it."""

    def broken(name: str) -> ModuleType:
        raise ModuleNotFoundError("No module named 'uvicorn'", name="uvicorn")

    monkeypatch.setattr(package, "import_module", broken)
    monkeypatch.delitem(vars(package), "serve", raising=False)
    with pytest.raises(ModuleNotFoundError, match=r"needs uvicorn.*uptimekit\[sandbox\]"):
        _ = package.serve


def test_other_missing_modules_are_not_disguised(monkeypatch: pytest.MonkeyPatch) -> None:
    """An import error of another kind is passed on as it is."""

    def broken(name: str) -> ModuleType:
        return import_module("no_such_module_at_all")

    monkeypatch.setattr(package, "import_module", broken)
    monkeypatch.delitem(vars(package), "serve", raising=False)
    with pytest.raises(ModuleNotFoundError, match="No module named 'no_such_module_at_all'"):
        _ = package.serve


def _env() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
