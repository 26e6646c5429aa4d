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
from typing import Final, NoReturn

from uptimekit._runtime.sanitize import sanitized

__all__ = ["CANNOT_RUN", "NOT_FOUND", "become", "ended", "environment", "no_start", "reap", "start"]

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
        return _spawned(_program(command), command, outputs, mask)
    except OSError as error:
        return _spawned(*_as_script(command, error), outputs, mask)


def become(command: Sequence[str]) -> NoReturn:
    """Let *command* take the place of this process, as :func:`start` would have started it; raise OSError likewise."""
    ignored = {number: signal.signal(number, signal.SIG_DFL) for number in _IGNORED_BY_PYTHON}
    try:
        _exec(command)
    finally:  # the process goes on
        for number, handler in ignored.items():
            signal.signal(number, handler)


def _exec(command: Sequence[str]) -> NoReturn:
    try:
        os.execvpe(_program(command), [*command], environment())  # noqa: S606  (it runs what it is told to)
    except OSError as error:
        os.execve(*_as_script(command, error), environment())  # noqa: S606


def _program(command: Sequence[str]) -> str:
    if command[0]:
        return command[0]
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))  # for which Python has a ValueError


def _as_script(command: Sequence[str], error: OSError) -> tuple[str, list[str]]:
    """Return the shell with *command* as its script, if *error* says that it is one without ``#!``; else raise that."""
    program = shutil.which(command[0])
    if error.errno != errno.ENOEXEC or program is None:
        raise error
    return "/bin/sh", ["sh", program, *command[1:]]


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


def no_start(command: Sequence[str], error: OSError) -> tuple[int, str]:
    """Return the exit status for a *command* that could not be started, and why that is so."""
    status = NOT_FOUND if isinstance(error, FileNotFoundError) else CANNOT_RUN
    return status, f"{sanitized(command[0]) or repr('')}: {error.strerror}"
