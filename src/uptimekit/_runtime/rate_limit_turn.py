"""A call's turn under the rate limit."""

from __future__ import annotations

from .rate_limiter import RateLimiter

__all__ = ["RateLimitTurn"]


class RateLimitTurn:
    """The turns of one call.  Each attempt reserves one, waits for it, uses it, and gives it back if it sent nothing.

    Args:
        limiter: the limiter that the call falls under; None for no limit, and no wait.
        ceiling: longest pause in seconds, begun by another call's 429, that the call waits for.
    """

    owes = False  # nobody else has to be told

    def __init__(self, limiter: RateLimiter | None, ceiling: float) -> None:
        self._limiter = limiter
        self._ceiling = ceiling
        self._reserved: float | None = None
        self._used: float | None = None  # by the attempt under way
        self._waits_until: float | None = None  # when the call stops waiting for pauses
        self._waited = 0.0

    def reserve(self, now: float, left: float) -> float | None:
        """Return the seconds until the turn; None if none comes within *left* seconds or the ceiling.

        Ask again after each wait: a 429 to another call may have put the turn off.
        """
        limiter = self._limiter
        if limiter is None:
            return 0.0
        if self._reserved is not None:
            if not limiter.postponed(self._reserved):
                return 0.0
            limiter.release(self._reserved)
        waits_until = now + self._ceiling if self._waits_until is None else self._waits_until
        self._reserved = limiter.reserve(now, max(0.0, left), waits_until)
        if self._reserved is None:
            return None
        if limiter.postponed(now):
            self._waits_until = waits_until
        self._waited += self._reserved - now
        return self._reserved - now

    def carry(self, left: float) -> None:
        """Ask nobody: only a shared limit has a store."""

    async def acarry(self, left: float) -> None:
        """Ask nobody."""

    def use(self) -> float:
        """Use the turn for the next attempt; return the seconds waited for it."""
        waited, self._waited = self._waited, 0.0
        self._used, self._reserved = self._reserved, None
        return waited

    def give_back_used(self) -> None:
        """Give back the turn of an attempt that sent nothing."""
        self._release(self._used)

    def give_back_reserved(self) -> None:
        """Give back a turn that no attempt used."""
        self._release(self._reserved)
        self._reserved = None

    def _release(self, slot: float | None) -> None:
        if self._limiter is not None and slot is not None:
            self._limiter.release(slot)

    def throttled(self, now: float, asked: float | None) -> None:
        """Take note of a 429 that asked to wait for *asked* seconds."""
        if self._limiter is not None:
            self._limiter.throttled(now, asked, self._ceiling)

    def forecast(self, now: float) -> float:
        """Return the seconds until there will be a turn."""
        return 0.0 if self._limiter is None else self._limiter.forecast(now, 1)
