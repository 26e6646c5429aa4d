"""SIGTERM as the orderly end of a command that runs until it is told to end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from threading import Event
from typing import Final, NoReturn

__all__ = ["exits_at_sigterm", "stopped_by_sigterm"]

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

    gets_it = threading.current_thread() is threading.main_thread()
    with (
        _at_sigterm(leave)
        if gets_it and signal.getsignal(signal.SIGTERM) is not signal.SIG_IGN
        else nullcontext()
    ):
        yield


@contextmanager
def _at_sigterm(call: Callable[[], object]) -> Generator[None]:
    def handle(*_: object) -> None:
        call()

    before = signal.signal(signal.SIGTERM, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
