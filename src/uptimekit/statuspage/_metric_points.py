"""Points of metrics."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from uptimekit._runtime.json_types import is_object

from .errors import InputError

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import MetricPointCreateParams

__all__ = ["BATCH", "Point", "batches", "timestamp_of", "value_of"]

Point = tuple[datetime | float, float] | Mapping[str, Any]
"""A time (aware, or seconds since the epoch) and a value; or a mapping with ``timestamp`` and ``value``."""

_MILLISECONDS: Final = 100_000_000_000
"""Seconds until the year 5138, and milliseconds until 1973: no point is as late or as early."""

BATCH: Final = 1_000
"""Points of one request: about 40 kB, far below what a server refuses for its size."""


def batches(points: Iterable[Point]) -> list[list[MetricPointCreateParams]]:
    """Return *points* as they are sent, in requests of at most :data:`BATCH`, in their order."""
    if isinstance(points, str) or is_object(points) or not hasattr(points, "__iter__"):
        kind = type(points).__name__
        raise InputError(f"points must be a list of pairs (time, value), not of type {kind}", field="points")
    sent = [_point(number, point) for number, point in enumerate(points)]
    return [sent[first : first + BATCH] for first in range(0, len(sent), BATCH)]


def _point(number: int, point: Any) -> MetricPointCreateParams:
    if is_object(point):
        moment, value = point.get("timestamp"), point.get("value")
    else:
        try:
            moment, value = point
        except (TypeError, ValueError):
            raise InputError(f"points[{number}] must be a pair (time, value)", field="points") from None
    return {
        "timestamp": timestamp_of(moment, f"points[{number}].timestamp"),
        "value": value_of(value, f"points[{number}].value"),
    }


def value_of(value: Any, name: str = "value") -> float:
    """Return *value*; raise InputError for what is no finite number."""
    if not _is_finite(value):
        raise InputError(f"{name} must be a finite number, such as 99.5 for a percentage", field="value")
    return value


def timestamp_of(moment: Any, name: str = "timestamp") -> int:
    """Return whole seconds since the epoch; raise InputError for another type and for a time without a zone."""
    if isinstance(moment, datetime):
        if moment.utcoffset() is None:
            raise InputError(f"{name} needs a time zone, such as tzinfo=datetime.UTC", field="timestamp")
        moment = moment.timestamp()
    if not _is_finite(moment):
        raise InputError(f"{name} must be a datetime, or seconds since the epoch", field="timestamp")
    if moment > _MILLISECONDS:
        raise InputError(f"{name} is in milliseconds; divide it by 1000", field="timestamp")
    return int(moment)


def _is_finite(number: Any) -> TypeGuard[float]:
    try:
        return not isinstance(number, bool) and isinstance(number, (int, float)) and math.isfinite(number)
    except OverflowError:  # an int that no float can hold
        return False
