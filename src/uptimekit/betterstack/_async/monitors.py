"""Monitors, their availability, and groups of them."""

# The classes take fewer arguments than their base does:
# mypy: disable-error-code="override"
# pyright: reportIncompatibleMethodOverride=false

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from uptimekit._runtime import OpenStrEnum, Request
from uptimekit.betterstack.builders import relative_url
from uptimekit.betterstack.exceptions import facade_errors
from uptimekit_clients.betterstack import requests
from uptimekit_clients.betterstack.records import (
    AvailabilityAttributesRecord,
    MonitorAttributesRecord,
    MonitorGroupAttributesRecord,
)

from .base import AsyncBaseAPIObject
from .incidents import AsyncIncident
from .pausable import AsyncPausable

if TYPE_CHECKING:
    from typing import Self, Unpack

    from uptimekit.betterstack.filters import IncidentFilters, MonitorFilters, TeamFilters
    from uptimekit.betterstack.listing import AsyncListing
    from uptimekit_clients.betterstack.fields import (
        MonitorFields,
        MonitorGroupFields,
        MonitorGroupInput,
        MonitorInput,
    )

    from .api import AsyncPaginatedAPI as Api
    from .base import Extras, Name

__all__ = ["AsyncMonitor", "AsyncMonitorGroup", "AsyncMonitorSLA"]


@facade_errors
class AsyncMonitorSLA(AvailabilityAttributesRecord, AsyncBaseAPIObject):
    """How available a monitor was over a range of days.  Its id is the monitor's."""

    # The documented name of the wire's total_downtime; both are served.
    downtime_duration: int | None = None
    """Time that the monitor was down, in seconds."""

    _sla_start: str | None = None
    _sla_end: str | None = None

    def generate_url(self) -> str:
        """Return the path of the monitor's availability."""
        return relative_url(self._own_request())

    @classmethod
    def generate_global_url(cls) -> str:
        """Raise ValueError: there is no list of these."""
        raise ValueError(f"{cls.__name__} has no list; ask a monitor for its sla")

    def _own_request(self) -> Request[Any]:
        return requests.monitors.get_availability(self.id)

    @property
    def timeframe(self) -> tuple[str | None, str | None]:
        """The first and last day, None for the server's own: since the monitor was created, until today."""
        return self._sla_start, self._sla_end

    # sync only: @timeframe.setter
    # sync only: def timeframe(self, days: tuple[str, str]) -> None:
    # sync only:     """Fetch the data of these days."""
    # sync only:     self.fetch_sla(*days)

    async def fetch_sla(self, from_date: str, to_date: str) -> None:
        """Fetch the data of a range of days.

        Args:
            from_date: first day, as YYYY-MM-DD.
            to_date: last day, as YYYY-MM-DD.
        """
        await self.fetch_data(from_=from_date, to=to_date)
        self._sla_start, self._sla_end = from_date, to_date

    def _attributes_in(self, data: Mapping[str, Any]) -> dict[str, Any]:
        found = super()._attributes_in(data)
        down = found.get("total_downtime", found.get("downtime_duration"))
        return {**found, "total_downtime": down, "downtime_duration": down}


@facade_errors
class AsyncMonitor(MonitorAttributesRecord, AsyncPausable, builders=lambda: requests.monitors):
    """A website or host that is checked."""

    _name_field = "pronounceable_name"
    _sets = frozenset({"expected_status_codes", "maintenance_days", "regions"})

    _sla: AsyncMonitorSLA | None = None

    # sync only: @property
    async def sla(self) -> AsyncMonitorSLA:
        """The availability since the monitor was created; fetched once."""
        if self._sla is None:
            found = AsyncMonitorSLA(self.id, self._api)
            await found.fetch_data()
            self._sla = found
        return self._sla

    @property
    def is_paused(self) -> bool:
        """Whether the monitor is paused."""
        return self.paused_at is not None or self.status == "paused"

    def incidents(self, **kwargs: Unpack[IncidentFilters]) -> AsyncListing[AsyncIncident]:
        """Yield the incidents of this monitor; the arguments are those of :meth:`AsyncIncident.filter`."""
        kwargs["monitor_id"] = self.id
        return AsyncIncident.filter(self._api, **kwargs)

    @classmethod
    def _statuses(cls) -> Iterable[OpenStrEnum]:
        from uptimekit_clients.betterstack.models import MonitorStatus

        return MonitorStatus

    if TYPE_CHECKING:

        @classmethod
        async def new(cls, api: Api, *, _extras: Extras = None, **kw: Unpack[MonitorInput]) -> Self: ...
        @classmethod
        def filter(cls, api: Api, **kw: Unpack[MonitorFilters]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(cls, api: Api, name: Name = None, **kw: Unpack[MonitorFields]) -> Self: ...
        @classmethod
        async def get_or_create(cls, api: Api, **kw: Unpack[MonitorInput]) -> tuple[bool, Self]: ...


@facade_errors
class AsyncMonitorGroup(
    MonitorGroupAttributesRecord, AsyncPausable, builders=lambda: requests.monitor_groups
):
    """Monitors that are managed together."""

    _monitors: list[AsyncMonitor] | None = None

    # sync only: @property
    async def monitors(self) -> list[AsyncMonitor]:
        """The monitors of this group; fetched once, see :meth:`fetch_monitors`."""
        if self._monitors is None:
            await self.fetch_monitors()
        return self._monitors or []

    async def fetch_monitors(self) -> None:
        """Fetch the monitors of this group afresh."""
        listing = self._related(requests.monitor_groups.monitors(self.id), AsyncMonitor)
        self._monitors = [each async for each in listing]

    if TYPE_CHECKING:

        @classmethod
        async def new(cls, api: Api, *, _extras: Extras = None, **kw: Unpack[MonitorGroupInput]) -> Self: ...
        @classmethod
        def filter(cls, api: Api, **kw: Unpack[TeamFilters]) -> AsyncListing[Self]: ...
        @classmethod
        async def find(cls, api: Api, _name: Name = None, /, **kw: Unpack[MonitorGroupFields]) -> Self: ...
        @classmethod
        async def get_or_create(cls, api: Api, **kw: Unpack[MonitorGroupInput]) -> tuple[bool, Self]: ...
