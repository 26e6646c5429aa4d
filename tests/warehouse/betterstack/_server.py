"""A served sandbox of Better Stack in a time of its own."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from uptimekit.betterstack import UptimeAPI
from uptimekit.sandbox import BetterStackSandbox, ManualClock
from uptimekit.warehouse import Span

from .._merged import span

__all__ = ["NOW", "Server"]

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


class Server:
    """The sandbox, its clock, and the client of a team."""

    def __init__(self, url: str, clock: ManualClock, sandbox: BetterStackSandbox) -> None:
        self.url, self.clock, self.sandbox = url, clock, sandbox
        self.api = UptimeAPI(sandbox.teams["main"].token, base_url=url, clock=clock, rate_limit=None)
        self._asked: Counter[str] = Counter()

    def at(self, month: int, day: int, hour: int = 0) -> datetime:
        """Set the time, in 2026."""
        moment = datetime(2026, month, day, hour, tzinfo=UTC)
        self.clock.set(moment)
        return moment

    def span(self, *, days: float = 90, window: float = 7) -> Span:
        """The times of a reading that begins now; its first one goes back so many days."""
        return span(self.clock.now(), days=days, window=window)

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

    def asked(self) -> dict[str, int]:
        """The numbers of requests since this was called last, by operation."""
        now = self.sandbox.requests
        since, self._asked = now - self._asked, now
        return dict(since)

    def reset(self) -> None:
        """Begin anew."""
        self.clock.set(NOW)
        self.sandbox.reset()
        self._asked = Counter()
