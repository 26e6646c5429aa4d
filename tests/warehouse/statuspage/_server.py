"""A served sandbox of Statuspage in a time of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from uptimekit.sandbox import ManualClock, StatuspageSandbox
from uptimekit.statuspage import Client

from .._server import NOW, TimedServer

__all__ = ["NOW", "Server"]


class Server(TimedServer[StatuspageSandbox]):
    """The sandbox with the client of its page."""

    def __init__(self, url: str, clock: ManualClock, sandbox: StatuspageSandbox) -> None:
        super().__init__(url, clock, sandbox)
        self.client = Client(
            api_key=sandbox.api_key, page_id=sandbox.page_id, base_url=url, clock=clock, rate_limit=None
        )

    def incident(self, name: str, *, resolved: bool = True, **fields: Any) -> str:
        """Make an incident that begins now, and return its id; a resolved one ends an hour later."""
        made = self.client.incidents.create(name=name, status="investigating", body=f"{name}.", **fields)
        if resolved:
            self.clock.advance(3600)
            self.client.incidents.update(made.id, status="resolved")
        return made.id

    def maintenance(self, name: str, *, days_ahead: float) -> str:
        """Plan a maintenance of an hour, which begins and ends by itself, and return its id."""
        begin = self.clock.now() + timedelta(days=days_ahead)
        return self.client.incidents.create_scheduled(
            name=name,
            scheduled_for=begin,
            scheduled_until=begin + timedelta(hours=1),
            scheduled_auto_in_progress=True,
            scheduled_auto_completed=True,
        ).id
