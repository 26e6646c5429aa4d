"""A served sandbox in a time of its own, for the tests of feeds."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Generic, Protocol, TypeVar

from uptimekit.sandbox import ManualClock
from uptimekit.warehouse import Span

__all__ = ["NOW", "TimedServer", "span"]

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


class _Sandbox(Protocol):
    @property
    def requests(self) -> Counter[str]: ...

    def reset(self) -> None: ...


S = TypeVar("S", bound=_Sandbox)


def span(now: datetime, *, days: float = 90, window: float = 7) -> Span:
    """The times of a reading: the days that a first one goes back, and the days of the window."""
    return Span(now - timedelta(days=days), now, timedelta(days=window))


class TimedServer(Generic[S]):
    """The sandbox, its clock, and the requests that it has counted."""

    def __init__(self, url: str, clock: ManualClock, sandbox: S) -> None:
        self.url, self.clock, self.sandbox = url, clock, sandbox
        self._asked: Counter[str] = Counter()

    def at(self, month: int, day: int, hour: int = 0) -> datetime:
        """Set the time, in 2026."""
        moment = datetime(2026, month, day, hour, tzinfo=UTC)
        self.clock.set(moment)
        return moment

    def span(self, *, days: float = 90, window: float = 7) -> Span:
        """The times of a reading that begins now; its first one goes back so many days."""
        return span(self.clock.now(), days=days, window=window)

    def asked(self) -> dict[str, int]:
        """The numbers of requests since this was called last, by operation."""
        now = self.sandbox.requests
        since, self._asked = now - self._asked, now
        return dict(since)

    def reset(self, moment: datetime = NOW) -> None:
        """Begin anew."""
        self.clock.set(moment)
        self.sandbox.reset()
        self._asked = Counter()
