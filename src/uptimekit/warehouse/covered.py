"""The loaded part of a listing by time, and the days to read next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from attrs import frozen

from .feed import Span
from .months import Month, months

__all__ = ["Covered", "Days", "next_days"]

_DAY = timedelta(days=1)


@frozen
class Covered:
    """Everything that began from *since* until *until* is loaded."""

    since: datetime
    until: datetime

    @classmethod
    def in_state(cls, state: Mapping[str, Any]) -> Covered | None:
        """Return what the state of a feed says; None before the first slice was loaded."""
        if not state:
            return None
        return cls(datetime.fromisoformat(state["since"]), datetime.fromisoformat(state["until"]))

    def to_state(self) -> dict[str, str]:
        """Return the part of a feed's state that :meth:`in_state` reads."""
        return {"since": self.since.isoformat(), "until": self.until.isoformat()}


@frozen
class Days:
    """Days to read, no more than a month of them.

    Attributes:
        first: the first day.
        last: the last day; None if there is no later one yet.
        covered: the loaded part, once these days are in it.
    """

    first: date
    last: date | None
    covered: Covered


def next_days(covered: Covered | None, span: Span) -> Iterator[Days]:
    """Yield the days to read: what is new with the window for late changes, then older months, the newest first."""
    today, oldest = span.now.date(), span.since.date()
    if covered is None:
        start = max(oldest, Month.of(today).first)
        covered = Covered(_midnight(start), _midnight(start))
    else:
        start = max(covered.since, covered.until - span.window).date()
    for month in months(start, today):
        last = None if month.last >= today else month.last
        until = span.now if last is None else max(covered.until, _midnight(last + _DAY))
        covered = Covered(covered.since, until)
        yield Days(max(start, month.first), last, covered)
    while (loaded := covered.since.date()) > oldest:
        last = loaded - _DAY
        first = max(oldest, Month.of(last).first)
        covered = Covered(_midnight(first), covered.until)
        yield Days(first, last, covered)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
