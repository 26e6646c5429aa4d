"""Points of metrics."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import cast

from uptimekit.sandbox.statuspage._fields import integer, number, read
from uptimekit.sandbox.statuspage._http import InvalidError, RefusalError, error
from uptimekit.sandbox.statuspage._model import Metric

__all__ = ["check_takes_points", "newest", "read_point", "store"]

_STEP = 30
_OLDEST = timedelta(days=28)
_NEWEST = timedelta(days=1)
"""How far ahead a clock may be. The service's own bound is not known."""

_POINT = (integer("timestamp", required=True), number("value", required=True))

Point = dict[str, object]


def check_takes_points(metric: Metric) -> None:
    """405 unless the points of the metric are submitted, not fetched from a provider."""
    if metric.provider.type != "Self":
        raise RefusalError(error(405, "The points of this metric come from its provider"))


def read_point(body: object, now: datetime) -> tuple[int, float]:
    """A point, its time in epoch seconds on a step of 30; 422 if it is none or too old."""
    if not isinstance(body, dict):
        raise InvalidError({"data": ["is not a point"]})
    sent = read(_POINT, cast("Mapping[str, object]", body))
    timestamp, value = cast("int", sent["timestamp"]), cast("float", sent["value"])
    if not (now - _OLDEST).timestamp() <= timestamp <= (now + _NEWEST).timestamp():
        raise InvalidError({"timestamp": ["is not in the last 28 days"]})
    return timestamp // _STEP * _STEP, value


def store(metric: Metric, point: tuple[int, float], now: datetime) -> Point:
    """Keep a point, in place of an earlier one at the same step; the result is how it is shown."""
    timestamp, value = point
    metric.points[timestamp] = value
    metric.updated_at = now
    return {"timestamp": timestamp, "value": value}


def newest(metric: Metric) -> datetime | None:
    """The time of the newest point."""
    return datetime.fromtimestamp(max(metric.points), UTC) if metric.points else None
