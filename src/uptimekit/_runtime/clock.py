"""The clock, which can be passed in so that tests do not sleep."""

from __future__ import annotations

import time
from typing import Protocol

__all__ = ["SYSTEM_CLOCK", "Clock", "SystemClock"]


class Clock(Protocol):
    """The source of time, and the way to wait."""

    def monotonic(self) -> float:
        """Return seconds that never go backwards; for deadlines, limits and backoff."""
        ...

    def time(self) -> float:
        """Return seconds since the epoch; only used to read a date in Retry-After."""
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
