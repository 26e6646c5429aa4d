"""The turns of a shared limit as one process knows them: it goes on with them if the store is away."""

from __future__ import annotations

import math
from typing import Any, Final

from uptimekit._runtime.clock import Clock
from uptimekit._runtime.constants import THROTTLE_MEASURE, WINDOW_MARGIN
from uptimekit._runtime.operation import RateLimit
from uptimekit._runtime.rate_limiter import REMEMBERED, Pause, RateLimiter

from .script import SECOND, ScriptAnswer

__all__ = ["KnownTurns"]

_DRIFT: Final = 1e-3  # seconds by which two clocks may part in a second: ten times what a bad one does


class KnownTurns:
    """The turns and the pause, in the time of this process; whoever uses it has a lock.

    Attributes:
        born: name of the store's state that they are of; empty before the first answer.
        offset: seconds by which this process's clock is ahead of the store's.
        since: time of the last turn that the store told, on its own clock in microseconds; None before the first.
        unshared: turns that the store does not know to be used.
        waited_for: the last turn that was not at once: then the window was full.
    """

    def __init__(self, limit: RateLimit | None, clock: Clock) -> None:
        self._limit, self._clock = limit, clock
        self._turns: dict[str, float] = {}
        self._pause = Pause()
        self.born = ""
        self.offset = 0.0
        self._learned_at = self._took = 0.0
        self.since: float | None = None
        self.unshared: set[str] = set()
        self.waited_for = -math.inf
        self._forget_at = -math.inf

    def get(self, turn: str) -> float | None:
        """Return the time of a turn."""
        return self._turns.get(turn)

    def put(self, turn: str, at: float) -> None:
        """Keep a turn."""
        self._turns[turn] = at

    def pop(self, turn: str) -> float | None:
        """Forget a turn, and return its time."""
        self.unshared.discard(turn)
        return self._turns.pop(turn, None)

    def learn(self, answer: ScriptAnswer, asked: float, received: float) -> None:
        """Take over what the store told in an *answer* to what was *asked* and *received* at these times."""
        self.born, self.offset = answer.born, received - answer.now / SECOND
        self._learned_at, self._took = received, received - asked
        self._pause = Pause(self._here(answer.paused), self._here(answer.slow), answer.spacing / SECOND)
        for turn, at in (answer.turns or {}).items():
            self._turns[turn] = self._here(at)
            self.since = at if self.since is None else max(self.since, at)
        self.forget(received)

    def doubt(self, now: float) -> float:
        """Return by how many seconds the offset may be wrong."""
        return self._took + _DRIFT * (now - self._learned_at)

    def _here(self, at: float) -> float:
        return at / SECOND + self.offset

    def resume(self, pause: Pause) -> None:
        """Take over the pause of a limiter that went on alone."""
        self._pause = pause

    def forget(self, now: float) -> None:
        """Drop turns that no longer matter, now and then."""
        if now < self._forget_at and (self._limit or len(self._turns) < 2 * REMEMBERED):
            return
        window = max(self._window, THROTTLE_MEASURE)
        self._forget_at = now + window / 10
        kept = [(turn, at) for turn, at in self._turns.items() if at >= now - window]
        if self._limit is None:
            kept = sorted(kept, key=lambda each: each[1])[-REMEMBERED:]
        self._turns = dict(kept)
        self.unshared &= self._turns.keys()

    def matter(self, now: float) -> bool:
        """Whether there is anything that a store which lost it must be told."""
        self.forget(now)
        return bool(self._turns) or self._pause.slow_until > now

    def told(self, now: float) -> dict[str, Any]:
        """Return all of it for the script, in ages; the unshared turns apart."""
        ages = {turn: (now - at) * SECOND for turn, at in self._turns.items()}
        facts: dict[str, Any] = {
            "sent": {turn: age for turn, age in ages.items() if turn in self.unshared},
            "seen": {turn: age for turn, age in ages.items() if turn not in self.unshared},
        }
        until, slow_until, spacing = self._pause
        if slow_until > now:
            times = {"paused": max(until, 0.0) - now, "slow": slow_until - now, "spacing": spacing}
            facts |= {name: seconds * SECOND for name, seconds in times.items()}
        return facts

    def limiter(self) -> RateLimiter:
        """Return a limiter that has all turns."""
        return RateLimiter.resumed(self._limit, self._clock, self._turns.values(), self._pause)

    def limiter_alone(self, now: float) -> RateLimiter:
        """Return a limiter that goes on from here without the store.

        If a turn had to wait within the last period, all who share the limit use it up, and have reserved turns since that
        nobody told this process: then the window is full for it.
        """
        turns = list(self._turns.values())
        if self._limit and now < self.waited_for + self._window:
            turns += [now] * self._limit.requests
        return RateLimiter.resumed(self._limit, self._clock, turns, self._pause)

    @property
    def _window(self) -> float:
        return self._limit.period * WINDOW_MARGIN if self._limit else 0.0
