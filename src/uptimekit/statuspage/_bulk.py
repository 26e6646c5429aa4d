"""The state of a bulk action, shared by the threads or tasks that work on it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

from uptimekit._runtime.clock import Clock

from ._plans import Plan, Together
from ._progress import Progress

__all__ = ["Bulk"]


class Bulk:
    """Which plan is next, what the others came to, and how far the whole has come.

    Args:
        step: the plans.
        clock: what the time is.
        forecast: how many seconds the rate limit takes at least for a number of further requests.
    """

    def __init__(self, step: Together[Any], clock: Clock, forecast: Callable[[int], float]) -> None:
        self.results: list[Any] = [None] * len(step.plans)
        self.workers = min(step.workers, len(step.plans))
        self._step = step
        self._clock = clock
        self._forecast = forecast
        self._began = clock.monotonic()
        self._taken = 0
        self._done = 0
        self._stopped = False
        self._lock = Lock()

    def take(self) -> tuple[int, Plan[Any]] | None:
        """Return the next plan and its number, None if there is none left or the rest is given up."""
        with self._lock:
            if self._stopped or self._taken == len(self.results):
                return None
            self._taken += 1
            return self._taken - 1, self._step.plans[self._taken - 1]()

    def stop(self) -> None:
        """Give up what is not begun."""
        with self._lock:
            self._stopped = True

    def finish(self, number: int, result: Any) -> None:
        """Keep a result, and tell how far it has come."""
        with self._lock:
            self.results[number] = result
            self._done += 1
            if self._step.on_progress is not None:
                self._step.on_progress(self._progress())

    def _progress(self) -> Progress:
        total = len(self.results)
        left, elapsed = total - self._done, self._clock.monotonic() - self._began
        limited = self._forecast(total - self._taken) if left else 0.0
        return Progress(self._done, total, max(elapsed / self._done * left, limited))
