"""What a sandbox starts with."""

from __future__ import annotations

from uptimekit.sandbox import ManualClock, StatuspageSandbox

from ._calls import Caller


def test_components_that_were_named(clock: ManualClock) -> None:
    """They are operational for 30 days, and show their uptime."""
    call = Caller(StatuspageSandbox(clock=clock, components=["Shop", "Bank"]))
    shown = call.get("components")
    assert [one["name"] for one in shown] == ["Shop", "Bank"]
    assert {one["start_date"] for one in shown} == {"2025-12-13"}
    report = call.get(f"components/{shown[0]['id']}/uptime")
    assert (report["uptime_percentage"], report["range_start"]) == (100.0, "2025-12-13T00:00:00Z")


def test_incidents_and_subscribers(clock: ManualClock) -> None:
    """Incidents are resolved and at most 30 days old, subscribers active."""
    call = Caller(StatuspageSandbox(clock=clock, incidents=3, subscribers=2))
    incidents = call.get("incidents")
    assert [one["name"] for one in incidents] == ["Incident 2", "Incident 1", "Incident 0"]
    assert {one["status"] for one in incidents} == {"resolved"}
    assert all("2025-12-13" < one["created_at"] < one["resolved_at"] < "2026-01-12" for one in incidents)
    assert [one["email"] for one in call.get("subscribers")] == [
        "reader-0@example.com",
        "reader-1@example.com",
    ]


def test_a_page_begins_empty(clock: ManualClock) -> None:
    """Only the first page has anything on it, and none has groups, metrics or people."""
    sandbox = StatuspageSandbox(clock=clock, pages=["A", "B"], components=["C"])
    call = Caller(sandbox)
    assert call.ids(f"/v1/pages/{sandbox.page_ids['B']}/components") == []
    for path in (
        "component-groups",
        "metrics",
        "metrics_providers",
        "page_access_users",
        "page_access_groups",
        "incident_templates",
    ):
        assert call.ids(path) == []


def test_there_is_an_owner(clock: ManualClock) -> None:
    """The organisation has one user, who may work on all of its pages."""
    sandbox = StatuspageSandbox(clock=clock, pages=["A", "B"])
    call = Caller(sandbox)
    there = f"/v1/organizations/{sandbox.organization_id}"
    (owner,) = call.get(f"{there}/users")
    assert list(call.get(f"{there}/permissions/{owner['id']}")["data"]["pages"]) == list(
        sandbox.page_ids.values()
    )


def test_subdomains(clock: ManualClock) -> None:
    """A page gets a subdomain from its name."""
    call = Caller(StatuspageSandbox(clock=clock, pages=["Big Shop"]))
    assert call.get("/v1/pages")[0]["subdomain"] == "big-shop"
