"""The state of a shared limiter in one process, and every decision about it, with no I/O in it."""

from __future__ import annotations

import math
import os
from collections import deque
from time import monotonic
from typing import Any, Final

from uptimekit._runtime.clock import SYSTEM_CLOCK, Clock
from uptimekit._runtime.constants import WINDOW_MARGIN
from uptimekit._runtime.locks import Locked
from uptimekit._runtime.operation import RateLimit
from uptimekit._runtime.rate_limiter import RateLimiter
from uptimekit._runtime.shared_limit import Answer, Reservation

from .connection import Connection
from .exchange import Exchange, Refusal
from .known_turns import KnownTurns
from .script import SECOND, ScriptAnswer, question
from .store_health import StoreHealth

__all__ = ["LimiterState"]

_OWED: Final = 10_000
"""Turns to give back that are remembered while the store is away; they end by themselves."""

_JUMP: Final = 1.0
"""Seconds by which the store's clock may seem to have jumped, beyond what an answer takes."""


class LimiterState(Locked):
    """What this process knows and owes; while the store is away, a :class:`RateLimiter` goes on from there.

    Args:
        limit: the limit; None for the pauses after a 429 only.
        clock: of the client; the script gets its time if it is not the system's, so that tests need not wait.
        key: names the limit in the store.
        connection: the store.
        health: whether it answers.
        strict: whether there is no answer while it is away.
    """

    def __init__(
        self,
        limit: RateLimit | None,
        clock: Clock,
        key: str,
        connection: Connection,
        health: StoreHealth,
        *,
        strict: bool,
    ) -> None:
        super().__init__()
        self.limit = limit
        self.connection = connection
        self.keys = [f"uptimekit:limit:{{{key}}}:{part}" for part in ("turns", "waiting", "state")]
        self._clock, self._health, self._strict = clock, health, strict
        self._known = KnownTurns(limit, clock)
        self._given_back: deque[str] = deque(maxlen=_OWED)
        self._refusals: list[Refusal] = []
        self._alone: RateLimiter | None = None  # while the store is away

    @property
    def owes(self) -> bool:
        """Whether there is something that the others have to be told."""
        return self._alone is None and bool(self._given_back or self._refusals)

    def give_back(self, turn: str) -> None:
        """Give a turn back that sent nothing."""
        with self._lock:
            at = self._known.pop(turn)
            if self._alone is not None and at is not None:
                self._alone.release(at)
            self._given_back.append(turn)

    def throttled(self, asked: float | None, ceiling: float) -> None:
        """Take note of a 429 that asked to wait for *asked* seconds, of which *ceiling* count at most."""
        with self._lock:
            if self._alone is None:
                self._refusals.append(Refusal(asked, ceiling))
            else:
                self._alone.throttled(self._clock.monotonic(), asked, ceiling)

    def forecast(self, now: float, requests: int) -> float:
        """Return the seconds until *requests* more can have been sent, as far as this process knows."""
        with self._lock:
            return (self._alone or self._known.limiter()).forecast(now, requests)

    # ------------------------------------------------------------------ an exchange with the store

    def begin(self, reservation: Reservation | None, left: float, waited: float = 0.0) -> Exchange:
        """Return an exchange that makes, or looks at, a *reservation*, and tells what is owed, within *left* seconds.

        The caller has *waited* some of these seconds, and of those of the reservation, already.
        """
        left -= waited
        if reservation is not None and waited:
            turn, longest, patience = reservation
            reservation = Reservation(turn, max(0.0, longest - waited), patience - waited)
        # Alone, a call has time left to be sent in; under a strict limit it would fail.
        exchange = Exchange(reservation, monotonic() + (left if self._strict else left / 2))
        with self._lock:
            if reservation is None and not self.owes:
                return exchange
            if (problem := self._health.problem()) is not None:
                self._go_on_alone(exchange, problem)
                return exchange
            exchange.given_back, exchange.refusals = list(self._given_back), self._refusals
            self._given_back.clear()
            self._refusals = []
            self._ask(exchange, tell=self._alone is not None or bool(self._known.unshared))
        return exchange

    def answered(self, exchange: Exchange, text: Any) -> None:
        """Take over what the store answered."""
        received = self._clock.monotonic()
        try:
            answer = ScriptAnswer.parse(text)
        except (AttributeError, TypeError, ValueError):
            return self.failed(exchange, f"{self.connection.name}: the answer is not the script's")
        with self._lock:
            if answer.outcome == "unknown":
                self._known.since = None
                return self._ask(exchange, tell=True)
            exchange.question = ""
            self._health.answered()
            self._known.unshared -= exchange.told
            self._known.learn(answer, exchange.asked_at, received)
            if self._alone is not None and self._alone.pause == exchange.told_pause:
                self._alone = None
            if exchange.reservation is not None:
                exchange.answer = self._taken(exchange.reservation.turn, answer, received)
        return None

    def failed(self, exchange: Exchange, problem: str) -> None:
        """Take note that the store did not answer, and go on alone."""
        if exchange.left > 0:
            self._health.failed(problem)
        else:  # the caller's time is over, which says nothing of the store
            self._health.interrupted()
        with self._lock:
            self._go_on_alone(exchange, problem)

    def end(self, exchange: Exchange) -> None:
        """Keep what was to be told if the exchange was interrupted."""
        if exchange.question:
            self._health.interrupted()
            with self._lock:
                self._given_back.extend(exchange.given_back)
                self._refusals.extend(exchange.refusals)

    # ------------------------------------------------------------------ with the store

    def _ask(self, exchange: Exchange, *, tell: bool) -> None:
        now, known, limit = self._clock.monotonic(), self._known, self.limit
        asked: dict[str, Any] = {
            "requests": limit.requests if limit else None,
            "period": limit.period * WINDOW_MARGIN * SECOND if limit else 0.0,
            "now": None if self._clock is SYSTEM_CLOCK else now * SECOND,
            "tolerance": (_JUMP + self.connection.timeout + known.doubt(now)) * SECOND,
            "nonce": os.urandom(9).hex(),
            "given_back": exchange.given_back or None,
            "refusals": [_times(each) for each in exchange.refusals] or None,
        }
        if tell:
            if self._alone is not None:
                exchange.told_pause = self._alone.pause
                known.resume(exchange.told_pause)
            exchange.told = frozenset(known.unshared)
            asked["told"] = known.told(now)
        if known.matter(now) and known.born:
            asked |= {"born": known.born, "expected": (now - known.offset) * SECOND, "since": known.since}
        if (reservation := exchange.reservation) is not None:
            asked |= {"id": reservation.turn, "patience": reservation.patience * SECOND}
            asked["longest"] = None if reservation.longest == math.inf else reservation.longest * SECOND
        exchange.question, exchange.asked_at = question(**asked), now

    def _taken(self, turn: str, answer: ScriptAnswer, received: float) -> Answer:
        wait = max(0.0, answer.at - answer.now) / SECOND
        granted = answer.outcome == "done"
        if granted:
            self._known.put(turn, received + wait)
            if wait:
                self._known.waited_for = received + wait
        else:
            self._known.pop(turn)
        return Answer(wait, granted, paused=answer.paused > answer.now)

    # ------------------------------------------------------------------ without it

    def _go_on_alone(self, exchange: Exchange, problem: str) -> None:
        exchange.question = ""
        self._given_back.extend(exchange.given_back)
        now = self._clock.monotonic()
        if self._alone is None:
            self._alone = self._known.limiter_alone(now)
        for refusal in [*exchange.refusals, *self._refusals]:
            self._alone.throttled(now, refusal.asked, refusal.ceiling)
        self._refusals = []
        if exchange.reservation is None:
            return
        if self._strict:
            exchange.problem = problem
        else:
            exchange.answer = self._turn_alone(self._alone, exchange.reservation, now)

    def _turn_alone(self, alone: RateLimiter, reservation: Reservation, now: float) -> Answer:
        """Keep the turn that the store gave, which nobody else has; else reserve one behind all that are known."""
        turn, longest, patience = reservation
        paused = alone.postponed(now)
        at = self._known.get(turn)
        if at is None or alone.postponed(at):
            if at is not None:
                alone.release(at)
                self._known.pop(turn)
            at = alone.reserve(now, longest, now + patience)
            if at is None:
                return Answer(alone.forecast(now, 1), granted=False, paused=paused)
            self._known.put(turn, at)
        if at <= now:
            self._known.unshared.add(turn)
        self._known.forget(now)
        return Answer(max(0.0, at - now), paused=paused)


def _times(refusal: Refusal) -> dict[str, float]:
    times = {"ceiling": refusal.ceiling * SECOND}
    if refusal.asked is not None:
        times["asked"] = min(refusal.asked, refusal.ceiling) * SECOND  # both are finite
    return times
