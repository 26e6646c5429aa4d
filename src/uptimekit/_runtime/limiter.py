"""Client-side rate limits: a bucket of tokens, shared by all clients of a process that use one key."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import deque
from typing import Final
from weakref import WeakValueDictionary

from .constants import (
    THROTTLE_COOLDOWN,
    THROTTLE_FACTOR,
    THROTTLE_MEASURE,
    THROTTLE_PAUSE,
    THROTTLE_SPACING_CAP,
    WINDOW_MARGIN,
)
from .operation import RateLimit

__all__ = ["Limiter", "shared_limiter"]

_REMEMBERED: Final = 64  # sends kept to measure the present rate where no limit is set


class Limiter:
    """Says how long a request has to wait; never sleeps itself, so that threads and tasks share one.

    With a :class:`RateLimit` it is a bucket of ``requests`` tokens, each of which returns one period after it
    was taken: the whole bucket may go at once, and no window of the period ever sees more.  Without one it
    only reacts: after a 429 everyone who shares it pauses, then goes slower for a while.
    """

    def __init__(self, limit: RateLimit | None) -> None:
        self.limit = limit
        self._slots: deque[float] = deque(maxlen=limit.requests if limit else _REMEMBERED)
        self._lock = threading.Lock()
        self._paused_until = float("-inf")
        self._slow_until = float("-inf")
        self._spacing = 0.0

    def reserve(self, now: float, longest: float) -> float | None:
        """Take a token; return the time to go, or None (taking nothing) if the wait were above *longest*."""
        with self._lock:
            slot = max(now, self._paused_until, self._window_opens(now), self._next_in_line())
            if slot - now > longest:
                return None
            self._slots.append(slot)
            return slot

    def release(self, slot: float) -> None:
        """Give back a token whose request was never sent."""
        with self._lock:
            if slot in self._slots:
                self._slots.remove(slot)

    def throttled(self, now: float, retry_after: float | None) -> None:
        """Take note of a 429: pause everyone, then space requests wider than they were."""
        with self._lock:
            recent = sum(1 for slot in self._slots if now - THROTTLE_MEASURE <= slot <= now)
            pause = THROTTLE_PAUSE if retry_after is None else retry_after
            self._paused_until = max(self._paused_until, now + pause)
            self._slow_until = self._paused_until + THROTTLE_COOLDOWN
            measured = max(self._spacing, THROTTLE_MEASURE / max(recent, 1))
            self._spacing = min(measured * THROTTLE_FACTOR, THROTTLE_SPACING_CAP)

    def _window_opens(self, now: float) -> float:
        if self.limit is None or len(self._slots) < self.limit.requests:
            return now
        return self._slots[0] + self.limit.period * WINDOW_MARGIN

    def _next_in_line(self) -> float:
        if not self._slots:
            return float("-inf")
        last = self._slots[-1]
        return last + self._spacing if last < self._slow_until and self._spacing else float("-inf")


_shared: WeakValueDictionary[tuple[str, str, RateLimit | None], Limiter] = WeakValueDictionary()
_shared_lock = threading.Lock()


def shared_limiter(origin: str, secret: str, limit: RateLimit | None) -> Limiter:
    """Return the limiter of everyone in this process who calls *origin* with *secret* under *limit*."""
    key = (origin, hashlib.sha256(secret.encode()).hexdigest(), limit)
    with _shared_lock:
        found = _shared.get(key)
        if found is None:
            found = _shared[key] = Limiter(limit)
        return found


def _after_fork() -> None:
    """A lock that another thread held during the fork would never open again."""
    global _shared_lock
    _shared_lock = threading.Lock()
    for limiter in list(_shared.values()):
        limiter._lock = threading.Lock()  # pyright: ignore[reportPrivateUsage]  (same module)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
