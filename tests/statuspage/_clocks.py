"""One time for a client of several workers and for the sandbox that it talks to."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

__all__ = ["SharedClock"]

_START = datetime(2026, 1, 12, 9, tzinfo=UTC)
_PATIENCE = 60.0  # real seconds after which a test that hangs is given up


class SharedClock:
    """Time that stands still while anybody is at work, and moves to the next wake-up when all sleep.

    at_work: how many workers there are; those who are not asleep are at work.
    """

    def __init__(self, at_work: Callable[[], int]) -> None:
        self.elapsed = 0.0
        self._at_work = at_work
        self._sleepers: list[tuple[float, Callable[[], object]]] = []
        self._lock = threading.Lock()

    # ------------------------------------------------------------------ for the sandbox

    def now(self) -> datetime:
        return _START + timedelta(seconds=self.elapsed)

    # ------------------------------------------------------------------ for the client

    def monotonic(self) -> float:
        return self.elapsed

    def time(self) -> float:
        return self.now().timestamp()

    def sleep(self, seconds: float) -> None:
        woken = threading.Event()
        self._until(self.elapsed + seconds, woken.set)
        assert woken.wait(_PATIENCE), "nobody moved the time"

    async def asleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._until(self.elapsed + seconds, woken.set)
        await asyncio.wait_for(woken.wait(), _PATIENCE)

    # ------------------------------------------------------------------ for the test

    def fewer(self) -> None:
        """Take note that a worker went home: perhaps all others sleep."""
        with self._lock:
            self._move()

    def _until(self, moment: float, wake: Callable[[], object]) -> None:
        with self._lock:
            self._sleepers.append((moment, wake))
            self._move()

    def _move(self) -> None:
        if not self._sleepers or len(self._sleepers) < self._at_work():
            return
        self.elapsed = max(self.elapsed, min(moment for moment, _ in self._sleepers))
        due = [sleeper for sleeper in self._sleepers if sleeper[0] <= self.elapsed]
        self._sleepers = [sleeper for sleeper in self._sleepers if sleeper[0] > self.elapsed]
        for _, wake in due:
            wake()
