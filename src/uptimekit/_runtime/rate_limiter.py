"""Client-side rate limits: a sliding window of requests, shared by all clients of a process that use one key."""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from typing import Final, Generic, NamedTuple, TypeVar
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

__all__ = ["REMEMBERED", "Pause", "RateLimiter", "Registry", "account_digest", "shared_rate_limiter"]

REMEMBERED: Final = 64  # requests kept to measure the present rate if no limit is set


class Pause(NamedTuple):
    """What a 429 leads to: nothing is sent until a time, then the requests go *spacing* seconds apart until another."""

    until: float = -math.inf
    slow_until: float = -math.inf
    spacing: float = 0.0


class RateLimiter(Locked):
    """Says how long a request has to wait; it does not sleep, so that threads and tasks can share it.

    With a :class:`RateLimit`, any window of one period has at most so many requests; they may all go at once.  In any
    case it reacts to a 429: all calls that share it pause, and then go more slowly for a while.
    """

    def __init__(self, limit: RateLimit | None, clock: Clock) -> None:
        super().__init__()
        self.limit = limit
        self.clock = clock
        self._slots: deque[float] = deque()  # times at which requests went or will go, in order
        self._paused_until, self._slow_until, self._spacing = Pause()

    @classmethod
    def resumed(
        cls, limit: RateLimit | None, clock: Clock, slots: Iterable[float], pause: Pause
    ) -> RateLimiter:
        """Return a limiter that goes on where another one stopped: with its *slots*, in any order, and its pause."""
        limiter = cls(limit, clock)
        limiter._slots.extend(sorted(slots))
        limiter._paused_until, limiter._slow_until, limiter._spacing = pause
        return limiter

    @property
    def pause(self) -> Pause:
        """The last pause and the slow phase after it."""
        with self._lock:
            return Pause(self._paused_until, self._slow_until, self._spacing)

    def reserve(self, now: float, longest: float, patience: float = math.inf) -> float | None:
        """Reserve a time to send at and return it.

        Returns None, and reserves nothing, if it is more than *longest* seconds away, or if a pause ends after the time
        *patience*.
        """
        with self._lock:
            self._forget(now)
            slot = self._next(now, self._slots)
            if slot - now > longest or self._paused_until > patience:
                return None
            self._slots.append(slot)
            return slot

    def release(self, slot: float) -> None:
        """Give back a reserved time whose request was not sent."""
        with self._lock:
            if slot in self._slots:
                self._slots.remove(slot)

    def forecast(self, now: float, requests: int) -> float:
        """Return the seconds until *requests* more can have been sent, if nobody else sends any; reserves nothing."""
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
        """Return when the last of so many *requests* can be sent, with no pause and no slow phase."""
        going = max(now, self._next_in_line(slots))
        if self.limit is None:
            return going
        # Each request leaves the window one period after it was sent, in the same order each time.
        period = self.limit.period * WINDOW_MARGIN
        rounds, place = divmod(requests - 1, self.limit.requests)
        taken = len(slots) - self.limit.requests + place
        back = slots[taken] + period if taken >= 0 else going
        return max(going, back) + rounds * period

    def postponed(self, slot: float) -> bool:
        """Whether a pause that began later puts off a request with this *slot*."""
        return slot < self._paused_until

    def throttled(self, now: float, retry_after: float | None, ceiling: float) -> None:
        """Take note of a 429: pause all requests, for *ceiling* seconds at most, then send them further apart."""
        with self._lock:
            # During a pause it answers a request from before that, whose rate was measured.
            if now >= self._paused_until:
                self._spacing = min(self._measured(now) * THROTTLE_FACTOR, THROTTLE_SPACING_CAP)
            pause = min(THROTTLE_PAUSE if retry_after is None else retry_after, ceiling)
            self._paused_until = max(self._paused_until, now + pause)
            self._slow_until = self._paused_until + THROTTLE_COOLDOWN

    def _measured(self, now: float) -> float:
        """Return the average seconds between two recent requests."""
        recent = [slot for slot in self._slots if now - THROTTLE_MEASURE <= slot <= now] or [now]
        return max(now - recent[0], THROTTLE_PAUSE) / len(recent)

    def _next(self, now: float, slots: deque[float]) -> float:
        """Return when the next request after those in *slots* may be sent."""
        return max(now, self._paused_until, self._window_opens(slots), self._next_in_line(slots))

    def _forget(self, now: float) -> None:
        """Drop requests that no longer matter."""
        window = self.limit.period * WINDOW_MARGIN if self.limit else 0.0
        while self._slots and self._slots[0] < now - max(window, THROTTLE_MEASURE):
            self._slots.popleft()
        while self.limit is None and len(self._slots) > REMEMBERED:
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


L = TypeVar("L")


class Registry(Locked, Generic[L]):
    """Limiters of this process: those in use, and the last *kept* ones that were used."""

    def __init__(self, kept: int) -> None:
        super().__init__()
        self._found: WeakValueDictionary[_Key, L] = WeakValueDictionary()
        # A script that builds a client for each call must not begin with an empty window each time.
        self._kept: OrderedDict[_Key, L] = OrderedDict()
        self._size = kept

    def get(self, key: _Key, make: Callable[[], L]) -> L:
        """Return the limiter of *key*, which *make* makes if there is none."""
        with self._lock:
            limiter = self._found.get(key)
            if limiter is None:
                limiter = self._found[key] = make()
            self._kept[key] = limiter
            self._kept.move_to_end(key)
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)
            return limiter


_Key = tuple[str, str, RateLimit | None, int]
_of_keys: Registry[RateLimiter] = Registry(LIMITERS_KEPT)
# Apart, so that many checks do not push out the limiter of a key.
_of_scopes: Registry[RateLimiter] = Registry(SCOPED_LIMITERS_KEPT)


def account_digest(secret: str, scope: str) -> str:
    """Return what names an account and *scope* without showing the secret."""
    from hashlib import sha256  # loads with the first client

    return sha256(f"{secret}\n{scope}".encode()).hexdigest()


def shared_rate_limiter(
    origin: str, secret: str, limit: RateLimit | None, clock: Clock, scope: str = ""
) -> RateLimiter:
    """Return the limiter of all clients in this process that call *origin* with *secret* under *limit*.

    *scope* is what the server counts by in addition to the key, such as one check.  Times of two clocks cannot be
    compared, so each *clock* has separate limiters.
    """
    key = origin, account_digest(secret, scope), limit, id(clock)
    return (_of_scopes if scope else _of_keys).get(key, lambda: RateLimiter(limit, clock))
