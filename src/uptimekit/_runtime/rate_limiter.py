"""Client-side rate limits: a bucket of tokens, shared by all clients of a process that use one key."""

from __future__ import annotations

import hashlib
import math
from collections import OrderedDict, deque
from typing import Final
from weakref import WeakValueDictionary

from .clock import Clock
from .constants import (
    LIMITERS_KEPT,
    SCOPED_LIMITERS_KEPT,
    THROTTLE_COOLDOWN,
    THROTTLE_FACTOR,
    THROTTLE_MEASURE,
    THROTTLE_PAUSE,
    THROTTLE_SPACING_CAP,
    WINDOW_MARGIN,
)
from .locks import Locked
from .operation import RateLimit

__all__ = ["RateLimiter", "shared_rate_limiter"]

_REMEMBERED: Final = 64  # sends kept to measure the present rate where no limit is set


class RateLimiter(Locked):
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
        self._paused_until = -math.inf
        self._slow_until = -math.inf
        self._spacing = 0.0

    def reserve(self, now: float, longest: float, patience: float = math.inf) -> float | None:
        """Take a token and return the time to go.

        Returns None, and takes nothing, if the wait were above *longest* seconds, or if a pause lasts beyond the
        time *patience*.
        """
        with self._lock:
            self._forget(now)
            slot = self._next(now, self._slots)
            if slot - now > longest or self._paused_until > patience:
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
            slots = self._slots
            if self._next(now, slots) < self._slow_until:
                slots = slots.copy()
                while requests > 0 and (slot := self._next(now, slots)) < self._slow_until:
                    slots.append(slot)
                    requests -= 1
            if requests < 1:
                return max(0.0, slots[-1] - now) if slots else 0.0
            return self._at_full_speed(now, slots, requests) - now

    def _at_full_speed(self, now: float, slots: deque[float], requests: int) -> float:
        """Return when the last of so many *requests* goes, the first of which no pause or slow phase holds up."""
        going = max(now, self._next_in_line(slots))
        if self.limit is None:
            return going
        # Every token comes back one period after it went, so the bucket goes round and round.
        period = self.limit.period * WINDOW_MARGIN
        rounds, place = divmod(requests - 1, self.limit.requests)
        taken = len(slots) - self.limit.requests + place
        back = slots[taken] + period if taken >= 0 else going
        return max(going, back) + rounds * period

    def postponed(self, slot: float) -> bool:
        """Whether a pause that began since puts off a request with this *slot*."""
        return slot < self._paused_until

    def throttled(self, now: float, retry_after: float | None, ceiling: float) -> None:
        """Take note of a 429: pause everyone, for *ceiling* seconds at most, then space requests wider than before."""
        with self._lock:
            if now >= self._paused_until:  # else it answers what went before the pause, and that was measured
                self._spacing = min(self._measured(now) * THROTTLE_FACTOR, THROTTLE_SPACING_CAP)
            pause = min(THROTTLE_PAUSE if retry_after is None else retry_after, ceiling)
            self._paused_until = max(self._paused_until, now + pause)
            self._slow_until = self._paused_until + THROTTLE_COOLDOWN

    def _measured(self, now: float) -> float:
        """Return the seconds between two requests of late."""
        recent = [slot for slot in self._slots if now - THROTTLE_MEASURE <= slot <= now] or [now]
        return max(now - recent[0], THROTTLE_PAUSE) / len(recent)

    def _next(self, now: float, slots: deque[float]) -> float:
        """Return when the next request may go after those in *slots*."""
        return max(now, self._paused_until, self._window_opens(slots), self._next_in_line(slots))

    def _forget(self, now: float) -> None:
        """Drop sends that can no longer matter."""
        window = self.limit.period * WINDOW_MARGIN if self.limit else 0.0
        while self._slots and self._slots[0] < now - max(window, THROTTLE_MEASURE):
            self._slots.popleft()
        while self.limit is None and len(self._slots) > _REMEMBERED:
            self._slots.popleft()

    def _window_opens(self, slots: deque[float]) -> float:
        if self.limit is None or len(slots) < self.limit.requests:
            return -math.inf
        return slots[-self.limit.requests] + self.limit.period * WINDOW_MARGIN

    def _next_in_line(self, slots: deque[float]) -> float:
        if not slots:
            return -math.inf
        last = slots[-1]
        return last + self._spacing if last < self._slow_until else last


class _Registry(Locked):
    """Limiters of this process: those in use, and the last *kept* ones that were used."""

    def __init__(self, kept: int) -> None:
        super().__init__()
        self._found: WeakValueDictionary[_Key, RateLimiter] = WeakValueDictionary()
        # A script that builds a client for each call must not begin with a full bucket each time.
        self._kept: OrderedDict[_Key, RateLimiter] = OrderedDict()
        self._size = kept

    def get(self, key: _Key, limit: RateLimit | None, clock: Clock) -> RateLimiter:
        with self._lock:
            limiter = self._found.get(key)
            if limiter is None:
                limiter = self._found[key] = RateLimiter(limit, clock)
            self._kept[key] = limiter
            self._kept.move_to_end(key)
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)
            return limiter


_Key = tuple[str, str, RateLimit | None, int]
_of_keys = _Registry(LIMITERS_KEPT)
_of_scopes = _Registry(
    SCOPED_LIMITERS_KEPT
)  # apart, so that many checks do not push out the limiter of a key


def shared_rate_limiter(
    origin: str, secret: str, limit: RateLimit | None, clock: Clock, scope: str = ""
) -> RateLimiter:
    """Return the limiter of everyone in this process who calls *origin* with *secret* under *limit*.

    A *scope* is what the server counts by beside the key, such as one check.  Times of two clocks cannot be
    compared, so each *clock* has limiters of its own.
    """
    digest = hashlib.sha256(f"{secret}\n{scope}".encode()).hexdigest()
    registry = _of_scopes if scope else _of_keys
    return registry.get((origin, digest, limit, id(clock)), limit, clock)
