"""Client-side rate limits: a bucket of tokens, shared by all clients of a process that use one key."""

from __future__ import annotations

import hashlib
from collections import deque
from typing import Final
from weakref import WeakValueDictionary

from .clock import Clock
from .constants import (
    LIMITERS_KEPT,
    THROTTLE_COOLDOWN,
    THROTTLE_FACTOR,
    THROTTLE_MEASURE,
    THROTTLE_PAUSE,
    THROTTLE_SPACING_CAP,
    WINDOW_MARGIN,
)
from .locks import Locked
from .operation import RateLimit

__all__ = ["Limiter", "shared_limiter"]

_REMEMBERED: Final = 64  # sends kept to measure the present rate where no limit is set


class Limiter(Locked):
    """Says how long a request has to wait; never sleeps itself, so that threads and tasks share one.

    With a :class:`RateLimit` it is a bucket of ``requests`` tokens, each of which returns one period after it
    was taken: the whole bucket may go at once, and no window of the period ever sees more.  Without one it
    only reacts: after a 429 everyone who shares it pauses, then goes slower for a while.
    """

    def __init__(self, limit: RateLimit | None, clock: Clock) -> None:
        super().__init__()
        self.limit = limit
        self.clock = clock
        self._slots: deque[float] = deque()  # times at which requests went or will go, in order
        self._paused_until = float("-inf")
        self._slow_until = float("-inf")
        self._spacing = 0.0

    def reserve(self, now: float, longest: float) -> float | None:
        """Take a token; return the time to go, or None (taking nothing) if the wait were above *longest*."""
        with self._lock:
            self._forget(now)
            slot = max(now, self._paused_until, self._window_opens(), self._next_in_line())
            if slot - now > longest:
                return None
            self._slots.append(slot)
            return slot

    def release(self, slot: float) -> None:
        """Give back a token whose request was never sent."""
        with self._lock:
            if slot in self._slots:
                self._slots.remove(slot)

    def forecast(self, now: float, requests: int) -> float:
        """Return the seconds until *requests* more will have gone, if nobody else sends any; takes no token."""
        with self._lock:
            self._forget(now)
            if requests < 1:
                return max(0.0, self._next_in_line() - now)
            going = max(now, self._paused_until, self._next_in_line())
            if self.limit is None:
                return going - now
            # Every token comes back one period after it went, so the bucket goes round and round.
            period = self.limit.period * WINDOW_MARGIN
            rounds, place = divmod(requests - 1, self.limit.requests)
            taken = len(self._slots) - self.limit.requests + place
            back = self._slots[taken] + period if taken >= 0 else going
            return max(going, back) + rounds * period - now

    def postponed(self, slot: float) -> bool:
        """Whether a pause that began since puts off a request with this *slot*."""
        return slot < self._paused_until

    def throttled(self, now: float, retry_after: float | None) -> None:
        """Take note of a 429: pause everyone, then space requests wider than they were."""
        with self._lock:
            recent = [slot for slot in self._slots if now - THROTTLE_MEASURE <= slot <= now] or [now]
            pause = THROTTLE_PAUSE if retry_after is None else retry_after
            self._paused_until = max(self._paused_until, now + pause)
            self._slow_until = self._paused_until + THROTTLE_COOLDOWN
            # Each 429 measures anew: many that answer one burst must not slow it down many times over.
            measured = max(now - recent[0], THROTTLE_PAUSE) / len(recent)
            self._spacing = min(measured * THROTTLE_FACTOR, THROTTLE_SPACING_CAP)

    def _forget(self, now: float) -> None:
        """Drop sends that can no longer matter."""
        window = self.limit.period * WINDOW_MARGIN if self.limit else 0.0
        while self._slots and self._slots[0] < now - max(window, THROTTLE_MEASURE):
            self._slots.popleft()
        while self.limit is None and len(self._slots) > _REMEMBERED:
            self._slots.popleft()

    def _window_opens(self) -> float:
        if self.limit is None or len(self._slots) < self.limit.requests:
            return float("-inf")
        return self._slots[-self.limit.requests] + self.limit.period * WINDOW_MARGIN

    def _next_in_line(self) -> float:
        if not self._slots:
            return float("-inf")
        last = self._slots[-1]
        return last + self._spacing if last < self._slow_until else last


class _Registry(Locked):
    """The limiters of this process."""

    def __init__(self) -> None:
        super().__init__()
        self._found: WeakValueDictionary[tuple[str, str, RateLimit | None, int], Limiter] = (
            WeakValueDictionary()
        )
        # A script that builds a client for each call must not begin with a full bucket each time.
        self._kept: deque[Limiter] = deque(maxlen=LIMITERS_KEPT)

    def get(self, origin: str, secret: str, limit: RateLimit | None, clock: Clock) -> Limiter:
        key = (origin, hashlib.sha256(secret.encode()).hexdigest(), limit, id(clock))
        with self._lock:
            limiter = self._found.get(key)
            if limiter is None:
                limiter = self._found[key] = Limiter(limit, clock)
                self._kept.append(limiter)
            return limiter


_registry = _Registry()


def shared_limiter(origin: str, secret: str, limit: RateLimit | None, clock: Clock) -> Limiter:
    """Return the limiter of everyone in this process who calls *origin* with *secret* under *limit*.

    Times of two clocks cannot be compared, so each *clock* has limiters of its own.
    """
    return _registry.get(origin, secret, limit, clock)
