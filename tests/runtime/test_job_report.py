"""What the last ping says about the end of a job."""

from __future__ import annotations

import enum
import subprocess
import sys
import traceback
from typing import Any

import pytest

from uptimekit._runtime.job_report import OUTPUT_LIMIT, exit_status, report, shell_status, text_of


class Odd:
    """Something that has no text."""

    def __str__(self) -> str:
        raise RuntimeError("no text")


class Status(enum.IntEnum):
    """An exit code with a name."""

    FULL = 28


class Spelled(int):
    """A number with a text of its own."""

    def __str__(self) -> str:
        return "7/8"


@pytest.mark.parametrize(
    ("returncode", "status"),
    [
        (0, 0),
        (1, 1),
        (255, 255),
        (-1, 129),
        (-9, 137),
        (-15, 143),
        (-127, 255),
        (-128, None),
        (256, None),
        (3_221_225_786, None),
        (True, None),
        ("1", None),
        (None, None),
        (1.0, None),
        (Spelled(7), 7),
    ],
)
def test_shell_status(returncode: Any, status: int | None) -> None:
    """A return code is shown as a shell shows it, or not at all; a number in any case, which cannot lead elsewhere."""
    assert shell_status(returncode) == status
    assert type(shell_status(returncode)) is type(status)


@pytest.mark.parametrize(
    "code", [0, 3, 256, -1, -257, 2**31, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**70]
)
def test_exit_status_is_the_interpreters(code: int) -> None:
    """A SystemExit with any number counts as what an interpreter ends with."""
    done = subprocess.run([sys.executable, "-c", f"import sys; sys.exit({code})"], check=False)
    assert exit_status(SystemExit(code)) == done.returncode


@pytest.mark.parametrize("number", [9, 15])
def test_shell_status_is_the_shells(number: int) -> None:
    """For a command killed by a signal it is what a real shell says, from what subprocess says."""
    kill = f"import os; os.kill(os.getpid(), {number})"
    done = subprocess.run([sys.executable, "-c", kill], check=False)
    shell = subprocess.run(
        ["/bin/sh", "-c", f"'{sys.executable}' -c '{kill}'; echo $?"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -number
    assert shell_status(done.returncode) == int(shell.stdout)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SystemExit(), 0),
        (SystemExit(Status.FULL), 28),
        (SystemExit(10**30 + 5), 255),
        (SystemExit(-9), 247),
        (SystemExit(Odd()), 1),
        (SystemExit(2.5), 1),
        (subprocess.CalledProcessError(3, "x"), 3),
        (subprocess.CalledProcessError(-9, "x"), 137),
        (subprocess.CalledProcessError(3_221_225_786, "x"), None),
        (subprocess.CalledProcessError(0, "x"), None),
        (subprocess.TimeoutExpired("x", 5), None),
        (ValueError(3), None),
        (KeyboardInterrupt(), None),
    ],
)
def test_exit_status(error: BaseException, status: int | None) -> None:
    """SystemExit has the interpreter's status, a failed command its own, and no failure has the status of a success."""
    assert exit_status(error) == status


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("text\n", "stdout:\ntext\n"),
        (b"bytes", "stdout:\nbytes\n"),
        (b"\xff", "stdout:\n\ufffd\n"),
        (["odd"], "stdout:\n['odd']\n"),
        (Odd(), "stdout:\n<Odd that cannot be shown>\n"),
        ("", ""),
        (None, ""),
    ],
)
def test_outputs(output: Any, told: str) -> None:
    """An output may be text, bytes or none; of a command that took too long too."""
    for error in (
        subprocess.CalledProcessError(1, "x", output),
        subprocess.TimeoutExpired("x", 5, output),
    ):
        text = report(["line"], error)
        assert text.startswith(f"line\n{told}subprocess.{type(error).__name__}: ")


def test_long_outputs() -> None:
    """Of long outputs the end is told, so that both and the traceback fit into what every server keeps."""
    error = subprocess.CalledProcessError(1, "x", "é" * 9_000 + "A", b"y" * 9_000 + b"B")
    text = report([], error)
    assert len(text.encode()) < 2 * OUTPUT_LIMIT + 300
    assert "éA\nstderr:\n[... " in text
    assert "yB\nsubprocess.CalledProcessError" in text


@pytest.mark.parametrize(
    ("value", "text"), [("a", "a"), (ValueError("b"), "b"), (Odd(), "<Odd that cannot be shown>")]
)
def test_text_of(value: object, text: str) -> None:
    """Everything has a text."""
    assert text_of(value) == text


def test_a_traceback_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that breaks the formatting of its traceback is told by its name."""

    def broken(error: BaseException) -> list[str]:
        raise RecursionError

    monkeypatch.setattr(traceback, "format_exception", broken)
    assert report(["line"], ValueError("x")) == "line\nValueError (its traceback cannot be shown)"
