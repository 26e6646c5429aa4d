"""Time and chance, passed in so that tests neither sleep nor guess."""

from __future__ import annotations

import time
from typing import Protocol

__all__ = ["SYSTEM_CLOCK", "Clock", "SystemClock"]


class Clock(Protocol):
    """Where the runtime gets the time from, and how it waits."""

    def monotonic(self) -> float:
        """Seconds that never run backwards: deadlines, limits, backoff."""
        ...

    def time(self) -> float:
        """Seconds since the epoch: only to read a Retry-After date."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait in a thread."""
        ...

    async def asleep(self, seconds: float) -> None:
        """Wait in a task."""
        ...


class SystemClock:
    """The real clock."""

    def monotonic(self) -> float:
        """See :class:`Clock`."""
        return time.monotonic()

    def time(self) -> float:
        """See :class:`Clock`."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """See :class:`Clock`."""
        time.sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        """See :class:`Clock`."""
        import asyncio  # a program that never awaits does not pay for it

        await asyncio.sleep(seconds)


SYSTEM_CLOCK = SystemClock()
