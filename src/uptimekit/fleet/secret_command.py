"""A command that prints a secret: run within limits of time and length."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from time import monotonic
from typing import IO, Final

from .constants import SECRET_BYTES
from .daemon_threads import DaemonThreads
from .running_commands import RunningCommands

__all__ = ["printed_by"]

_THREADS: Final = DaemonThreads()

_UNBLOCKED: Final = "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, ()); os.execvp(sys.argv[1], sys.argv[1:])"
"""Program that becomes a command without blocked signals."""


def printed_by(command: tuple[str, ...], seconds: float) -> tuple[bytes, str]:
    """Return what *command* prints, and what went wrong, without any of its output.

    It has no input, and is killed after *seconds*.  A process that it leaves behind with its output is waited for, as by
    a shell, but not killed.
    """
    null = subprocess.DEVNULL
    end = monotonic() + seconds
    try:
        process = subprocess.Popen(_words(command), stdin=null, stdout=subprocess.PIPE, stderr=null)  # noqa: S603  (a command of the user's own)
    except (OSError, ValueError) as error:
        return b"", f"cannot be run: {getattr(error, 'strerror', None) or 'it has a null byte'}"
    commands = RunningCommands.current()
    commands.add(process)
    try:
        return _output_of(process, end)
    except (TimeoutError, subprocess.TimeoutExpired):
        return b"", f"took longer than {seconds:g} s"
    finally:
        process.kill()  # does nothing if it has ended
        process.wait()
        commands.remove(process)


def _words(command: tuple[str, ...]) -> tuple[str, ...]:
    """Return what to start for *command*.

    Where signals are blocked, as under ``uptimekit run``, a command would inherit that, and so would an agent that it
    starts, which could then not be told to end.  ``subprocess`` has no option for it.
    """
    if sys.platform == "win32" or not signal.pthread_sigmask(signal.SIG_BLOCK, ()):
        return command
    if shutil.which(command[0]) is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    return sys.executable, "-Sc", _UNBLOCKED, *command


def _output_of(process: subprocess.Popen[bytes], end: float) -> tuple[bytes, str]:
    assert process.stdout is not None  # noqa: S101  (for type checkers)
    output = _THREADS.submit(_read, process.stdout).result(max(0.0, end - monotonic()))
    if len(output) > SECRET_BYTES:
        return b"", f"printed more than {SECRET_BYTES} bytes; it must print the secret alone"
    if status := process.wait(max(0.0, end - monotonic())):
        return b"", f"ended with status {status}; run it by hand to see why"
    return output, ""


def _read(output: IO[bytes]) -> bytes:
    with output:
        return output.read(SECRET_BYTES + 1)
