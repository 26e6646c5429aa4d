"""Metrics: the generated operations, and what they answer as series."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from uptimekit._runtime import UNSET, Unset
from uptimekit._runtime.tracebacks import hides_locals
from uptimekit_clients.uptimehunt.resources import metrics as generated

from .series import Point, Series, read_series

if TYPE_CHECKING:
    from uptimekit_clients.uptimehunt.models import Check

    from .client import AsyncClient, Client

__all__ = ["AsyncMetrics", "Metrics"]

_TIMES: Final = ("response_time", "response_time_ms", "avg_response_time", "average", "avg")
_SUCCESS: Final = "success"  # the only status of a check that the vendor shows
_UPTIMES: Final = ("uptime_percentage", "uptime", "percentage")


@hides_locals
class Metrics(generated.Metrics):
    """What was measured of a service."""

    __slots__ = ()
    _client: Client

    def response_time_series(self, service_id: int, *, period: str | Unset = UNSET) -> Series:
        """Return the response times of a service, in milliseconds (presumed), oldest first.

        The vendor does not document the answer: raises DecodingError if it is no list of times and values.

        Args:
            service_id: id of the service.
            period: such as ``24h``; the values are not documented.  Default: the server's.
        """
        return read_series(self.response_times(service_id, period=period), _TIMES, "ms")

    def sparkline_series(self, service_id: int, *, period: str | Unset = UNSET) -> Series:
        """Return the points of a service's sparkline; see :meth:`response_time_series`."""
        return read_series(self.sparkline(service_id, period=period), (*_TIMES, *_UPTIMES), "ms")

    def uptime_series(self, service_id: int) -> Series:
        """Return the uptime by the last checks (30 within 24 hours at most): 100 % for one that succeeded, else 0 %.

        Its mean is the uptime over these checks; :meth:`uptime` has that of longer periods.
        """
        return uptime_of(self._client.services.list_checks(service_id))


@hides_locals
class AsyncMetrics(generated.AsyncMetrics):
    """What was measured of a service."""

    __slots__ = ()
    _client: AsyncClient

    async def response_time_series(self, service_id: int, *, period: str | Unset = UNSET) -> Series:
        """See :meth:`Metrics.response_time_series`."""
        return read_series(await self.response_times(service_id, period=period), _TIMES, "ms")

    async def sparkline_series(self, service_id: int, *, period: str | Unset = UNSET) -> Series:
        """See :meth:`Metrics.sparkline_series`."""
        return read_series(await self.sparkline(service_id, period=period), (*_TIMES, *_UPTIMES), "ms")

    async def uptime_series(self, service_id: int) -> Series:
        """See :meth:`Metrics.uptime_series`."""
        return uptime_of(await self._client.services.list_checks(service_id))


def uptime_of(checks: Iterable[Check]) -> Series:
    """Return what *checks* say about the uptime; one without a time or a status says nothing."""
    points = (
        Point(check.timestamp, 100.0 if check.status == _SUCCESS else 0.0)
        for check in checks
        if check.timestamp is not None and check.status is not None
    )
    return Series(tuple(sorted(points, key=lambda point: point.at)), "%")
