"""A served sandbox of Better Stack in a time of its own."""

from __future__ import annotations

from typing import Any

from uptimekit.betterstack import UptimeAPI
from uptimekit.sandbox import BetterStackSandbox, ManualClock

from .._server import NOW, TimedServer

__all__ = ["NOW", "Server"]


class Server(TimedServer[BetterStackSandbox]):
    """The sandbox with the client of a team."""

    def __init__(self, url: str, clock: ManualClock, sandbox: BetterStackSandbox) -> None:
        super().__init__(url, clock, sandbox)
        self.api = UptimeAPI(sandbox.teams["main"].token, base_url=url, clock=clock, rate_limit=None)

    def monitor(self, name: str = "Shop", **fields: Any) -> str:
        """Make a monitor that is up, and return its id."""
        fields = {"monitor_type": "status", "url": "https://shop.example/", **fields}
        made = self.api.api.monitors.create(pronounceable_name=name, **fields)
        self.sandbox.set_monitor_status(made.id, "up")
        return made.id

    def incident(self, summary: str, *, resolved: bool = True) -> str:
        """Make an incident that begins now, and return its id; a resolved one ends an hour later."""
        made = self.api.api.incidents.create(requester_email="ann@example.org", summary=summary)
        if resolved:
            self.clock.advance(3600)
            self.resolve(made.id)
        return made.id

    def resolve(self, incident_id: str) -> None:
        """Resolve an incident now."""
        self.api.api.incidents.resolve(incident_id, resolved_by="ann@example.org")
