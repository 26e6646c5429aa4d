"""Points of metrics."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from uptimekit._runtime.json_types import is_object

from .errors import InputError

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import MetricPointCreateParams

__all__ = ["BATCH", "Point", "batches", "timestamp_of"]

Point = tuple[datetime | float, float] | Mapping[str, Any]
"""A time (aware, or seconds since the epoch) and a value; or a mapping with ``timestamp`` and ``value``."""

BATCH: Final = 1_000
"""Points of one request: about 40 kB, far below what a server refuses for its size."""


def batches(points: Iterable[Point]) -> list[list[MetricPointCreateParams]]:
    """Return *points* as they are sent, in requests of at most :data:`BATCH`, in their order."""
    sent = [_point(point) for point in points]
    return [sent[first : first + BATCH] for first in range(0, len(sent), BATCH)]


def _point(point: Any) -> MetricPointCreateParams:
    if is_object(point):
        moment, value = point.get("timestamp"), point.get("value")
    else:
        try:
            moment, value = point
        except (TypeError, ValueError):
            raise InputError("a point is a pair of time and value", field="points") from None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InputError("the value of a point must be a finite number", field="value")
    return {"timestamp": timestamp_of(moment), "value": value}


def timestamp_of(moment: Any) -> int:
    """Return whole seconds since the epoch; raise InputError for another type and for a time without a zone."""
    if isinstance(moment, datetime):
        if moment.utcoffset() is None:
            raise InputError("a time needs a time zone, such as tzinfo=datetime.UTC", field="timestamp")
        moment = moment.timestamp()
    if isinstance(moment, bool) or not isinstance(moment, (int, float)) or not math.isfinite(moment):
        raise InputError("timestamp must be a datetime, or seconds since the epoch", field="timestamp")
    return int(moment)
