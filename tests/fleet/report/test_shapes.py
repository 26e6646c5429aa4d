"""Geometry of the drawings."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from uptimekit.fleet import Incident, ResponseTime, State
from uptimekit.fleet.report.days import Day
from uptimekit.fleet.report.lanes import Stretch
from uptimekit.fleet.report.response_plot import plot_of
from uptimekit.fleet.report.shapes import bars_of, day_lines, extent, line_points

START = datetime(2026, 11, 1, tzinfo=UTC)
END = datetime(2026, 11, 11, tzinfo=UTC)
UP = {State.UP: 86_400.0}
INCIDENT = Incident(provider="statuspage", account="main", id="1", name="Slow", state=State.DOWN)


def days(*seconds: dict[State, float]) -> list[Day]:
    """Whole days in a row, from the first of November."""
    return [
        Day(date(2026, 11, 1) + timedelta(days=number), 86_400, each) for number, each in enumerate(seconds)
    ]


def test_days_that_are_alike_are_one_path_with_a_bar_each() -> None:
    """Each bar is four further, and the words name the first and the last day."""
    first, second, third = bars_of(days(UP, UP, {State.UP: 86_340.0, State.DOWN: 60.0}, UP))
    assert (first.path, first.words) == ("M1.5 7v13m4 -13v13", "1 Nov to 2 Nov: up")
    assert (second.path, second.words) == ("M9.5 0v20", "3 Nov: down 1 min")
    assert (third.path, third.words) == ("M13.5 7v13", "4 Nov: up")


def test_bad_days_with_other_words_are_other_paths() -> None:
    """Each day that was down tells how long."""
    assert len(bars_of(days({State.DOWN: 60.0}, {State.DOWN: 120.0}))) == 2


def test_what_is_worse_is_higher() -> None:
    """Nobody needs to see colours: no two states that can be mixed up have bars of one height."""
    states = [State.DOWN, State.DEGRADED, State.UP, State.MAINTENANCE, State.PAUSED, State.UNKNOWN]
    heights = [float(bars_of(days({state: 86_400.0}))[0].path.partition("v")[2]) for state in states]
    assert heights == sorted(set(heights), reverse=True)


def test_a_plot_begins_at_zero() -> None:
    """The slowest point is at the top, and half of it in the middle."""
    plot = plot_of(
        [ResponseTime(START + timedelta(hours=hour), seconds) for hour, seconds in enumerate((0.2, 0.4, 0.0))]
    )
    assert plot is not None
    assert line_points(plot, 100, 20) == ["0.0,10.0 50.0,0.0 100.0,20.0"]


def test_a_plot_of_zeros_lies_at_the_bottom() -> None:
    """Nothing is divided by the highest value then."""
    plot = plot_of([ResponseTime(START, 0.0)])
    assert plot is not None
    assert line_points(plot, 100, 20) == ["0.0,20.0"]


def test_an_incident_has_its_place_on_the_time_line() -> None:
    """One day of ten, from the third."""
    stretch = Stretch(INCIDENT, START + timedelta(days=2), START + timedelta(days=3))
    assert extent(stretch, START, END) == (0.2, 0.1)


def test_a_short_incident_can_be_seen() -> None:
    """It is as wide as a bar has to be, and does not stick out at the end."""
    x, width = extent(Stretch(INCIDENT, END - timedelta(seconds=1), END), START, END)
    assert width == 0.004
    assert x + width == 1


def test_few_of_the_days_are_labelled() -> None:
    """Of eleven days every third; each has its line."""
    lines = day_lines(START, END, UTC, 5)
    assert [line.label for line in lines] == [
        "1 Nov",
        "",
        "3 Nov",
        "",
        "5 Nov",
        "",
        "7 Nov",
        "",
        "9 Nov",
        "",
        "11 Nov",
    ]
    assert [line.x for line in lines] == [number / 10 for number in range(11)]
