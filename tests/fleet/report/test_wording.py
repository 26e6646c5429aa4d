"""Days, shares and times in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from uptimekit.fleet import State
from uptimekit.fleet.report.days import Day
from uptimekit.fleet.report.wording import (
    day_words,
    days_words,
    moment_words,
    percent,
    seconds_words,
    zone_words,
)

FIRST = date(2026, 10, 30)
UP = {State.UP: 86_400.0}


def days(*seconds: dict[State, float]) -> list[Day]:
    """Whole days in a row."""
    return [Day(FIRST + timedelta(days=number), 86_400, each) for number, each in enumerate(seconds)]


@pytest.mark.parametrize(
    ("share", "words"),
    [(1.0, "100 %"), (0.999999, "99.99 %"), (0.9987, "99.87 %"), (0.29, "29.00 %"), (0.0, "0.00 %")],
)
def test_only_what_never_failed_has_100_per_cent(share: float, words: str) -> None:
    """A share is rounded down, but an error of binary fractions does not lower it."""
    assert percent(share) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (UP, "up"),
        ({State.DOWN: 86_400.0}, "down all the time"),
        ({State.UP: 82_080.0, State.DOWN: 4_320.0}, "down 1 h 12 min"),
        ({State.UP: 84_000.0, State.DOWN: 1_200.0, State.DEGRADED: 1_200.0}, "down 20 min, degraded 20 min"),
        ({State.UP: 43_200.0}, "no data 12 h"),
        ({State.PAUSED: 86_400.0}, "paused"),
        ({}, "no data"),
    ],
)
def test_a_day_is_told_by_what_was_not_up(seconds: dict[State, float], words: str) -> None:
    """The words name each state with its length, unless it lasted all day."""
    assert day_words(days(seconds)[0]) == words


def test_the_days_of_an_item_are_told_in_sentences() -> None:
    """How many days were good, then the others by date, then those without data."""
    told = days({}, UP, {State.UP: 85_800.0, State.DOWN: 600.0}, UP)
    assert days_words(told) == "Nothing wrong on 2 of 3 days. 1 Nov: down 10 min. No data on 1 day."


def test_only_the_worst_days_are_named() -> None:
    """An item that failed on every day is told by its eight worst, in order of time."""
    told = days(*({State.UP: 80_000.0, State.DOWN: 60.0 * (number + 1)} for number in range(10)))
    words = days_words(told)
    assert words.startswith("Nothing wrong on 0 of 10 days. 1 Nov: down 3 min, ")
    assert words.endswith("2 more days with less.")


def test_of_nothing_nothing_is_told() -> None:
    """An item without data is not called good."""
    assert days_words(days({}, {})) == "No data of the last 2 days."


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.182, "182 ms"), (0.9994, "999 ms"), (0.9996, "1.00 s"), (2.5, "2.50 s")]
)
def test_response_times_have_a_fitting_unit(seconds: float, words: str) -> None:
    """Milliseconds below a second."""
    assert seconds_words(seconds) == words


def test_times_are_of_the_zone_that_is_named() -> None:
    """A zone is told with its distance from UTC at that time."""
    moment = datetime(2026, 11, 30, 23, 5, tzinfo=UTC)
    riga = ZoneInfo("Europe/Riga")
    assert moment_words(moment, riga) == "1 Dec 01:05"
    assert zone_words(riga, moment) == "Europe/Riga (UTC+02:00)"
    assert zone_words(UTC, moment) == "UTC"
