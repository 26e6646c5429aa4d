"""The states of an item by day: without gaps, and with what its provider has forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from attrs import frozen

from uptimekit.fleet import History, State, StateSpan
from uptimekit.fleet.state_spans import joined, laid_over

from .seen_pauses import Pause, with_pauses

__all__ = ["ABSENT", "DaySpan", "days_of", "forgettable", "spans_of", "start_of_day"]

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


def spans_of(
    history: History, remembered: Iterable[StateSpan] = (), pauses: Iterable[Pause] = ()
) -> tuple[StateSpan, ...]:
    """Return the states of *history* without gaps, from the time on in which the item was made.

    What the history does not know is as *remembered*, in order of time, and else ``unknown``; *pauses* are laid over it.
    """
    spans = laid_over(_without_gaps(history), remembered, only=(State.UNKNOWN,))
    return with_pauses(spans, pauses)


def forgettable(spans: Sequence[StateSpan]) -> tuple[StateSpan, ...]:
    """Return the known states of the last day of *spans*, if their provider knows nothing of their beginning.

    It then may have forgotten the beginning of that day at the next reading, which replaces the day as a whole.
    """
    if not spans or spans[0].state is not State.UNKNOWN:
        return ()
    day = start_of_day(spans[-1].end)
    known = (span for span in spans if span.state is not State.UNKNOWN and span.end > day)
    return tuple(StateSpan(max(span.start, day), span.end, span.state) for span in known)


def days_of(
    history: History, spans: Iterable[StateSpan], known_until: datetime | None = None
) -> Iterator[DaySpan]:
    """Yield *spans* for all days of *history*, and ``absent`` before the item was made.

    Providers forget: days before *known_until* of which nothing is known yet are left out, so that what was known of them
    earlier stays.
    """
    days = [*_cut(history.start, _made(history), ABSENT)]
    days += [each for span in spans for each in _cut(span.start, span.end, span.state.value)]
    if known_until is not None:
        known = (each.day for each in days if each.state != State.UNKNOWN)
        first = min(next(known, date.max), known_until.astimezone(UTC).date())
        days = [each for each in days if each.day >= first]
    yield from days


def _made(history: History) -> datetime:
    """Return when the item was made, or the nearest time within *history*."""
    return min(max(history.created or history.start, history.start), history.end)


def _without_gaps(history: History) -> tuple[StateSpan, ...]:
    whole, told_until = list[StateSpan](), _made(history)
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
