"""Availability by month."""

from __future__ import annotations

from datetime import date, timedelta

from uptimekit.warehouse.betterstack.availability import AVAILABILITY

from .._merged import Merged
from ._server import Server


def test_a_month_has_the_figures_of_the_service(server: Server) -> None:
    """Monitors and heartbeats since they were made; a month that lasts until its last day so far."""
    server.at(10, 10)
    monitor = server.monitor()
    server.at(10, 20)
    server.sandbox.set_monitor_status(monitor, "down")
    server.clock.advance(3600)
    server.sandbox.set_monitor_status(monitor, "up")
    server.at(11, 5)
    beat = server.api.api.heartbeats.create(name="Backup", period=3600, grace=300).id
    server.at(11, 28)
    merged = Merged()
    merged.read(AVAILABILITY, server.api, server.span(days=60))
    assert merged.labels == ["2026-11", "2026-10", "2026-09"]
    found = [
        (row["item_type"], row["item_id"], row["month"], row["last_day"], row["total_downtime"])
        for row in merged.rows("availability")
    ]
    october, november = date(2026, 10, 1), date(2026, 11, 1)
    assert found == [
        ("heartbeat", beat, november, date(2026, 11, 28), 0),
        ("monitor", monitor, october, date(2026, 10, 31), 3600),
        ("monitor", monitor, november, date(2026, 11, 28), 0),
    ]


def test_a_month_is_asked_for_until_its_figures_are_final(server: Server) -> None:
    """Once a day while it lasts, once after its end, and once when the window after its end is over; then never again."""
    server.at(11, 1)
    for name in ("Shop", "Office"):
        server.monitor(name)
    merged = Merged()

    def months(month: int, day: int, hour: int = 0) -> list[str]:
        server.at(month, day, hour)
        server.asked()
        merged.read(AVAILABILITY, server.api, server.span(days=20))
        asked = server.asked()
        assert asked.get("get_monitor_availability", 0) == 2 * len(merged.labels)
        return merged.labels

    assert months(11, 28) == ["2026-11"]
    assert months(11, 28, 20) == []
    assert server.asked() == {}
    assert months(11, 29) == ["2026-11"]
    assert months(12, 1) == ["2026-12", "2026-11"]
    assert months(12, 2) == ["2026-12"]
    assert months(12, 7, 23) == ["2026-12"]
    assert months(12, 8) == ["2026-12", "2026-11"]
    assert months(12, 9) == ["2026-12"]


def test_a_longer_past_is_read_when_it_is_asked_for(server: Server) -> None:
    """Final months are not read again."""
    server.at(8, 1)
    server.monitor()
    server.at(11, 28)
    merged = Merged()
    merged.read(AVAILABILITY, server.api, server.span(days=40))
    assert merged.labels == ["2026-11", "2026-10"]
    merged.read(AVAILABILITY, server.api, server.span(days=100))
    assert merged.labels == ["2026-09", "2026-08"]


def test_months_before_the_oldest_item_are_not_asked_for(server: Server) -> None:
    """A past of many years costs one more listing, not a listing for each of its months."""
    server.at(10, 10)
    server.monitor()
    server.at(11, 28)
    merged = Merged()
    server.asked()
    merged.read(AVAILABILITY, server.api, server.span(days=9_000))
    assert merged.labels == ["2026-11", "2026-10"]
    asked = server.asked()
    assert (asked["list_monitors"], asked["list_heartbeats"]) == (3, 3)


def test_a_reading_that_was_killed_goes_on(server: Server) -> None:
    """Months that are loaded are not asked for again on that day."""
    server.at(8, 1)
    server.monitor()
    server.at(11, 28)
    merged = Merged()
    merged.read(AVAILABILITY, server.api, server.span(days=100), slices=2, rows=0)
    assert merged.labels == ["2026-11", "2026-10"]
    server.clock.advance(timedelta(hours=2).total_seconds())
    merged.read(AVAILABILITY, server.api, server.span(days=100))
    assert merged.labels == ["2026-09", "2026-08"]
    assert len(merged.rows("availability")) == 4
