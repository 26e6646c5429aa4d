"""Example usage under mypy and basedpyright: right lines pass, marked lines are errors, no line is anything else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Once

_ROOT = Path(__file__).parents[2]
Lines = set[tuple[str, int]]
"""Names of files and numbers of lines."""
_USAGES = sorted(Path(__file__).parent.glob("usage_*.py"))


@pytest.fixture(scope="session")
def reports(once: Once) -> Path:
    """What both checkers say of all files together: each takes longer to start than to look at one."""

    def fill(folder: Path) -> None:
        options = ("--strict", "--no-error-summary", f"--cache-dir={folder / 'cache'}")
        for name, command in (
            ("mypy", ["mypy", *options]),
            ("basedpyright", ["basedpyright", "--level", "error", "--outputjson"]),
        ):
            ran = subprocess.run(
                [sys.executable, "-m", *command, *map(str, _USAGES)],
                cwd=_ROOT,
                capture_output=True,
                text=True,
            )
            (folder / name).write_text(ran.stdout, encoding="utf-8")

    return once("usage", fill)


def _mypy_lines(reports: Path) -> Lines:
    found = [line.split(":", 2) for line in (reports / "mypy").read_text().splitlines() if ": error:" in line]
    return {(Path(name).name, int(number)) for name, number, _ in found}


def _pyright_lines(reports: Path) -> Lines:
    found = json.loads((reports / "basedpyright").read_text())["generalDiagnostics"]
    return {(Path(each["file"]).name, each["range"]["start"]["line"] + 1) for each in found}


def _marked(path: Path) -> set[int]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {number for number, line in enumerate(lines, 1) if line.endswith("# expect-error")}


def _of(path: Path, found: Lines) -> set[int]:
    assert {name for name, _ in found} <= {path.name for path in _USAGES}, found
    return {number for name, number in found if name == path.name}


@pytest.mark.parametrize("path", _USAGES, ids=lambda path: path.stem)
def test_mypy(path: Path, reports: Path) -> None:
    """Under mypy --strict the errors are exactly on the marked lines."""
    assert _of(path, _mypy_lines(reports)) == _marked(path)


@pytest.mark.parametrize("path", _USAGES, ids=lambda path: path.stem)
def test_basedpyright(path: Path, reports: Path) -> None:
    """Under basedpyright's strict rules the errors are exactly on the marked lines."""
    assert _of(path, _pyright_lines(reports)) == _marked(path)


def test_enough_lines_are_marked() -> None:
    """The marks are there: some twenty calls that must not type-check."""
    assert sum(len(_marked(path)) for path in _USAGES) >= 20
