"""The states of an item by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from uptimekit.fleet import History, State, StateSpan
from uptimekit.warehouse.fleet.item_days import DaySpan, forgettable, spans_of, start_of_day
from uptimekit.warehouse.fleet.item_days import days_of as cut
from uptimekit.warehouse.fleet.seen_pauses import Pause

START = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at(hours: float) -> datetime:
    """So many hours after the start."""
    return START + hours * HOUR


def history(end: float, *spans: tuple[float, float, State], created: float | None = None) -> History:
    """A history from the start on."""
    return History(
        start=START,
        end=at(end),
        created=None if created is None else at(created),
        spans=tuple(StateSpan(at(begin), at(until), state) for begin, until, state in spans),
    )


def days_of(
    told: History, pauses: Iterable[Pause] = (), known_until: datetime | None = None
) -> list[DaySpan]:
    """The days of a history, with pauses."""
    return [*cut(told, spans_of(told, (), pauses), known_until)]


def shown(days: Iterable[DaySpan]) -> list[tuple[int, float, float, str]]:
    """Day of the month, and hours after the start."""
    return [(d.day.day, (d.start - START) / HOUR, (d.end - START) / HOUR, d.state) for d in days]


def test_states_are_cut_at_midnight_and_have_no_gaps() -> None:
    """What is not known has a row, so that the rows of a day always replace those of an earlier reading."""
    found = days_of(history(50, (2, 30, State.DOWN), (30, 40, State.UP)))
    assert shown(found) == [
        (1, 0, 2, "unknown"),
        (1, 2, 24, "down"),
        (2, 24, 30, "down"),
        (2, 30, 40, "up"),
        (2, 40, 48, "unknown"),
        (3, 48, 50, "unknown"),
    ]


def test_before_it_was_made_an_item_is_absent() -> None:
    """That is known, other than what a provider does not tell."""
    assert shown(days_of(history(10, (6, 10, State.UP), created=5))) == [
        (1, 0, 5, "absent"),
        (1, 5, 6, "unknown"),
        (1, 6, 10, "up"),
    ]
    assert shown(days_of(history(4, (0, 4, State.UP), created=-90))) == [(1, 0, 4, "up")]
    assert shown(days_of(history(4, created=90))) == [(1, 0, 4, "absent")]


def test_what_was_known_is_not_replaced_by_nothing() -> None:
    """Days of which a provider has forgotten everything are left out; those since the reading before never are."""
    forgetful = history(80, (75, 80, State.UP))
    assert [each.day.day for each in days_of(forgetful)] == [1, 2, 3, 4, 4]
    assert [each.day.day for each in days_of(forgetful, known_until=at(70))] == [3, 4, 4]
    assert [each.day.day for each in days_of(forgetful, known_until=at(80))] == [4, 4]
    assert {each.day.day for each in days_of(history(80, (30, 31, State.UP)), known_until=at(70))} == {
        2,
        3,
        4,
    }
    assert [each.day.day for each in days_of(history(80), known_until=at(30))] == [2, 3, 4]


def test_pauses_that_were_seen_are_laid_over() -> None:
    """They are cut at midnight as well."""
    pause = Pause(at(20), at(21), at(30), at(40))
    assert shown(days_of(history(44, (0, 44, State.UP)), [pause])) == [
        (1, 0, 20, "up"),
        (1, 20, 24, "paused"),
        (2, 24, 30, "paused"),
        (2, 30, 40, "unknown"),
        (2, 40, 44, "up"),
    ]


def test_what_was_known_of_a_day_is_remembered() -> None:
    """A provider that tells of the last hours alone is read every hour, and each reading replaces the day."""
    first = spans_of(history(34, (32, 34, State.UP)))
    assert [(span.start, span.end) for span in forgettable(first)] == [(at(32), at(34))]
    told = history(36, (35, 36, State.DOWN))
    second = spans_of(told, forgettable(first))
    assert shown(cut(told, second, known_until=at(34))) == [
        (2, 24, 32, "unknown"),
        (2, 32, 34, "up"),
        (2, 34, 35, "unknown"),
        (2, 35, 36, "down"),
    ]
    assert [span.state for span in forgettable(second)] == [State.UP, State.DOWN]
    night = spans_of(history(49, (23, 49, State.UP)))
    assert [(span.start, span.end) for span in forgettable(night)] == [(at(48), at(49))]
    assert forgettable(spans_of(history(34, (0, 34, State.UP)))) == ()
    assert forgettable(spans_of(history(34))) == ()


def test_a_day_begins_in_utc() -> None:
    """Whatever the zone of a time."""
    moment = datetime.fromisoformat("2026-03-02T01:30:00+02:00")
    assert start_of_day(moment) == datetime(2026, 3, 1, tzinfo=UTC)
    assert start_of_day(moment).date() == date(2026, 3, 1)
