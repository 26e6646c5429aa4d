"""SIGTERM as the orderly end of a command that runs until it is told to end."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from threading import Event
from typing import Final, NoReturn

__all__ = ["ends_at_sigterm", "exits_at_sigterm", "stopped_by_sigterm"]

_EXIT_CODE: Final = 128 + signal.SIGTERM  # as shells count it


@contextmanager
def stopped_by_sigterm() -> Generator[Event]:
    """Set an event at SIGTERM, which the first process of a container would not heed."""
    stop = Event()
    with _at_sigterm(stop.set):
        yield stop


@contextmanager
def exits_at_sigterm() -> Generator[None]:
    """Leave the block by SystemExit at SIGTERM, so that what it has begun is undone, as at Ctrl-C.

    Nothing happens in another thread than the first one, which gets no signals, and where SIGTERM is ignored.
    """

    def leave() -> NoReturn:
        raise SystemExit(_EXIT_CODE)

    with _at_sigterm(leave) if _is_first_thread() and _handler() is not signal.SIG_IGN else nullcontext():
        yield


@contextmanager
def ends_at_sigterm() -> Generator[None]:
    """Let SIGTERM end the process at once, whatever the first thread does, but no command that prints a secret outlive it.

    Python calls a handler between two steps of the first thread, which a database may keep for long.  So the signal is
    blocked, a thread waits for it, kills the commands, and then lets the signal end the process.

    Nothing changes in another thread than the first one, where SIGTERM is ignored or has a handler, and on Windows.
    """
    if not _is_first_thread() or _handler() is not signal.SIG_DFL or sys.platform == "win32":
        yield
        return
    from uptimekit.fleet.running_commands import RunningCommands

    left = Event()

    def wait() -> None:
        signal.sigwait({signal.SIGTERM})
        if not left.is_set():
            RunningCommands.kill_all()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
            os.kill(os.getpid(), signal.SIGTERM)

    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    thread = threading.Thread(target=wait, name="uptimekit-sigterm", daemon=True)
    thread.start()
    try:
        yield
    finally:
        left.set()
        if thread.is_alive():
            signal.pthread_kill(thread.ident or 0, signal.SIGTERM)
        thread.join()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _is_first_thread() -> bool:
    """Whether this is the thread that gets the signals."""
    return threading.current_thread() is threading.main_thread()


def _handler() -> object:
    return signal.getsignal(signal.SIGTERM)


@contextmanager
def _at_sigterm(call: Callable[[], object]) -> Generator[None]:
    def handle(*_: object) -> None:
        call()

    before = signal.signal(signal.SIGTERM, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
