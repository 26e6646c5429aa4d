"""One exchange with the store: what it is asked, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from uptimekit._runtime.errors import SharedStoreError
from uptimekit._runtime.rate_limiter import Pause
from uptimekit._runtime.shared_limit import Answer, Reservation

__all__ = ["Exchange", "Refusal"]


@dataclass(frozen=True)
class Refusal:
    """A 429 that asked to wait for *asked* seconds, of which *ceiling* count at most."""

    asked: float | None
    ceiling: float


@dataclass(eq=False)
class Exchange:
    """The state of an exchange, which takes a second question if the store lost what it was told.

    Attributes:
        reservation: the turn that is asked for, if any.
        ends_at: when the caller has no more time for it, on the system's clock.
        asked_at: when the question was made, on the limiter's clock.
        question: what to ask the store now; empty when the exchange is over.
        given_back: turns that the store is told to be free.
        refusals: 429s that the store is told of.
        told: the unshared turns that it is told of.
        told_pause: the pause that it is told of.
        answer: what becomes of the reservation.
        problem: why there is no answer, under a strict limit.
    """

    reservation: Reservation | None
    ends_at: float
    asked_at: float = 0.0
    question: str = ""
    given_back: list[str] = field(default_factory=list[str])
    refusals: list[Refusal] = field(default_factory=list[Refusal])
    told: frozenset[str] = frozenset()
    told_pause: Pause | None = None
    answer: Answer | None = None
    problem: str | None = None

    @property
    def left(self) -> float:
        """Seconds that the caller has left for it."""
        return self.ends_at - monotonic()

    def result(self) -> Answer | None:
        """Return the answer; raise SharedStoreError if a strict limit has none."""
        if self.problem is not None:
            raise SharedStoreError(self.problem)
        return self.answer
