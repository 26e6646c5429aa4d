"""Status pages with their reports."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from uptimekit.warehouse.betterstack.status_pages import STATUS_PAGES, STATUS_REPORTS

from .._merged import Merged
from ._server import Server


def _page(server: Server) -> tuple[str, str]:
    """Make a page that shows a monitor; return their ids, that of the resource second."""
    api = server.api.api
    page = api.status_pages.create(
        company_name="Shop", company_url="https://shop.example", subdomain="shop", timezone="UTC"
    )
    made = api.status_page_resources.create(
        page.id, resource_type="Monitor", resource_id=int(server.monitor()), public_name="Till"
    )
    return page.id, made.id


def test_a_page_comes_with_what_it_shows(server: Server) -> None:
    """Sections, resources, and each day of a resource's history as a row that stays when the page forgets it."""
    page, resource = _page(server)
    server.asked()
    merged = Merged()
    merged.read(STATUS_PAGES, server.api, server.span())
    assert merged.column("status_pages", "id") == [page]
    assert [str(each) for each in merged.column("status_page_sections", "status_page_id")] == [page]
    (row,) = merged.rows("status_page_resources")
    assert (row["id"], row["status_page_id"], row["public_name"]) == (resource, page, "Till")
    assert "status_history" not in row
    days = merged.rows("status_page_resource_days")
    assert {each["status_page_resource_id"] for each in days} == {resource}
    assert days[-1]["day"] == "2026-11-28"
    assert server.asked() == {
        "list_status_pages": 1,
        "list_status_page_sections": 1,
        "list_status_page_resources": 1,
    }


def test_reports_come_with_their_updates(server: Server) -> None:
    """A listing of reports, and a request for each that goes on or may have changed within the window."""
    page, resource = _page(server)
    reports, updates = server.api.api.status_reports, server.api.api.status_updates

    def affected(status: str) -> Any:
        return [{"status_page_resource_id": resource, "status": status}]

    server.at(10, 1)
    old = reports.create(page, title="Fire", message="It burns.", affected_resources=affected("downtime")).id
    updates.create(page, old, message="It is out.", affected_resources=affected("resolved"))
    server.at(11, 20)
    new = reports.create(page, title="Flood", message="It rains.", affected_resources=affected("downtime")).id
    server.at(11, 28)
    server.asked()
    merged = Merged()
    merged.read(STATUS_REPORTS, server.api, server.span())
    assert merged.column("status_reports", "title") == ["Fire", "Flood"]
    assert sorted(merged.column("status_updates", "message")) == ["It burns.", "It is out.", "It rains."]
    assert server.asked() == {"list_status_pages": 1, "list_status_reports": 1, "list_status_updates": 2}

    updates.create(page, new, message="It stopped.", affected_resources=affected("resolved"))
    server.clock.advance(timedelta(days=1).total_seconds())
    server.asked()
    merged.read(STATUS_REPORTS, server.api, server.span())
    assert merged.loaded == {"status_reports": 2, "status_updates": 2}
    assert len(merged.rows("status_updates")) == 4
    assert server.asked() == {"list_status_pages": 1, "list_status_reports": 1, "list_status_updates": 1}
    assert {row["status_page_id"] for row in merged.rows("status_updates")} == {page}


def test_an_update_to_what_was_over_is_seen_within_the_window(server: Server) -> None:
    """Such as a word of explanation some days later."""
    page, resource = _page(server)
    affected: Any = [{"status_page_resource_id": resource, "status": "resolved"}]
    server.at(11, 24)
    report = server.api.api.status_reports.create(page, title="Fire", affected_resources=affected).id
    server.at(11, 28)
    merged = Merged()
    for day, known in ((28, 1), (29, 2)):
        server.at(11, day)
        merged.read(STATUS_REPORTS, server.api, server.span())
        assert len(merged.rows("status_updates")) == known
        server.api.api.status_updates.create(
            page, report, message="It was the oven.", affected_resources=affected
        )
    server.at(12, 20)
    merged.read(STATUS_REPORTS, server.api, server.span(window=1))
    assert "status_updates" not in merged.loaded
