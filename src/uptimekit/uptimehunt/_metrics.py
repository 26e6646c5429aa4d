"""Metrics: the generated operations, and what they answer as series."""

from __future__ import annotations

from typing import Final

from uptimekit._runtime import UNSET, Unset
from uptimekit_clients.uptimehunt.resources import metrics as generated

from .series import Series, read_series

__all__ = ["AsyncMetrics", "Metrics"]

_TIMES: Final = ("response_time", "response_time_ms", "avg_response_time", "average", "avg")
_UPTIMES: Final = ("uptime_percentage", "uptime", "percentage")


class Metrics(generated.Metrics):
    """What was measured of a service."""

    __slots__ = ()

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


class AsyncMetrics(generated.AsyncMetrics):
    """What was measured of a service."""

    __slots__ = ()

    async def response_time_series(self, service_id: int, *, period: str | Unset = UNSET) -> Series:
        """See :meth:`Metrics.response_time_series`."""
        return read_series(await self.response_times(service_id, period=period), _TIMES, "ms")

    async def sparkline_series(self, service_id: int, *, period: str | Unset = UNSET) -> Series:
        """See :meth:`Metrics.sparkline_series`."""
        return read_series(await self.sparkline(service_id, period=period), (*_TIMES, *_UPTIMES), "ms")
