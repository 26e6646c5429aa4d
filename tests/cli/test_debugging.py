"""``uptimekit --debug`` and what is said of errors."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable

import click
import pytest

from uptimekit import InputError
from uptimekit.cli.command_tree import CommandTree
from uptimekit.cli.main import main

SECRET = "s3cr3t-in-a-text"


@pytest.fixture
def doing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """A function that makes its argument the command ``uptimekit do``."""

    def made(action: Callable[[], object]) -> None:
        command = click.Command("do", callback=action)
        monkeypatch.setattr(CommandTree, "get_command", lambda *_: command)

    return made


class FullDisk(io.StringIO):
    """A stream that takes nothing."""

    def write(self, text: str) -> int:
        """Fail."""
        raise OSError(28, "No space left on device")


def raising(error: Exception) -> Callable[[], object]:
    """Return a command that fails."""

    def action() -> object:
        raise error from ValueError(SECRET)

    return action


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (InputError("the name is empty"), "uptimekit: the name is empty\n"),
        (FileNotFoundError(2, "No such file", "x"), "uptimekit: x: No such file\n"),
        (OSError(28, "No space left on device"), "uptimekit: No space left on device\n"),
        (
            ZeroDivisionError(SECRET),
            "uptimekit: internal error (ZeroDivisionError); uptimekit --debug shows where\n",
        ),
    ],
)
def test_an_error_is_one_line(
    doing: Callable[[Callable[[], object]], None],
    error: Exception,
    line: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whatever a command raises is one line on stderr and exit code 2; with --debug the places, and no text of causes."""
    doing(raising(error))

    assert main(["do"]) == 2
    assert capsys.readouterr() == ("", line)
    assert main(["--debug", "do"]) == 2
    said = capsys.readouterr().err
    assert said.endswith(line)
    assert "in raising" not in said
    assert "in action" in said
    assert "because of builtins.ValueError" in said
    assert SECRET not in said


@pytest.mark.parametrize("error", [KeyboardInterrupt, click.Abort])
def test_an_interruption(
    doing: Callable[[Callable[[], object]], None], error: type[Exception], capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends a command with 130 and without a traceback."""
    doing(raising(error()))

    assert main(["do"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_stops_early(
    doing: Callable[[Callable[[], object]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe whose reader is gone ends a command with 2, and without a word."""
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    doing(raising(BrokenPipeError()))
    assert main(["do"]) == 2
    assert said.getvalue() == ""


@pytest.mark.parametrize(
    "error", [ValueError("x"), OSError(28, "No space left on device"), click.UsageError("no")]
)
def test_nobody_reads_what_went_wrong(
    doing: Callable[[Callable[[], object]], None], error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where stderr cannot be written, the exit code is 2 all the same: 1, as of a traceback, would say that something is down."""
    monkeypatch.setattr(sys, "stderr", FullDisk())
    doing(raising(error))
    assert main(["do"]) == 2
    assert main(["--debug", "do"]) == 2
    assert main([]) == 2


def test_no_colour_is_respected(
    doing: Callable[[Callable[[], object]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With NO_COLOR, styled texts of commands have no style on a terminal either."""
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", screen)
    doing(lambda: click.secho("down", fg="red"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert main(["do"]) == 0
    assert screen.getvalue() == "\x1b[31mdown\x1b[0m\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["do"]) == 0
    assert screen.getvalue().endswith("\ndown\n")


def test_what_a_command_returns_is_the_exit_code(doing: Callable[[Callable[[], object]], None]) -> None:
    """A command that found something down returns 1; one that returns nothing ended well."""
    doing(lambda: 1)
    assert main(["do"]) == 1
    doing(lambda: None)
    assert main(["do"]) == 0


def test_the_log_is_shown(
    doing: Callable[[Callable[[], object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """With --debug the package's log is on stderr while the command runs, and only then."""
    doing(lambda: logging.getLogger("uptimekit").debug("attempt 1"))

    assert main(["do"]) == 0
    assert "attempt 1" not in capsys.readouterr().err
    assert main(["--debug", "do"]) == 0
    assert "ms: attempt 1" in capsys.readouterr().err
    assert main(["do"]) == 0
    assert "attempt 1" not in capsys.readouterr().err
