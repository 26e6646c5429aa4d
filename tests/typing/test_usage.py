"""Example usage under mypy and basedpyright: right lines pass, marked lines are errors, no line is anything else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_USAGES = sorted(Path(__file__).parent.glob("usage_*.py"))


def _mypy(path: Path, cache: Path) -> str:
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        f"--cache-dir={cache}",
        str(path),
    ]
    return subprocess.run(command, cwd=_ROOT, capture_output=True, text=True).stdout


def _mypy_lines(path: Path, cache: Path) -> set[int]:
    reports = [line.split(":", 2) for line in _mypy(path, cache).splitlines() if ": error:" in line]
    assert all(Path(name).name == path.name for name, *_ in reports), reports
    return {int(number) for _, number, _ in reports}


def _pyright_lines(path: Path) -> set[int]:
    command = [sys.executable, "-m", "basedpyright", "--level", "error", "--outputjson", str(path)]
    ran = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True)
    return {report["range"]["start"]["line"] + 1 for report in json.loads(ran.stdout)["generalDiagnostics"]}


def _marked(path: Path) -> set[int]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {number for number, line in enumerate(lines, 1) if line.endswith("# expect-error")}


@pytest.mark.parametrize("path", _USAGES, ids=lambda path: path.stem)
def test_mypy(path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Under mypy --strict the errors are exactly on the marked lines."""
    cache = tmp_path_factory.getbasetemp().parent / "mypy-of-usage"  # kept between runs: a cold one is slow
    assert _mypy_lines(path, cache) == _marked(path)


@pytest.mark.parametrize("path", _USAGES, ids=lambda path: path.stem)
def test_basedpyright(path: Path) -> None:
    """Under basedpyright's strict rules the errors are exactly on the marked lines."""
    assert _pyright_lines(path) == _marked(path)


def test_enough_lines_are_marked() -> None:
    """The marks are there: some twenty calls that must not type-check."""
    assert sum(len(_marked(path)) for path in _USAGES) >= 20
