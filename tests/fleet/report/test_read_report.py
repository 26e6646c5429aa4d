"""A report, read from a fleet."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.fleet.report._page import everything

from uptimekit.fleet import Filter, Incident, Reading
from uptimekit.fleet.beginnings import unknown_begins
from uptimekit.fleet.report import read_report

NOW = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
RIGA = ZoneInfo("Europe/Riga")


class Fleet:
    """A fleet that notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def survey(self, **options: Any) -> Reading[Any]:
        self.asked.append(options)
        return Reading(tuple(everything()))

    def histories(self, items: Any, start: datetime, end: datetime, **options: Any) -> list[Any]:
        self.asked.append(([*items], start, end, options))
        return []

    def with_since(self, items: Any, *, now: datetime) -> list[Any]:
        self.asked.append((sorted(item.name for item in items), now))
        return [*items]


def test_days_begin_in_the_zone() -> None:
    """Half past one on the 28th in Riga: two days are that and the one before; incidents and histories begin with them."""
    fleet: Any = Fleet()
    where = Filter(tags=["eu"])
    report = read_report(fleet, days=2, zone=RIGA, where=where, history_deadline=5, now=NOW)
    start = datetime(2026, 11, 27, tzinfo=RIGA)
    items = [item for item in everything() if not isinstance(item, Incident)]
    assert (report.start, report.end, report.zone) == (start, NOW, RIGA)
    assert fleet.asked == [
        {"where": where, "resolved_since": start},
        (items, start, NOW, {"deadline": 5}),
        (sorted(item.name for item in unknown_begins(items)), NOW),
    ]
