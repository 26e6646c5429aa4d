"""All feeds of Better Stack."""

from __future__ import annotations

from typing import Any

from uptimekit.warehouse.betterstack import FEEDS

from .._merged import Merged, misfits
from ._server import Server


def furnish(server: Server) -> None:
    """Make something for each table."""
    api = server.api.api
    monitor = server.monitor()
    api.monitor_groups.create(name="Tills")
    api.heartbeat_groups.create(name="Nightly")
    api.heartbeats.create(name="Backup", period=3600, grace=300)
    api.policies.create(name="Night", steps=[])
    page = api.status_pages.create(
        company_name="Shop", company_url="https://shop.example", subdomain="shop", timezone="UTC"
    )
    shown = api.status_page_resources.create(
        page.id, resource_type="Monitor", resource_id=int(monitor), public_name="Till"
    )
    affected: Any = [{"status_page_resource_id": shown.id, "status": "resolved"}]
    api.status_reports.create(page.id, title="Fire", message="It burns.", affected_resources=affected)
    server.incident("fire")


def test_every_row_fits_its_table(server: Server) -> None:
    """Each value has a column, or is left out for a reason; each column that a feed adds has values."""
    furnish(server)
    for feed in FEEDS:
        assert misfits("betterstack", feed, server.api, server.span(days=5)) == (set(), set())


def test_names_are_unique() -> None:
    """Those of the feeds, of which each has a state, and those of the tables."""
    names = [each.name for each in FEEDS]
    tables = [table.name for each in FEEDS for table in each.tables]
    assert len({*names}) == len(names)
    assert len({*tables}) == len(tables)


def test_a_second_reading_on_the_same_day_costs_little(server: Server) -> None:
    """Listings; nothing for each monitor and month; a timeline for each incident of the window."""
    furnish(server)
    merged = Merged()
    for feed in FEEDS:
        merged.read(feed, server.api, server.span(days=5))
    server.clock.advance(3600)
    server.asked()
    for feed in FEEDS:
        merged.read(feed, server.api, server.span(days=5))
    assert server.asked() == {
        "list_monitors": 2,
        "list_monitor_groups": 1,
        "list_heartbeats": 1,
        "list_heartbeat_groups": 1,
        "list_incidents": 4,
        "get_incident_timeline": 1,
        "list_status_pages": 2,
        "list_status_page_sections": 1,
        "list_status_page_resources": 1,
        "list_status_reports": 1,
        "list_status_updates": 1,
        "list_on_call_calendars": 1,
        "list_on_call_events": 1,
        "list_policies": 1,
    }
