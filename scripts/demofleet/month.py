"""The month that lies behind the fleet, and the sandboxes that it is played on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

from uptimekit.sandbox import ManualClock

from . import betterstack, healthchecks, statuspage, uptimehunt
from .story import Event

__all__ = ["DAYS", "served_fleet"]

DAYS: Final = 30

STORIES: Final = (betterstack, healthchecks, statuspage, uptimehunt)


@contextmanager
def served_fleet(end: datetime | None = None) -> Iterator[dict[str, str]]:
    """Serve the four sandboxes as they are at *end* (default: now); give the environment variables that lead to them.

    All have one clock, which stands still at the end of the month.
    """
    end = end or datetime.now(UTC)
    clock = ManualClock(end - timedelta(days=DAYS))
    variables: dict[str, str] = {}
    events: list[Event] = []
    with ExitStack() as stack:
        for story in STORIES:
            found, happened = story.play(stack, clock)
            variables |= found
            events += happened
        for days, happen in sorted(events, key=lambda event: -event[0]):
            clock.set(max(clock.now(), end - timedelta(days=days)))
            happen()
        clock.set(end)
        yield variables
