# Derived by scripts/generate.py from ../_async/metrics.py; do not edit.
"""Measurements of a service, also as series."""

from __future__ import annotations

from uptimekit._runtime import UNSET, Unset
from uptimekit.uptimehunt.errors import facade_errors
from uptimekit.uptimehunt.series import RESPONSE_TIMES, UPTIMES, Series, read_series, uptime_of
from uptimekit_clients.uptimehunt import requests
from uptimekit_clients.uptimehunt.resources import metrics as generated

__all__ = ["Metrics"]


@facade_errors
class Metrics(generated.Metrics):
    """What was measured of a service."""

    __slots__ = ()

    def response_time_series(self, service_id: int, *, period: str | Unset = UNSET) -> Series:
        """Return the response times of a service, in milliseconds (presumed), oldest first.

        The vendor does not document the answer: raises DecodingError if it is no list of times and values.

        Args:
            service_id: id of the service.
            period: such as ``24h``; the vendor does not document the values.  Default: the server's.
        """
        answer = self._client.call(requests.metrics.response_times(service_id, period=period))
        return read_series(answer, RESPONSE_TIMES, "ms")

    def sparkline_series(self, service_id: int, *, period: str | Unset = UNSET) -> Series:
        """Return the points of a service's sparkline; see :meth:`response_time_series`."""
        answer = self._client.call(requests.metrics.sparkline(service_id, period=period))
        return read_series(answer, (*RESPONSE_TIMES, *UPTIMES), "ms")

    def uptime_series(self, service_id: int) -> Series:
        """Return a point for each of the last checks (at most 30, of 24 hours): 100 % for a success, else 0 %.

        The mean is the uptime by these checks; :meth:`uptime` has that of longer periods.
        """
        checks = self._client.call(requests.services.list_checks(service_id))
        return uptime_of(checks)
