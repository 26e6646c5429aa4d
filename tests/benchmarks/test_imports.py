"""The group of imports, in its small form, and the environment that it runs in."""

from __future__ import annotations

import subprocess
from contextlib import nullcontext
from pathlib import Path
from random import Random

import benchmarks.imports as group
import pytest
from benchmarks.imports import CLASS_TARGET, MAIN_CLASSES, PACKAGE_TARGET, measure, run
from benchmarks.sizes import SMALL


def test_our_packages_are_there_and_the_extras_of_httpx_are_not(python: Path) -> None:
    """Both sides import, from the environment itself; click, rich and pygments would slow the reference down."""
    run(
        python, "import uptimekit.healthchecks as hc, httpx, sys; hc.Client; assert sys.prefix in hc.__file__"
    )
    for name in ("click", "rich", "pygments", "pytest"):
        run(python, f"import importlib.util as u; assert u.find_spec({name!r}) is None")


def test_every_module_has_bytecode(python: Path) -> None:
    """Nothing is compiled while an import is measured."""
    (packages,) = python.parent.parent.glob("lib/python*/site-packages")
    sources = [path for path in packages.rglob("*.py") if "__pycache__" not in path.parts]
    assert len(sources) > 100
    assert all(list((path.parent / "__pycache__").glob(f"{path.stem}.*.pyc")) for path in sources)


def test_a_statement_that_fails_is_an_error(python: Path) -> None:
    """A broken import must not pass for a fast one."""
    with pytest.raises(subprocess.CalledProcessError):
        run(python, "raise SystemExit(3)")


def test_settings_of_this_interpreter_do_not_reach_the_measured_one(
    python: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PYTHON variables, such as one that switches bytecode off, are not handed on."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    run(python, "import sys; assert not sys.dont_write_bytecode")


def test_it_measures_all_four_providers(python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each package and each main class has its target against httpx; the first call is measured net of start-up, too."""
    monkeypatch.setattr(group, "environment", lambda *_: nullcontext(python))
    rows = {row.name: row for row in measure(SMALL, Random(0))}
    whole = {name: row for name, row in rows.items() if name.endswith("whole process")}
    assert all(row.ours > 0 and row.reference > 0 for row in whole.values())
    targets = [row.target for row in whole.values()]
    assert targets == [PACKAGE_TARGET] * len(MAIN_CLASSES) + [CLASS_TARGET] * len(MAIN_CLASSES) + [None]
    assert all(any(provider in name for name in whole) for provider in MAIN_CLASSES)
    assert "import and get one check / same with httpx, net of start-up" in rows
