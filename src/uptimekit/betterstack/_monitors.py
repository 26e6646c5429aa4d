"""Monitors, their availability, and groups of them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

from uptimekit._runtime import segment
from uptimekit._runtime.tracebacks import hides_locals
from uptimekit_clients.betterstack.records import (
    AvailabilityAttributesRecord,
    MonitorAttributesRecord,
    MonitorGroupAttributesRecord,
)

from ._incidents import Incident
from ._pausing import Pausable
from .base import BaseAPIObject

__all__ = ["Monitor", "MonitorGroup", "MonitorSLA"]


class MonitorSLA(AvailabilityAttributesRecord, BaseAPIObject):
    """How available a monitor was over a range of days.  Its id is the monitor's."""

    # The documented name of the wire's total_downtime; both are served.
    downtime_duration: int | None = None
    """Time that the monitor was down, in seconds."""

    _sla_start: str | None = None
    _sla_end: str | None = None

    def generate_url(self) -> str:
        """Return the path of the monitor's availability."""
        return f"monitors/{segment(self.id, 'id')}/sla"

    @classmethod
    def generate_global_url(cls) -> str:
        """Raise ValueError: there is no list of these."""
        raise ValueError("MonitorSLA has no list; ask a monitor for its sla")

    @property
    def timeframe(self) -> tuple[str | None, str | None]:
        """The first and last day, None for the server's own: since the monitor was created, until today.

        Setting it fetches the data of these days.
        """
        return self._sla_start, self._sla_end

    @timeframe.setter
    def timeframe(self, days: tuple[str, str]) -> None:
        self.fetch_sla(*days)

    def fetch_sla(self, from_date: str, to_date: str) -> None:
        """Fetch the data of a range of days.

        Args:
            from_date: first day, as YYYY-MM-DD.
            to_date: last day, as YYYY-MM-DD.
        """
        self.fetch_data(from_=from_date, to=to_date)
        self._sla_start, self._sla_end = from_date, to_date

    def _attributes_in(self, data: Mapping[str, Any]) -> dict[str, Any]:
        found = super()._attributes_in(data)
        down = found.get("total_downtime", found.get("downtime_duration"))
        return {**found, "total_downtime": down, "downtime_duration": down}


@hides_locals
class Monitor(MonitorAttributesRecord, Pausable):
    """A website or host that is checked."""

    _url_endpoint = "monitors"
    _allowed_query_parameters = ("team_name", "url", "pronounceable_name")
    _name_field = "pronounceable_name"

    _sla: MonitorSLA | None = None

    @property
    def sla(self) -> MonitorSLA:
        """The availability since the monitor was created; fetched once."""
        if self._sla is None:
            found = MonitorSLA(self.id, self._api)
            found.fetch_data()
            self._sla = found
        return self._sla

    @property
    def is_paused(self) -> bool:
        """Whether the monitor is paused."""
        return self.paused_at is not None or self.status == "paused"

    def incidents(self, **kwargs: Any) -> Generator[Incident, None, None]:
        """Yield the incidents of this monitor; the arguments are those of :meth:`Incident.filter`."""
        return Incident.filter(self._api, monitor_id=self.id, **kwargs)


@hides_locals
class MonitorGroup(MonitorGroupAttributesRecord, Pausable):
    """Monitors that are managed together."""

    _url_endpoint = "monitor-groups"
    _allowed_query_parameters = ("team_name",)

    _monitors: list[Monitor] | None = None

    @property
    def monitors(self) -> list[Monitor]:
        """The monitors of this group; fetched once, see :meth:`fetch_monitors`."""
        if self._monitors is None:
            self.fetch_monitors()
        return self._monitors or []

    def fetch_monitors(self) -> None:
        """Fetch the monitors of this group afresh."""
        url = f"{self.generate_url()}/monitors"
        self._monitors = [Monitor._from_api_response(self._api, data) for data in self._api.get(url)]
