"""Heartbeats and groups of them."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from uptimekit._runtime.tracebacks import hides_locals
from uptimekit_clients.betterstack.records import HeartbeatAttributesRecord, HeartbeatGroupAttributesRecord

from ._incidents import Incident
from ._pausing import Pausable

__all__ = ["Heartbeat", "HeartbeatGroup"]


@hides_locals
class Heartbeat(HeartbeatAttributesRecord, Pausable):
    """Something that has to report in time.  Whoever knows its ``url`` can report for it."""

    _url_endpoint = "heartbeats"
    _allowed_query_parameters = ("team_name",)

    @property
    def is_paused(self) -> bool:
        """Whether the heartbeat is paused."""
        return self.paused_at is not None

    def incidents(self, **kwargs: Any) -> Generator[Incident, None, None]:
        """Yield the incidents of this heartbeat; the arguments are those of :meth:`Incident.filter`."""
        return Incident.filter(self._api, heartbeat_id=self.id, **kwargs)


@hides_locals
class HeartbeatGroup(HeartbeatGroupAttributesRecord, Pausable):
    """Heartbeats that are managed together."""

    _url_endpoint = "heartbeat-groups"
    _allowed_query_parameters = ("team_name",)

    _heartbeats: list[Heartbeat] | None = None

    @property
    def heartbeats(self) -> list[Heartbeat]:
        """The heartbeats of this group; fetched once, see :meth:`fetch_heartbeats`."""
        if self._heartbeats is None:
            self.fetch_heartbeats()
        return self._heartbeats or []

    def fetch_heartbeats(self) -> None:
        """Fetch the heartbeats of this group afresh."""
        url = f"{self.generate_url()}/heartbeats"
        self._heartbeats = [Heartbeat._from_api_response(self._api, data) for data in self._api.get(url)]
