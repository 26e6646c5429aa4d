"""Plots of response times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from uptimekit.fleet import ResponseTime
from uptimekit.fleet.report.response_plot import Point, plot_of

START = datetime(2026, 11, 1, tzinfo=UTC)


def measured(*pairs: tuple[float, float], region: str = "") -> list[ResponseTime]:
    """Measurements: hours after the start, and seconds."""
    return [ResponseTime(START + timedelta(hours=hours), seconds, region) for hours, seconds in pairs]


def test_a_line_goes_through_the_measurements() -> None:
    """Few measurements are the points themselves, from 0 to 1 in time."""
    plot = plot_of(measured((0, 0.2), (1, 0.4), (2, 0.3)))
    assert plot is not None
    assert plot.lines == ((Point(0.0, 0.2), Point(0.5, 0.4), Point(1.0, 0.3)),)
    assert (plot.median, plot.p95, plot.hours) == (0.3, 0.4, 2.0)
    assert plot.slowest.seconds == 0.4


def test_regions_are_one_line() -> None:
    """Measurements of one time in several regions become their median."""
    both = sorted(
        [*measured((0, 0.1), (1, 0.1), region="eu"), *measured((0, 0.5), (1, 0.5), region="us")],
        key=lambda one: one.at,
    )
    plot = plot_of(both)
    assert plot is not None
    assert plot.lines == ((Point(0.0, 0.3), Point(1.0, 0.3)),)


def test_a_line_does_not_bridge_a_gap() -> None:
    """Where measurements are missing for long, the line ends and another one begins."""
    plot = plot_of(measured(*((hour, 0.2) for hour in (0, 1, 2, 3, 20, 21, 22))))
    assert plot is not None
    assert [len(line) for line in plot.lines] == [4, 3]


def test_many_measurements_become_few_points() -> None:
    """A plot is small: ten thousand measurements are 48 medians; the 95th percentile is of all of them."""
    plot = plot_of(measured(*((number / 60, number) for number in range(1, 10_001))))
    assert plot is not None
    assert sum(map(len, plot.lines)) == 48
    assert (plot.median, plot.p95) == (5000.5, 9500)


@pytest.mark.parametrize("seconds", [0.0, 0.25])
def test_one_measurement_is_a_point(seconds: float) -> None:
    """A single measurement has no length in time, and may be zero."""
    plot = plot_of(measured((0, seconds)))
    assert plot is not None
    assert plot.lines == ((Point(0.0, seconds),),)


def test_without_measurements_there_is_no_plot() -> None:
    """A provider without response times has none to show."""
    assert plot_of([]) is None
