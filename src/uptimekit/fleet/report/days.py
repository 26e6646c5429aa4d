"""The days of a history: how long an item was in which state on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from attrs import Factory, frozen

from uptimekit.fleet.availability import availability
from uptimekit.fleet.history import History, StateSpan
from uptimekit.fleet.vocabulary import State

__all__ = ["WORST_FIRST", "Day", "availability_of", "days_of", "start_of_day"]

WORST_FIRST: Final = (
    State.DOWN,
    State.DEGRADED,
    State.MAINTENANCE,
    State.UP,
    State.PENDING,
    State.PAUSED,
)
"""States that a day can have, the one that it is shown in first."""

_LEAST = 1.0  # seconds that count: providers round


@frozen
class Day:
    """A day in the time zone of a report.

    Attributes:
        date: the day.
        length: seconds of it within the report: fewer than 24 hours on its last day, and 23 or 25 where clocks change.
        seconds: seconds in each state.  What is left of the length is time of which nothing is known.
    """

    date: date
    length: float
    seconds: Mapping[State, float] = Factory(dict[State, float])

    @property
    def state(self) -> State:
        """The worst state of the day; unknown if nothing is known of it."""
        return next((state for state in WORST_FIRST if self.seconds.get(state, 0) >= _LEAST), State.UNKNOWN)

    @property
    def unknown(self) -> float:
        """Seconds of which nothing is known."""
        missing = self.length - sum(self.seconds.get(state, 0) for state in WORST_FIRST)
        return missing if missing >= _LEAST else 0.0


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the moment when *day* begins in *zone*, as a time in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def days_of(history: History, zone: tzinfo) -> tuple[Day, ...]:
    """Return the days from the start to the end of *history* in *zone*."""
    last_moment = history.end - timedelta(microseconds=1)  # at midnight no further day has begun
    first, last = (moment.astimezone(zone).date() for moment in (history.start, last_moment))
    dates = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    borders = [start_of_day(day, zone).timestamp() for day in (*dates, last + timedelta(days=1))]
    borders[0], borders[-1] = history.start.timestamp(), history.end.timestamp()
    seconds = _seconds_by_state(history.spans, borders)
    return tuple(
        Day(day, borders[index + 1] - borders[index], seconds[index]) for index, day in enumerate(dates)
    )


def _seconds_by_state(spans: Sequence[StateSpan], borders: Sequence[float]) -> list[dict[State, float]]:
    """Return how long each state lasted between each border and the next; *spans* are in order of time."""
    seconds: list[dict[State, float]] = [{} for _ in borders[1:]]
    index = 0
    for span in spans:
        start, end = span.start.timestamp(), span.end.timestamp()
        while index + 2 < len(borders) and borders[index + 1] <= start:
            index += 1
        for number in range(index, len(seconds)):
            if borders[number] >= end:
                break
            lasted = min(end, borders[number + 1]) - max(start, borders[number])
            if lasted > 0:
                seconds[number][span.state] = seconds[number].get(span.state, 0.0) + lasted
    return seconds


def availability_of(history: History, days: Sequence[Day]) -> float | None:
    """Return how available an item was, from 0 to 1, by :data:`~uptimekit.fleet.availability.DEFINITION`.

    It is None if the item was neither up nor down.  Where the *days* have gaps in which the item existed, it is the
    provider's own figure if there is one, which has a rule of its own and may be a little off.
    """
    if history.availability is not None and not _is_whole(history, days):
        return min(1.0, max(0.0, history.availability))
    seconds = Counter[State]()
    for day in days:
        seconds.update(day.seconds)
    return availability(seconds)


def _is_whole(history: History, days: Sequence[Day]) -> bool:
    """Whether it is known of all *days* in which state the item was, from when it was made."""
    made = history.created or history.start
    absent = min(max(0.0, (made - history.start).total_seconds()), sum(day.length for day in days))
    gaps = sum(day.unknown for day in days) - absent
    return bool(days) and gaps < _LEAST * len(days)
