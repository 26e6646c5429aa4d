"""The process of a job: how it starts, and how it ended."""

from __future__ import annotations

import contextlib
import errno
import os
import select
import shutil
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

__all__ = ["CANNOT_RUN", "NOT_FOUND", "ended", "environment", "no_start", "reap", "restore_signals", "start"]

CANNOT_RUN: Final = 126
"""Exit status of a command that is there and cannot be run, as in a shell."""
NOT_FOUND: Final = 127
"""Exit status of a command that is not there."""

_IGNORED_BY_PYTHON: Final = [
    getattr(signal, name) for name in ("SIGPIPE", "SIGXFSZ") if hasattr(signal, name)
]
"""A job would ignore them too."""


def start(command: Sequence[str], outputs: Mapping[int, int], mask: set[signal.Signals | int]) -> int:
    """Start *command* and return its process id.

    It has all that this process has: environment, folder, process group, open files.

    Args:
        command: the program, which is looked up in PATH, and its arguments.
        outputs: descriptors of the job, 1 or 2, with the pipe that each is.
        mask: signals that are blocked in it.

    Raises OSError if there is no such program, or if it cannot be run.
    """
    try:
        return _spawned(command[0], command, outputs, mask)
    except OSError as error:
        program = shutil.which(command[0])
        if error.errno != errno.ENOEXEC or program is None:
            raise
        return _spawned("/bin/sh", ["sh", program, *command[1:]], outputs, mask)  # a script without #!


def _spawned(
    program: str, arguments: Sequence[str], outputs: Mapping[int, int], mask: set[signal.Signals | int]
) -> int:
    return os.posix_spawnp(
        program,
        [*arguments],
        environment(),
        file_actions=[(os.POSIX_SPAWN_DUP2, pipe, descriptor) for descriptor, pipe in outputs.items()],
        setsigmask=mask,
        setsigdef=_IGNORED_BY_PYTHON,
    )


def environment() -> dict[str, str]:
    """Return the environment that this process has got.

    Python sets LC_CTYPE where the locale is C, as under cron (PEP 538), which would change what a job takes for a
    character.
    """
    now = dict(os.environ)
    with contextlib.suppress(OSError):  # not Linux
        given = Path("/proc/self/environ").read_bytes()
        if not any(pair.startswith(b"LC_CTYPE=") for pair in given.split(b"\0")):
            now.pop("LC_CTYPE", None)
    return now


def ended(process: int) -> None:
    """Wait for the end of *process*; its id stays taken until :func:`reap`."""
    if sys.platform == "darwin":  # has no waitid before Python 3.13
        exits = select.kevent(process, select.KQ_FILTER_PROC, select.KQ_EV_ADD, select.KQ_NOTE_EXIT)
        with contextlib.suppress(ProcessLookupError), contextlib.closing(select.kqueue()) as queue:
            queue.control([exits], 1)
    else:
        os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)


def reap(process: int) -> int:
    """Return how *process* has ended, as ``subprocess`` does: its exit status, or -n if signal n has killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def no_start(error: OSError) -> int:
    """Return the exit status of a command that could not be started."""
    return NOT_FOUND if isinstance(error, FileNotFoundError) else CANNOT_RUN


def restore_signals() -> None:
    """Undo what Python does to signals, for a program that takes the place of this one."""
    for number in _IGNORED_BY_PYTHON:
        signal.signal(number, signal.SIG_DFL)
