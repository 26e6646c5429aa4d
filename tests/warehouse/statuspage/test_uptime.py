"""Uptime of components by month."""

from __future__ import annotations

from datetime import date

from uptimekit.warehouse.statuspage.uptime import UPTIME

from .._merged import Merged
from ._server import NOW, Server


def test_a_month_has_the_figures_of_the_page(server: Server) -> None:
    """Of components that show theirs, since they are counted; a month that lasts until now."""
    api = server.client.components.find("API")
    server.client.components.update(server.client.components.find("Website").id, showcase=False)
    server.at(12, 10)
    server.client.components.update(api.id, status="major_outage")
    server.clock.advance(3600)
    server.client.components.update(api.id, status="operational")
    server.at(12, 20)
    server.asked()
    merged = Merged()
    merged.read(UPTIME, server.client, server.span())
    assert merged.labels == ["2026-12", "2026-11", "2026-10", "2026-09"]
    found = [
        (row["component_id"], row["month"], row["major_outage"]) for row in merged.rows("component_uptime")
    ]
    months = [date(2026, month, 1) for month in (10, 11, 12)]  # a sandbox counts 30 days before its beginning
    assert found == [(api.id, month, 3600 if month.month == 12 else 0) for month in months]
    assert server.asked() == {"list_components": 4, "get_component_uptime": 3}
    assert "The end lies in the future" not in str(merged.column("component_uptime", "warnings"))


def test_a_month_is_asked_for_until_its_figures_are_final(server: Server) -> None:
    """Once a day while it lasts; nothing is sent at all in a second reading of a day."""
    merged = Merged()
    merged.read(UPTIME, server.client, server.span(days=20))
    server.asked()
    server.clock.set(NOW.replace(hour=18))
    merged.read(UPTIME, server.client, server.span(days=20))
    assert server.asked() == {}
    server.at(11, 29)
    merged.read(UPTIME, server.client, server.span(days=20))
    assert server.asked() == {"list_components": 1, "get_component_uptime": 2}


def test_months_before_the_oldest_component_are_not_asked_for(server: Server) -> None:
    """A past of many years costs one more listing, not a listing for each of its months."""
    merged = Merged()
    server.asked()
    merged.read(UPTIME, server.client, server.span(days=9_000))
    assert merged.labels == ["2026-11", "2026-10"]  # a sandbox counts 30 days before its beginning
    assert server.asked()["list_components"] == 3


def test_a_component_whose_uptime_is_hidden_meanwhile_has_no_row(server: Server) -> None:
    """The server refuses to tell it."""
    from uptimekit.sandbox import Fault

    api = server.client.components.find("API").id
    path = f"GET /v1/pages/{server.sandbox.page_id}/components/{api}/uptime"
    server.sandbox.faults.add(Fault(status=422, match=path))
    merged = Merged()
    merged.read(UPTIME, server.client, server.span(days=20))
    assert api not in merged.column("component_uptime", "component_id")
    assert len(merged.rows("component_uptime")) == 1
