"""The group of the command line, in its small form."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from random import Random

import benchmarks.command_line as group
import pytest
from benchmarks import sandboxes
from benchmarks.sizes import SMALL


def test_it_measures_help_and_status(python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The help of the root and of a command have their targets against click, and so has the status of all providers."""
    monkeypatch.setattr(group, "environment", lambda *_: nullcontext(python))
    monkeypatch.setattr(group, "HELP", {"--help": 1.3})
    monkeypatch.setattr(group, "run", lambda *_: None)  # this environment has no click
    monkeypatch.setattr(group, "PROVIDERS", ("uptimehunt",))
    monkeypatch.setattr(sandboxes, "PROVIDERS", ("uptimehunt",))
    rows = group.measure(replace(SMALL, listings=2, fleet=1), Random(0))
    assert [row.target for row in rows] == [None, 1.3, 1.5]
    assert rows[-1].ours > 0
    assert "uptimehunt" in rows[-1].name


@pytest.mark.parametrize("words", group.HELP)
def test_what_is_measured_is_help(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The statement that is measured prints help and ends well."""
    statement = group._called(words.split()).replace("main([", "assert not main([")
    namespace: dict[str, object] = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sys.stdout", __import__("sys").stdout)
        exec(statement + "\nsaid = sys.stdout.getvalue()", namespace)
    assert "Usage: " in str(namespace["said"])
