"""A call's turn under a rate limit that several processes share."""

from __future__ import annotations

import os
from typing import Final

from .shared_limit import Answer, Reservation, SharedLimiter

__all__ = ["ASK", "SharedTurn"]

ASK: Final = -1.0
"""What :meth:`SharedTurn.reserve` returns if the answer has to be fetched: :meth:`SharedTurn.carry` comes next."""


class SharedTurn:
    """The turns of one call, as :class:`RateLimitTurn` has them; the client fetches the answers, and nothing here waits.

    A turn that is now costs one question.  Whoever waited asks again: others may have been late, and there may be a
    pause.

    Args:
        limiter: the limiter that the call falls under.
        ceiling: longest pause in seconds, begun by another call's 429, that the call waits for.
    """

    def __init__(self, limiter: SharedLimiter, ceiling: float) -> None:
        self._limiter = limiter
        self._ceiling = ceiling
        self._reservation: Reservation | None = None
        self._answer: Answer | None = None
        self._used = ""  # by the attempt under way
        self._waits_until: float | None = None  # when the call stops waiting for pauses
        self._waited = 0.0
        self._forecast = 0.0

    def reserve(self, now: float, left: float) -> float | None:
        """Return the seconds until the turn; None if none comes within *left* seconds or the ceiling; else ASK."""
        answer, self._answer = self._answer, None
        waits_until = now + self._ceiling if self._waits_until is None else self._waits_until
        if answer is None:
            turn = self._reservation.turn if self._reservation else os.urandom(9).hex()
            self._reservation = Reservation(turn, max(0.0, left), waits_until - now)
            return ASK
        if not answer.granted:
            self._reservation, self._forecast = None, answer.wait
            return None
        if answer.paused:
            self._waits_until = waits_until
        self._waited += answer.wait
        return answer.wait

    def carry(self, left: float) -> None:
        """Ask about the turn, and tell what is owed, within *left* seconds."""
        self._answer = self._limiter.carry(self._reservation, left)

    async def acarry(self, left: float) -> None:
        """Do the same in a task."""
        self._answer = await self._limiter.acarry(self._reservation, left)

    @property
    def owes(self) -> bool:
        """Whether there is something that the others have to be told."""
        return self._limiter.owes

    def use(self) -> float:
        """Use the turn for the next attempt; return the seconds waited for it."""
        waited, self._waited = self._waited, 0.0
        assert self._reservation is not None, "reserve() comes first"  # noqa: S101  (tells the type checker)
        self._used, self._reservation = self._reservation.turn, None
        return waited

    def give_back_used(self) -> None:
        """Give back the turn of an attempt that sent nothing."""
        self._limiter.give_back(self._used)

    def give_back_reserved(self) -> None:
        """Give back a turn that no attempt used."""
        if self._reservation is not None:
            self._limiter.give_back(self._reservation.turn)
            self._reservation = None

    def throttled(self, now: float, asked: float | None) -> None:
        """Take note of a 429 that asked to wait for *asked* seconds."""
        del now  # the store has a clock
        self._limiter.throttled(asked, self._ceiling)

    def forecast(self, now: float) -> float:
        """Return the seconds until there will be a turn, as of the last answer."""
        del now
        return self._forecast
