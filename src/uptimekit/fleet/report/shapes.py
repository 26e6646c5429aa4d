"""Geometry of the drawings in a report.  A browser scales them; their units are only theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from typing import Final

from attrs import frozen

from uptimekit.fleet.vocabulary import State

from .days import Day, start_of_day
from .lanes import Stretch
from .response_plot import ResponsePlot
from .wording import date_words, day_words

__all__ = [
    "BAR_HEIGHT",
    "BAR_STEP",
    "PLOT_HEIGHT",
    "PLOT_WIDTH",
    "Bars",
    "DayLine",
    "bars_of",
    "day_lines",
    "extent",
    "line_points",
]

BAR_STEP: Final = 4
"""From one bar to the next; a bar is three wide."""

BAR_HEIGHT: Final = 20
PLOT_WIDTH: Final = 132
PLOT_HEIGHT: Final = 26
_HEIGHTS: Final = {
    State.DOWN: 20,
    State.DEGRADED: 17,
    State.MAINTENANCE: 9,
    State.UP: 13,
    State.PENDING: 5,
    State.PAUSED: 5,
    State.UNKNOWN: 2,
}
"""Height of a day's bar: what is worse is higher, so that a reader needs no colour."""

_NARROWEST: Final = 0.004  # of a time line: an incident of a minute has to be seen


@frozen
class Bars:
    """Bars of days in a row that have the same to say: one path, drawn with lines as wide as a bar."""

    state: State
    path: str
    words: str


def bars_of(days: Sequence[Day]) -> list[Bars]:
    """Return the bars of *days*: one a day, but one path for neighbours of the same words."""
    bars: list[Bars] = []
    for words, inside in groupby(enumerate(days), key=lambda pair: day_words(pair[1])):
        run = list(inside)
        (index, first), (_, last) = run[0], run[-1]
        height = _HEIGHTS[first.state]
        next_bar = f"m{BAR_STEP} {-height}v{height}"
        path = f"M{index * BAR_STEP + 1.5:g} {BAR_HEIGHT - height}v{height}" + next_bar * (len(run) - 1)
        dates = (
            date_words(first.date)
            if len(run) == 1
            else f"{date_words(first.date)} to {date_words(last.date)}"
        )
        bars.append(Bars(first.state, path, f"{dates}: {words}"))
    return bars


def line_points(plot: ResponsePlot, width: float, height: float) -> list[str]:
    """Return the points of each line of a plot, from 0 at the bottom to the highest point at the top."""
    highest = max(point.seconds for line in plot.lines for point in line) or 1.0
    return [
        " ".join(f"{point.x * width:.1f},{height - point.seconds / highest * height:.1f}" for point in line)
        for line in plot.lines
    ]


def extent(stretch: Stretch, start: datetime, end: datetime) -> tuple[float, float]:
    """Return where an incident begins on a time line, and how wide it is there, as shares of the line."""
    length = (end - start).total_seconds()
    begin = (stretch.start - start).total_seconds() / length
    width = max(_NARROWEST, (stretch.end - stretch.start).total_seconds() / length)
    return min(begin, 1 - width), width


@frozen
class DayLine:
    """Where a day begins on a time line, as a share of it, and its date if it is written there."""

    x: float
    label: str


def day_lines(start: datetime, end: datetime, zone: tzinfo, labels: int) -> list[DayLine]:
    """Return the days that begin after *start*, of which about so many get a label."""
    first = start.astimezone(zone).date()
    number = (end.astimezone(zone).date() - first).days
    every = max(1, -(-number // labels))
    days = [first + timedelta(days=index) for index in range(number + 1)]
    length = end.timestamp() - start.timestamp()
    lines = [
        DayLine(
            (start_of_day(day, zone).timestamp() - start.timestamp()) / length,
            "" if index % every else date_words(day),
        )
        for index, day in enumerate(days)
    ]
    return [line for line in lines if line.x >= 0]
