"""A clock for clients whose waits take no time."""

from __future__ import annotations

import asyncio

__all__ = ["FakeClock"]


class FakeClock:
    """Time that passes only when somebody sleeps or the test says so; it keeps what was slept.

    Attributes:
        now: seconds of the monotonic clock; the time of day is *epoch* seconds later.
        waits: the seconds of each sleep.
    """

    def __init__(self, now: float = 1_000.0, epoch: float = 0.0) -> None:
        self.now = now
        self.epoch = epoch
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.epoch + self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)
        await asyncio.sleep(0)
