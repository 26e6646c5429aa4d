"""A rate limit that several processes share: what the runtime asks of it.  :mod:`uptimekit.shared` has one."""

from __future__ import annotations

from typing import NamedTuple, Protocol, runtime_checkable

from .clock import Clock
from .operation import RateLimit
from .unset import Unset

__all__ = ["Answer", "Membership", "Reservation", "SharedLimit", "SharedLimiter"]


class Reservation(NamedTuple):
    """A turn that a call asks for, or asks about again after its wait.

    Attributes:
        turn: random text that is the same each time that the call asks for this turn.
        longest: seconds that it can wait at most; infinite for any time.
        patience: seconds that it waits at most for the end of a pause.
    """

    turn: str
    longest: float
    patience: float


class Answer(NamedTuple):
    """What became of a reservation.

    Attributes:
        wait: seconds until the turn, 0 if it is now.
        granted: whether it is reserved; if not, *wait* is how long it would take.
        paused: whether there is a pause now, because of a 429.
    """

    wait: float
    granted: bool = True
    paused: bool = False


class SharedLimiter(Protocol):
    """The limit of one key on one server.  Only :meth:`carry` and :meth:`acarry` wait."""

    limit: RateLimit | None

    @property
    def owes(self) -> bool:
        """Whether there is something that the others have to be told."""
        ...

    def carry(self, reservation: Reservation | None, left: float) -> Answer | None:
        """Tell what is owed, and make or look at the *reservation*, within *left* seconds.  For threads."""
        ...

    async def acarry(self, reservation: Reservation | None, left: float) -> Answer | None:
        """Do the same in a task."""
        ...

    def give_back(self, turn: str) -> None:
        """Give a turn back that sent nothing; the others are told by the next :meth:`carry`."""
        ...

    def throttled(self, asked: float | None, ceiling: float) -> None:
        """Take note of a 429; see :class:`RateLimiter`.  The others are told by the next :meth:`carry`."""
        ...

    def forecast(self, now: float, requests: int) -> float:
        """Return the seconds until *requests* more can have been sent, as far as this process knows."""
        ...


@runtime_checkable
class SharedLimit(Protocol):
    """What ``rate_limit=`` takes beside a :class:`RateLimit`."""

    @property
    def limit(self) -> RateLimit | Unset | None:
        """The limit; UNSET for the one that the provider publishes."""
        ...

    def limiter(
        self, origin: str, secret: str, limit: RateLimit | None, clock: Clock, scope: str
    ) -> SharedLimiter:
        """Return the limiter of all who call *origin* with *secret*; see :func:`shared_rate_limiter`."""
        ...


class Membership(Protocol):
    """The part that one client has in a shared limit that no program passed in."""

    shared_limit: SharedLimit

    def close(self) -> None:
        """Leave; the last one closes the connections of threads."""
        ...

    async def aclose(self) -> None:
        """Leave; the last one closes all connections."""
        ...
