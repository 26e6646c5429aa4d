"""The page of the APIs on the command line shows what the commands print."""

from __future__ import annotations

import re
import shlex
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path

import pytest
from tests.cli._sandboxes import served

from uptimekit.cli.main import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api-commands.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ uptimekit (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def test_the_examples(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Each command prints what stands below it, against the sandboxes; ``...`` stands for anything."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    examples = [
        pair for block in BLOCK.findall(PAGE.read_text(encoding="utf-8")) for pair in COMMAND.findall(block)
    ]
    assert examples
    with served() as four:
        for name, text in four.variables.items():
            monkeypatch.setenv(name, text)
        for words, wanted in examples:
            main(shlex.split(words))
            printed = "".join(capsys.readouterr())
            same = OutputChecker().check_output(wanted, printed, ELLIPSIS | NORMALIZE_WHITESPACE)
            assert same, f"{words}:\n{printed}"
