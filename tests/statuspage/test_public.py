"""The public side of a page, read without a key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from uptimekit import ConfigurationError
from uptimekit.statuspage import (
    NotFoundError,
    PublicComponent,
    PublicIncident,
    PublicMaintenance,
    PublicPage,
    PublicStatus,
)

from ._support import KEY, Driver, Recorder, Server

ADDRESS = "https://status.example.com"
READS: list[tuple[str, str, str, type]] = [
    # action, path, field of the answer, class
    ("components", "components", "components", PublicComponent),
    ("incidents", "incidents", "incidents", PublicIncident),
    ("unresolved_incidents", "incidents/unresolved", "incidents", PublicIncident),
    ("scheduled_maintenances", "scheduled-maintenances", "scheduled_maintenances", PublicMaintenance),
    ("upcoming_maintenances", "scheduled-maintenances/upcoming", "scheduled_maintenances", PublicMaintenance),
    ("active_maintenances", "scheduled-maintenances/active", "scheduled_maintenances", PublicMaintenance),
]


@pytest.mark.parametrize(("action", "path", "field", "kind"), READS)
def test_lists(driver: Driver, action: str, path: str, field: str, kind: type) -> None:
    """Each list reads its own path, without a key, and returns what is in its field, typed."""
    recorder = Recorder({"page": {"id": "p"}, field: [{"id": "x", "incident_updates": [{"body": "b"}]}]})
    found = driver.run(getattr(driver.page(ADDRESS, recorder), action)())
    assert recorder.sent == [("GET", f"/api/v2/{path}.json", {}, None)]
    assert [type(each) for each in found] == [kind]
    assert found[0].id == "x"
    assert "authorization" not in recorder.requests[0].headers


def test_summary_and_status(driver: Driver) -> None:
    """The summary is all in one, the status a word and a sentence; both tell whether the page is up."""
    answer = {
        "page": {"name": "Shop"},
        "status": {"indicator": "major", "description": "Partial outage"},
        "components": [{"name": "API", "components": ["c2"]}],
        "incidents": [{"name": "Slow", "incident_updates": [{"body": "b"}]}],
        "scheduled_maintenances": [],
    }
    recorder = Recorder(answer)
    page = driver.page(ADDRESS, recorder)
    summary: Any = driver.run(page.summary())
    assert type(summary).__name__ == "PublicSummary"
    assert (summary.page.name, summary.components[0].components) == ("Shop", ["c2"])
    assert summary.incidents[0].incident_updates[0].body == "b"
    status = driver.run(page.status())
    assert isinstance(status, PublicStatus)
    assert (status.indicator, status.description, status.is_up) == ("major", "Partial outage", False)
    assert (summary.indicator, summary.is_up) == ("major", False)
    assert [path for _, path, *_ in recorder.sent] == ["/api/v2/summary.json", "/api/v2/status.json"]


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("https://status.example.com", "https://status.example.com/api/v2"),
        ("https://status.example.com/", "https://status.example.com/api/v2"),
        ("https://status.example.com/api/v2", "https://status.example.com/api/v2"),
        ("https://status.example.com/api/v2/", "https://status.example.com/api/v2"),
        ("https://example.com:8443/status", "https://example.com:8443/status/api/v2"),
        ("http://localhost:8000", "http://localhost:8000/api/v2"),
        ("http://127.0.0.7", "http://127.0.0.7/api/v2"),
        ("http://[::1]:80", "http://[::1]:80/api/v2"),
    ],
)
def test_addresses(driver: Driver, address: str, base: str) -> None:
    """An address may come with and without the API's path behind it; on this machine without TLS, too."""
    recorder = Recorder({"page": {}, "status": {"indicator": "none"}})
    page = driver.page(address, recorder)
    assert page.address == base
    assert driver.run(page.status()).is_up
    assert recorder.requests[0].url.path.endswith("/api/v2/status.json")
    assert repr(page) == f"<{type(page).__name__} at {base}>"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("status.example.com", "address must be a URL such as https://status.example.com"),
        ("", "address must be a URL"),
        (None, "address must be a URL"),
        ("ftp://status.example.com", "address must be a URL"),
        ("http://status.example.com", "address must be https, unless it is on this machine"),
        ("http://127.0.0.1.example.com", "address must be https"),
        ("http://10.0.0.1", "address must be https"),
        ("https://user:pass@status.example.com", "address must not carry"),
        ("https://status.example.com/?x=1", "address must not carry"),
        (
            "https://api.statuspage.io/v1",
            "address must be that of a page, such as https://status.example.com",
        ),
    ],
)
def test_what_is_no_address(driver: Driver, address: Any, message: str) -> None:
    """Anything else raises ConfigurationError."""
    error = driver.error(driver.page, address)
    assert isinstance(error, ConfigurationError)
    assert error.message.startswith(message)


def test_no_key_goes_to_a_page(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key of the environment is for the Manage API: a page gets a key only if it is given for it."""
    monkeypatch.setenv("STATUSPAGE_API_KEY", KEY)
    recorder = Recorder({"page": {}, "status": {}})
    driver.run(driver.page(ADDRESS, recorder).status())
    driver.run(driver.page(ADDRESS, recorder, api_key="for-the-page").status())
    given = [each.headers.get("authorization") for each in recorder.requests]
    assert given == [None, "OAuth for-the-page"]
    assert "***" not in repr(driver.page(ADDRESS, recorder).api)
    assert "for-the-page" not in repr(driver.page(ADDRESS, recorder, api_key="for-the-page"))


def test_errors_are_typed(driver: Driver) -> None:
    """An error status raises the class that the services raise."""
    assert isinstance(driver.error(driver.page(ADDRESS, Recorder(404)).summary), NotFoundError)
    html = Recorder(httpx.Response(200, text="<html>", headers={"content-type": "text/html"}))
    assert type(driver.error(driver.page(ADDRESS, html).summary)).__name__ == "DecodingError"


def test_a_page_against_a_real_server(driver: Driver, server: Server) -> None:
    """Against a real server: what happens on the page is seen from outside."""
    client = driver.client(**server.options)
    page = driver.page(server.public_address)
    assert driver.run(page.status()).is_up
    assert len(driver.run(page.components())) == 3
    assert len(driver.run(page.incidents())) == 2
    driver.run(client.incidents.open("Slow", body="b", components={"API": "major_outage"}))
    start = datetime(2026, 2, 1, tzinfo=UTC)
    driver.run(client.incidents.schedule("Move", start, start + timedelta(hours=1)))
    summary = driver.run(page.summary())
    assert (summary.is_up, summary.indicator == "none") == (False, False)
    assert [each.name for each in summary.incidents] == ["Slow"]
    assert [each.name for each in driver.run(page.unresolved_incidents())] == ["Slow"]
    for found in (page.scheduled_maintenances(), page.upcoming_maintenances()):
        assert [each.name for each in driver.run(found)] == ["Move"]
    assert driver.run(page.active_maintenances()) == []
    assert summary.scheduled_maintenances[0].scheduled_for.startswith("2026-02-01T00:00:00")


def test_context_managers(driver: Driver) -> None:
    """Leaving the block closes the connections, and a client of one's own stays open."""
    own = httpx.Client(transport=httpx.MockTransport(Recorder({"page": {}, "status": {}})))
    with PublicPage(ADDRESS, http_client=own) as page:
        assert page.status() == {}
    assert not own.is_closed
    assert type(Driver("sync").error(page.status)).__name__ == "ClientStateError"
    own.close()

    async def main() -> Any:
        from uptimekit.statuspage import AsyncPublicPage

        async with AsyncPublicPage(
            ADDRESS, transport=httpx.MockTransport(Recorder({"page": {}, "status": {}}))
        ) as page:
            assert await page.status() == {}
        return page

    if driver.asynchronous:
        page = driver.run(main())
        assert type(driver.error(page.status)).__name__ == "ClientStateError"
