"""The states of an item by day: without gaps, and with pauses that its provider has forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from attrs import frozen

from uptimekit.fleet import History, State, StateSpan
from uptimekit.fleet.state_spans import joined

from .seen_pauses import Pause, with_pauses

__all__ = ["ABSENT", "DaySpan", "days_of", "start_of_day"]

ABSENT = "absent"
"""State of the time before an item was made, for which a fleet has no word."""


@frozen
class DaySpan:
    """A state within one day in UTC."""

    day: date
    start: datetime
    end: datetime
    state: str


def start_of_day(moment: datetime) -> datetime:
    """Return the beginning of the day in UTC in which *moment* is."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def days_of(
    history: History, pauses: Sequence[Pause] = (), known_until: datetime | None = None
) -> Iterator[DaySpan]:
    """Yield the states of all days of *history*.

    Providers forget: days before *known_until* of which the history knows nothing yet are left out, so that what was known
    of them earlier stays.
    """
    made = min(max(history.created or history.start, history.start), history.end)
    spans = with_pauses(_without_gaps(history, made), pauses)
    days = [*_cut(history.start, made, ABSENT)]
    days += [each for span in spans for each in _cut(span.start, span.end, span.state.value)]
    if known_until is not None:
        known = (each.day for each in days if each.state != State.UNKNOWN)
        first = min(next(known, date.max), known_until.astimezone(UTC).date())
        days = [each for each in days if each.day >= first]
    yield from days


def _without_gaps(history: History, made: datetime) -> tuple[StateSpan, ...]:
    """Return the spans of *history* from the time on in which the item was *made*, with ``unknown`` in the gaps."""
    whole, told_until = list[StateSpan](), made
    for span in history.spans:
        start = max(span.start, told_until)
        whole += [StateSpan(told_until, start, State.UNKNOWN), StateSpan(start, span.end, span.state)]
        told_until = max(told_until, span.end)
    whole.append(StateSpan(told_until, history.end, State.UNKNOWN))
    return joined(whole)


def _cut(start: datetime, end: datetime, state: str) -> Iterator[DaySpan]:
    """Yield the parts of a span of time, one for each day."""
    while start < end:
        day = start.astimezone(UTC).date()
        until = min(end, datetime.combine(day + timedelta(days=1), time(), UTC))
        yield DaySpan(day, start, until, state)
        start = until
