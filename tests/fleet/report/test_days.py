"""Days of a history, on exact values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from uptimekit.fleet import History, State, StateSpan
from uptimekit.fleet.report.days import Day, availability_of, days_of, start_of_day

RIGA = ZoneInfo("Europe/Riga")
NEW_YORK = ZoneInfo("America/New_York")


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time in November 2026 in UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def history(start: datetime, end: datetime, *spans: tuple[datetime, datetime, State]) -> History:
    """A history of these spans."""
    return History(start=start, end=end, spans=tuple(StateSpan(*span) for span in spans))


def test_a_span_over_midnight_counts_on_both_days() -> None:
    """An hour down from 23:30 is half an hour of each day; the rest of the days is up."""
    told = history(
        at(1), at(3),
        (at(1), at(1, 23, 30), State.UP), (at(1, 23, 30), at(2, 0, 30), State.DOWN), (at(2, 0, 30), at(3), State.UP),
    )  # fmt: skip
    first, second = days_of(told, UTC)
    assert (first.date, second.date) == (date(2026, 11, 1), date(2026, 11, 2))
    assert first.seconds == {State.UP: 84_600, State.DOWN: 1_800}
    assert second.seconds == {State.DOWN: 1_800, State.UP: 84_600}
    assert first.state == second.state == State.DOWN


def test_the_zone_decides_which_day_it_was() -> None:
    """23:00 in UTC is one o'clock of the next day in Riga."""
    told = history(
        start_of_day(date(2026, 11, 1), RIGA), start_of_day(date(2026, 11, 3), RIGA),
        (at(1, 23), at(1, 23, 10), State.DOWN),
    )  # fmt: skip
    first, second = days_of(told, RIGA)
    assert first.seconds == {}
    assert second.seconds == {State.DOWN: 600}


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_on_which_clocks_change_is_shorter_or_longer(day: date, hours: int) -> None:
    """The length of a day is that of the zone, and a span that lasts all day fills it."""
    begin, end = start_of_day(day, RIGA), start_of_day(day + timedelta(days=1), RIGA)
    (only,) = days_of(history(begin, end, (begin, end, State.UP)), RIGA)
    assert only.length == hours * 3600
    assert only.seconds == {State.UP: hours * 3600}
    assert only.unknown == 0


def test_an_hour_that_comes_twice_counts_twice() -> None:
    """In New York the hour from one to two comes twice on 1 November; what lasts through both lasts two hours."""
    down = datetime(2026, 11, 1, 5, tzinfo=UTC), datetime(2026, 11, 1, 7, tzinfo=UTC)
    begin, end = start_of_day(date(2026, 11, 1), NEW_YORK), start_of_day(date(2026, 11, 2), NEW_YORK)
    (only,) = days_of(history(begin, end, (*down, State.DOWN)), NEW_YORK)
    assert only.seconds == {State.DOWN: 7200}


def test_a_gap_is_no_data_and_not_up() -> None:
    """Days of which nothing is known are in no state, and a gap within a day is counted as unknown."""
    told = history(at(1), at(4), (at(2, 6), at(2, 18), State.UP))
    before, partly, after = days_of(told, UTC)
    assert before.state == after.state == State.UNKNOWN
    assert before.unknown == after.unknown == 86_400
    assert partly.state == State.UP
    assert partly.unknown == 12 * 3600


def test_the_last_day_ends_when_the_report_was_made() -> None:
    """The hours of today that have not passed are not missing."""
    told = history(at(1), at(2, 6), (at(1), at(2, 6), State.UP))
    _, today = days_of(told, UTC)
    assert today.length == 6 * 3600
    assert today.unknown == 0


def test_a_report_made_at_midnight_has_no_empty_day() -> None:
    """The day that begins with the last moment is not shown."""
    assert [day.date.day for day in days_of(history(at(1), at(3)), UTC)] == [1, 2]


def test_what_lies_outside_of_the_report_is_cut() -> None:
    """A span that began before the report and one that ends after it count as far as they are within."""
    told = history(at(2), at(3), (at(1), at(2, 1), State.DOWN), (at(2, 23), at(5), State.DEGRADED))
    (only,) = days_of(told, UTC)
    assert only.seconds == {State.DOWN: 3600, State.DEGRADED: 3600}


@pytest.mark.parametrize(
    ("seconds", "state"),
    [
        ({State.UP: 80_000, State.DOWN: 60}, State.DOWN),
        ({State.UP: 86_399.8, State.DOWN: 0.2}, State.UP),
        ({State.UP: 80_000, State.DEGRADED: 60, State.MAINTENANCE: 600}, State.DEGRADED),
        ({State.PAUSED: 80_000, State.UP: 600}, State.UP),
        ({State.PAUSED: 86_400}, State.PAUSED),
        ({State.UNKNOWN: 86_400}, State.UNKNOWN),
        ({}, State.UNKNOWN),
    ],
)
def test_a_day_is_shown_in_its_worst_state(seconds: dict[State, float], state: State) -> None:
    """A minute down makes a day down; less than a second is an error of rounding."""
    assert Day(date(2026, 11, 1), 86_400, seconds).state == state


def test_availability_is_of_the_time_that_is_known() -> None:
    """Pauses, gaps and maintenance count for nothing, slowness as up, as in ``uptimekit sla``."""
    told = history(
        at(1), at(5),
        (at(1), at(2), State.UP), (at(2), at(2, 12), State.DEGRADED), (at(2, 12), at(3), State.DOWN),
        (at(3), at(3, 12), State.MAINTENANCE), (at(3, 12), at(4), State.PAUSED),
    )  # fmt: skip
    assert availability_of(told, days_of(told, UTC)) == 0.75


def test_the_providers_figure_stands_where_its_spans_have_gaps() -> None:
    """A provider knows more than it tells of single times."""
    told = History(start=at(1), end=at(2), availability=0.9987)
    assert availability_of(told, days_of(told, UTC)) == 0.9987
    some = evolve(told, spans=(StateSpan(at(1, 12), at(2), State.UP),))
    assert availability_of(some, days_of(some, UTC)) == 0.9987
    whole = evolve(some, created=at(1, 12))
    assert availability_of(whole, days_of(whole, UTC)) == 1.0


def test_what_is_known_as_a_whole_is_counted_by_our_rule() -> None:
    """A provider that counts maintenance as up does not make the report another one than ``uptimekit sla``."""
    told = history(
        at(1), at(2), (at(1), at(1, 12), State.MAINTENANCE), (at(1, 12), at(1, 21), State.UP), (at(1, 21), at(2), State.DOWN)
    )  # fmt: skip
    told = evolve(told, availability=0.875)
    assert availability_of(told, days_of(told, UTC)) == 0.75
    paused = evolve(history(at(1), at(2), (at(1), at(2), State.PAUSED)), availability=1.0)
    assert availability_of(paused, days_of(paused, UTC)) is None


@pytest.mark.parametrize(("told", "share"), [(-0.0065, 0.0), (1.0001, 1.0)])
def test_a_figure_beyond_all_is_all(told: float, share: float) -> None:
    """A provider that rounds seconds may count more of them than there were."""
    history_of_one = History(start=at(1), end=at(2), availability=told)
    assert availability_of(history_of_one, ()) == share


def test_of_nothing_there_is_no_availability() -> None:
    """An item without a past is not said to have been up."""
    told = history(at(1), at(2))
    assert availability_of(told, days_of(told, UTC)) is None
