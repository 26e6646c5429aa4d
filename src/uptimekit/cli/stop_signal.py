"""SIGTERM as the orderly end of a command that runs until it is told to end."""

from __future__ import annotations

import signal
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event

__all__ = ["stopped_by_sigterm"]


@contextmanager
def stopped_by_sigterm() -> Generator[Event]:
    """Set an event at SIGTERM, which the first process of a container would not heed."""
    stop = Event()

    def end(*_: object) -> None:
        stop.set()

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGTERM, before)
