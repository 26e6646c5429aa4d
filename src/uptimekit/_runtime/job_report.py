"""The last ping's report of a job: an exit status and a text."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from typing import Final, NamedTuple

from .ping_body import last_bytes

__all__ = ["OUTPUT_LIMIT", "End", "exit_status", "report", "shell_status", "text_of"]

OUTPUT_LIMIT: Final = 3_000
"""Bytes of each output of a failed command: two outputs and a traceback fit into the 10,000 of a ping."""

_SIGNAL_BASE: Final = 128  # a shell adds it to the number of the signal that ended a command


class End(NamedTuple):
    """The end of a job.

    Attributes:
        raised: whether an exception ended it.
        status: its exit status, if the exception has one.
        text: the report, in the bytes that the server keeps.
    """

    raised: bool
    status: int | None
    text: bytes


def exit_status(error: BaseException | None) -> int | None:
    """Return the exit status of a job that ended with *error*; None for an end without one.

    SystemExit has the status that the interpreter would end with, CalledProcessError that of its command.
    """
    if isinstance(error, SystemExit):
        if error.code is None:
            return 0
        return _interpreter_status(error.code) if isinstance(error.code, int) else 1
    from subprocess import CalledProcessError  # slow to import, and few jobs fail

    if isinstance(error, CalledProcessError):
        return shell_status(error.returncode) or None  # 0 would turn the failure into a success
    return None


def _interpreter_status(code: int) -> int:
    """Return the status that the interpreter makes of *code*: its lowest byte, or 255 if no C long holds it."""
    return code & 0xFF if -sys.maxsize - 1 <= code <= sys.maxsize else 255


def shell_status(returncode: object) -> int | None:
    """Return the exit status, 0 to 255, that a shell shows for *returncode*: -9, killed by signal 9, becomes 137.

    None if *returncode* is not an integer or does not fit.
    """
    if isinstance(returncode, bool) or not isinstance(returncode, int):
        return None
    status = _SIGNAL_BASE - returncode if -_SIGNAL_BASE < returncode < 0 else returncode
    return int(status) if 0 <= status <= 255 else None  # int(): a subclass may have a text of its own


def report(lines: Iterable[str], error: BaseException | None, terminated: bool = False) -> str:
    """Return the text of the last ping: the log, the output of a failed command, and the traceback.

    SystemExit has no traceback, unless SIGTERM has *terminated* the job: there it shows where the job was.
    """
    parts = list(lines)
    if isinstance(error, SystemExit) and not terminated:
        if error.code is not None and not isinstance(error.code, int):
            parts.append(text_of(error.code))  # as the interpreter prints it
    elif error is not None:
        parts += [*_outputs(error), _traceback(error), *(["terminated by SIGTERM"] if terminated else [])]
    return "\n".join(parts)


def _outputs(error: BaseException) -> list[str]:
    from subprocess import CalledProcessError, TimeoutExpired

    if not isinstance(error, (CalledProcessError, TimeoutExpired)):
        return []
    outputs: dict[str, object] = {"stdout": error.stdout, "stderr": error.stderr}
    return [f"{name}:\n{_end(output)}" for name, output in outputs.items() if output]


def _end(output: object) -> str:
    text = output.decode("utf-8", "replace") if isinstance(output, bytes) else text_of(output)
    return last_bytes(text.rstrip(), OUTPUT_LIMIT).decode()


def _traceback(error: BaseException) -> str:
    try:
        return "".join(traceback.format_exception(error)).rstrip("\n")
    except Exception:  # an odd exception may break the formatting; the ping must go out
        return f"{type(error).__name__} (its traceback cannot be shown)"


def text_of(value: object) -> str:
    """Return *value* as text; an object that cannot be shown must not fail the job."""
    try:
        return str(value)
    except Exception:
        return f"<{type(value).__name__} that cannot be shown>"
