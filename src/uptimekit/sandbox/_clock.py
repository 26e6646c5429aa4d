"""The clocks of a sandbox: the machine's time, or a time that a test moves."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from typing import Protocol

__all__ = ["Clock", "ManualClock", "ReplayClock", "SystemClock"]

# A Monday morning in winter, well away from month ends and daylight saving changes, so that tests that do not
# care about the calendar are never surprised by it.
_DEFAULT_START = datetime(2026, 1, 12, 9, 0, 0, tzinfo=UTC)


class Clock(Protocol):
    """A source of the time, as an aware `datetime` in UTC."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class ReplayClock(SystemClock):
    """The machine's own time, or an earlier one while a past is played before others use a sandbox."""

    def __init__(self) -> None:
        self._ago = timedelta()

    def now(self) -> datetime:
        """The present moment, or the one to which it went back, aware, in UTC."""
        return super().now() - self._ago

    def go_back(self, ago: timedelta) -> None:
        """Be so much behind the machine's time from now on."""
        self._ago = ago


class ManualClock:
    """A clock that stands still until a test moves it; safe to use from several threads.

    It is a clock for a client of this package as well (its `clock` option): both then live in the same time, and
    a client that waits moves it on at once.

    Starts at `start` (aware; any zone, kept as UTC), by default 2026-01-12 09:00 UTC.
    """

    def __init__(self, start: datetime = _DEFAULT_START) -> None:
        self._lock = threading.Lock()
        self._now = _aware(start)

    def now(self) -> datetime:
        """The moment this clock was last moved to, aware, in UTC."""
        with self._lock:
            return self._now

    def advance(self, seconds: float) -> datetime:
        """Move forward by `seconds` (fractions count) and return the new time; ValueError if negative."""
        if seconds < 0:
            raise ValueError("a clock cannot be advanced by a negative number of seconds; use set()")
        with self._lock:
            self._now += timedelta(seconds=seconds)
            return self._now

    def set(self, moment: datetime) -> None:
        """Jump to `moment` (aware), backwards too; ValueError if it has no time zone."""
        aware = _aware(moment)
        with self._lock:
            self._now = aware

    def monotonic(self) -> float:
        """The time in seconds, as a client's clock tells it."""
        return self.now().timestamp()

    def time(self) -> float:
        """Seconds since the epoch."""
        return self.now().timestamp()

    def sleep(self, seconds: float) -> None:
        """Wait in a thread: time moves on at once."""
        self.advance(seconds)

    async def asleep(self, seconds: float) -> None:
        """Wait in a task: time moves on at once, and other tasks get their turn."""
        self.advance(seconds)
        await asyncio.sleep(0)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a sandbox clock needs an aware datetime")
    return moment.astimezone(UTC)
