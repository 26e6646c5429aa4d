"""The line that shows how far long work has come."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable

import pytest

from uptimekit.cli.main import main
from uptimekit.cli.progress import counted, progress_line

from ._sandboxes import Sandboxes


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
    """A function that makes stderr a terminal; only a test itself can, since pytest sets it before each."""

    def opened() -> Terminal:
        made = Terminal()
        monkeypatch.setattr(sys, "stderr", made)
        monkeypatch.setenv("TERM", "xterm")
        return made

    return opened


def test_it_is_on_terminals_only(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written where stderr is no terminal, such as in a crontab."""
    with progress_line("Reading") as show:
        show(1, 2)
    assert [*counted("abc", "Reading")] == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def test_it_shows_how_many_of_all(terminal: Callable[[], Terminal]) -> None:
    """The line has what is done and how much of it, and the last thing is to take it away."""
    shown = terminal()
    with progress_line("Reading histories") as show:
        show(3, 7)
    assert "Reading histories" in shown.getvalue()
    assert "3/7" in shown.getvalue()
    assert shown.getvalue().endswith("\x1b[2K")


def test_a_listing_of_all_pages_counts(
    terminal: Callable[[], Terminal], sandboxes: Sandboxes, capsys: pytest.CaptureFixture[str]
) -> None:
    """The items are counted on stderr, and stdout has nothing but them."""
    shown = terminal()
    assert main(["uptimehunt", "services", "list", "--all", "-o", "json", "--query", "name"]) == 0
    assert [each["name"] for each in json.loads(capsys.readouterr().out)] == ["Site 1", "Site 2"]
    assert "2/?" in shown.getvalue()


def test_a_report_counts_histories(
    terminal: Callable[[], Terminal], sandboxes: Sandboxes, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report shows how many of the histories were read."""
    shown = terminal()
    assert main(["report", "-o", "-"]) == 0
    assert "8/8" in shown.getvalue()
    assert capsys.readouterr().out.startswith("<!doctype html>")
