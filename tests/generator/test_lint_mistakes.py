"""A document with mistakes of many kinds, read as the command reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import generate
from codegen.pipeline import problems_of

from ._support import HERE

MISTAKES = HERE / "mistakes.yaml"
LINES = (HERE / "mistakes.txt").read_text(encoding="utf-8").splitlines()


def test_mistakes_of_forty_kinds_are_forty_lines_at_once() -> None:
    """Every mistake is told in the first run: its place, what is wrong, and what to write."""
    assert problems_of(MISTAKES) == LINES
    assert len(LINES) == 40
    assert len({re.sub(r"^.*?: (in .*first at )?#.*?: ", "", line) for line in LINES}) == 40


def test_the_command_says_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines are all that the command prints; nothing is written, and no tool adds words of its own."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "mistakes.yaml").write_bytes(MISTAKES.read_bytes())
    assert generate.main([f"--specs={tmp_path / 'specs'}", f"--out={tmp_path / 'generated'}"]) == 2
    assert capsys.readouterr() == ("", "".join(f"{line}\n" for line in LINES))
    assert not (tmp_path / "generated").exists()
