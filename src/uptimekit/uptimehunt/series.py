"""Measurements of a service over time, read from answers that the vendor does not document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, overload

from uptimekit._runtime.errors import DecodingError
from uptimekit._runtime.json_types import is_array, is_object
from uptimekit._runtime.reading import ShapeError, any_datetime, read_each

if TYPE_CHECKING:
    from uptimekit_clients.uptimehunt.models import Check

__all__ = ["Point", "Series"]

RESPONSE_TIMES: Final = ("response_time", "response_time_ms", "avg_response_time", "average", "avg")
UPTIMES: Final = ("uptime_percentage", "uptime", "percentage")
_SUCCESS: Final = "success"  # the only status of a check that the vendor shows
_LISTS: Final = ("points", "data", "series", "values", "items", "results")
TIMES: Final = ("timestamp", "time", "date", "t", "bucket", "checked_at", "created_at")


@dataclass(frozen=True)
class Point:
    """One measurement.

    Attributes:
        at: when it was taken, or when its bucket begins; aware, in UTC.
        value: in the unit of its series; None for a gap.
    """

    at: datetime
    value: float | None


@dataclass(frozen=True)
class Series(Sequence[Point]):
    """A sequence of points.

    Attributes:
        points: the measurements, oldest first.
        unit: ``ms`` for response times (presumed: the vendor names no unit), ``%`` for uptime.
    """

    points: tuple[Point, ...]
    unit: str

    @overload
    def __getitem__(self, place: int) -> Point: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Point]: ...
    def __getitem__(self, place: int | slice) -> Point | Sequence[Point]:
        return self.points[place]

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    @property
    def values(self) -> list[float]:
        """The measured values without the gaps."""
        return [point.value for point in self.points if point.value is not None]

    @property
    def mean(self) -> float | None:
        """The mean of the values; None without any."""
        values = self.values
        return sum(values) / len(values) if values else None

    @property
    def lowest(self) -> float | None:
        """The lowest value; None without any."""
        return min(self.values, default=None)

    @property
    def highest(self) -> float | None:
        """The highest value; None without any."""
        return max(self.values, default=None)


def read_series(answer: Any, names: Sequence[str], unit: str) -> Series:
    """Return the series in *answer*: a list of points, or an object that holds one.

    A point is an object with a time (ISO 8601 or seconds since the epoch) and a value under one of *names*, or a
    pair of both.  A value that is no number becomes a gap, and a point without a time is left out; the ``uptimekit``
    logger warns of both.  Raises DecodingError if there is no list or no point with a time and a value, since an
    empty graph would look like a healthy service.
    """
    measured = _list_in(answer)
    try:
        read: list[Any] = read_each(lambda each: _point(each, names), measured)
    except ShapeError as error:
        raise DecodingError(f"a measurement is not as expected: {error}") from None
    points = [each for each in read if isinstance(each, Point)]
    if measured and not points:
        raise DecodingError("no measurement has a time and a value")
    return _series(points, unit)


def _list_in(answer: Any) -> list[Any]:
    if is_object(answer):
        answer = next((answer[name] for name in _LISTS if is_array(answer.get(name))), None)
    if not is_array(answer):
        raise DecodingError("the answer has no list of measurements")
    return list(answer)


def _point(item: Any, names: Sequence[str]) -> Point:
    if is_object(item):
        time, value = _first(item, TIMES), _first(item, (*names, "value", "v"))
    elif is_array(item) and len(item) == 2:
        time, value = item
    else:
        raise ShapeError("", "has no time and value", subject="a measurement")
    moment = any_datetime(time)
    if moment is None:
        raise ShapeError("", "has no time", subject="a measurement")
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return Point(moment, None if value is None else float(value))
    raise ShapeError("", "has no value that is a number", Point(moment, None), "a measurement")


def _first(item: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((item[name] for name in names if name in item), None)


def uptime_of(checks: Iterable[Check]) -> Series:
    """Return the uptime by each of *checks*; one without a time or a status is left out."""
    points = (
        Point(check.timestamp, 100.0 if check.status == _SUCCESS else 0.0)
        for check in checks
        if check.timestamp is not None and check.status is not None
    )
    return _series(points, "%")


def _series(points: Iterable[Point], unit: str) -> Series:
    return Series(tuple(sorted(points, key=lambda point: point.at)), unit)
