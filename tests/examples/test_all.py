"""What holds for every example."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from .conftest import ROOT

PROGRAMS = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_each_program_says_how_to_run_it(path: Path) -> None:
    """A program shows its command line in its docstring, has a test of its own, and is shown in docs/examples.md."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert f"python {path.name}" in said
    assert (ROOT / "tests" / "examples" / f"test_{path.name}").exists()
    assert f'--8<-- "examples/{path.name}"' in (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")


def test_there_are_nine() -> None:
    """The pattern finds the programs."""
    assert len(PROGRAMS) == 9
