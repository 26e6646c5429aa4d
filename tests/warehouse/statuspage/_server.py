"""A served sandbox of Statuspage in a time of its own."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from uptimekit.sandbox import ManualClock, StatuspageSandbox
from uptimekit.statuspage import Client
from uptimekit.warehouse import Span

from .._merged import span

__all__ = ["NOW", "Server"]

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


class Server:
    """The sandbox, its clock, and the client of its page."""

    def __init__(self, url: str, clock: ManualClock, sandbox: StatuspageSandbox) -> None:
        self.url, self.clock, self.sandbox = url, clock, sandbox
        self.client = Client(
            api_key=sandbox.api_key, page_id=sandbox.page_id, base_url=url, clock=clock, rate_limit=None
        )
        self._asked: Counter[str] = Counter()

    def at(self, month: int, day: int, hour: int = 0) -> datetime:
        """Set the time, in 2026."""
        moment = datetime(2026, month, day, hour, tzinfo=UTC)
        self.clock.set(moment)
        return moment

    def span(self, *, days: float = 90, window: float = 7) -> Span:
        """The times of a reading that begins now; its first one goes back so many days."""
        return span(self.clock.now(), days=days, window=window)

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

    def asked(self) -> dict[str, int]:
        """The numbers of requests since this was called last, by operation."""
        now = self.sandbox.requests
        since, self._asked = now - self._asked, now
        return dict(since)

    def reset(self, moment: datetime = NOW) -> None:
        """Begin anew."""
        self.clock.set(moment)
        self.sandbox.reset()
        self._asked = Counter()
