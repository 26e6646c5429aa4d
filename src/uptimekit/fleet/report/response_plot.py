"""The plot of an item's response times: medians of equal parts of the time, and the figures that describe them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from attrs import frozen

from uptimekit.fleet.history import ResponseTime

__all__ = ["Point", "ResponsePlot", "plot_of"]

_PARTS = 48  # points at most: a small plot shows no more
_GAP = 3  # times the usual distance of two points, which the line does not bridge


@frozen
class Point:
    """A median of response times: *x* from 0 (the first measurement) to 1 (the last), in seconds."""

    x: float
    seconds: float


@frozen
class ResponsePlot:
    """Response times of an item.

    Attributes:
        lines: points that a line joins; a line ends where measurements are missing.
        median: median of all measurements, in seconds.
        p95: what 95 % of them do not exceed, in seconds.
        slowest: the slowest measurement.
        hours: hours from the first measurement to the last.
    """

    lines: tuple[tuple[Point, ...], ...]
    median: float
    p95: float
    slowest: ResponseTime
    hours: float


def plot_of(measured: Sequence[ResponseTime]) -> ResponsePlot | None:
    """Return the plot of measurements in order of time, of all regions together; None if there are none."""
    if not measured:
        return None
    first, length = measured[0].at, (measured[-1].at - measured[0].at).total_seconds()
    parts: dict[int, list[tuple[float, float]]] = {}
    for one in measured:
        x = (one.at - first).total_seconds() / length if length else 0.0
        parts.setdefault(min(int(x * _PARTS), _PARTS - 1), []).append((x, one.seconds))
    points = [Point(*map(median, zip(*inside, strict=True))) for _, inside in sorted(parts.items())]
    ordered = sorted(one.seconds for one in measured)
    return ResponsePlot(
        lines=_lines(points),
        median=median(ordered),
        p95=ordered[-(-95 * len(ordered) // 100) - 1],  # nearest rank
        slowest=max(measured, key=lambda one: one.seconds),
        hours=length / 3600,
    )


def _lines(points: Sequence[Point]) -> tuple[tuple[Point, ...], ...]:
    distances = [after.x - before.x for before, after in pairwise(points)]
    longest = _GAP * median(distances) if distances else 0.0
    lines: list[list[Point]] = [[points[0]]]
    for distance, point in zip(distances, points[1:], strict=True):
        if distance > longest:
            lines.append([])
        lines[-1].append(point)
    return tuple(map(tuple, lines))
