"""What a page shows to the public."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.sandbox import ManualClock, StatuspageSandbox

from ._calls import Caller

_PLANNED = {"scheduled_for": "2026-01-13T02:00:00Z", "scheduled_until": "2026-01-13T04:00:00Z"}
_KEYS = {
    "summary": {"status", "components", "incidents", "scheduled_maintenances"},
    "status": {"status"},
    "components": {"components"},
    "incidents": {"incidents"},
    "incidents/unresolved": {"incidents"},
    "scheduled-maintenances": {"scheduled_maintenances"},
    "scheduled-maintenances/upcoming": {"scheduled_maintenances"},
    "scheduled-maintenances/active": {"scheduled_maintenances"},
}


def _ids(shown: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in shown]


@pytest.mark.parametrize("path", _KEYS)
def test_keys(call: Caller, path: str) -> None:
    """Each answer names the page, and has its own parts, without a key."""
    shown = call.public(path)
    assert set(shown) == {"page", *_KEYS[path]}
    assert shown["page"]["id"] == call.sandbox.page_id


def test_incidents(call: Caller) -> None:
    """Incidents and maintenance are apart, the newest first; the summary has what is open."""
    solved, opened = call.incident(status="resolved")["id"], call.incident()["id"]
    planned = [call.incident(**_PLANNED) for _ in range(4)]
    for incident, status in zip(planned, ("scheduled", "in_progress", "verifying", "completed"), strict=True):
        call.edit(incident, status=status)
    waiting, running, checked, done = _ids(planned)
    assert _ids(call.public("incidents")["incidents"]) == [opened, solved]
    assert _ids(call.public("incidents/unresolved")["incidents"]) == [opened]
    for path, expected in (
        ("", [done, checked, running, waiting]),
        ("/upcoming", [waiting]),
        ("/active", [checked, running]),
    ):
        shown = call.public(f"scheduled-maintenances{path}")["scheduled_maintenances"]
        assert _ids(shown) == expected
    summary = call.public("summary")
    assert _ids(summary["incidents"]) == [opened]
    assert _ids(summary["scheduled_maintenances"]) == [checked, running, waiting]


def test_fifty_at_most(clock: ManualClock) -> None:
    """Lists hold the fifty newest, and know no pages."""
    call = Caller(StatuspageSandbox(clock=clock, incidents=51))
    everything = call.ids("incidents")
    path = f"{call.sandbox.public_path()}/incidents.json"
    assert _ids(call.get(path)["incidents"]) == everything[:50]
    assert _ids(call.get(f"{path}?page=2&limit=1")["incidents"]) == everything[:50]


def test_the_status_follows_the_components(call: Caller) -> None:
    """What the page says of itself is computed from its components, not from the rows of groups."""
    website, api = call.ids("components")

    def say(**statuses: str) -> tuple[str, str]:
        for component, status in statuses.items():
            one = {"website": website, "api": api}[component]
            call.ok("PATCH", f"components/{one}", {"component": {"status": status}})
        status = call.public("status")["status"]
        return status["indicator"], status["description"]

    assert say() == ("none", "All Systems Operational")
    assert say(website="under_maintenance") == ("maintenance", "Service Under Maintenance")
    assert say(website="degraded_performance") == ("minor", "Partially Degraded Service")
    assert say(website="major_outage") == ("major", "Partial System Outage")
    assert say(api="major_outage") == ("critical", "Major System Outage")
    call.group(website, api)
    assert say(website="operational") == ("major", "Partial System Outage")


def test_private_pages(call: Caller) -> None:
    """A page for team members only answers those with the key."""
    call.ok("PATCH", f"/v1/pages/{call.sandbox.page_id}", {"page": {"viewers_must_be_team_members": True}})
    path = f"{call.sandbox.public_path()}/status.json"
    assert call("GET", path, key=None).status_code == 401
    assert call("GET", path, key="wrong").status_code == 401
    assert call("GET", path).status_code == 200


def test_other_pages(call: Caller) -> None:
    """The public may look at anybody's page, if there is one."""
    foreign = call.sandbox.public_path(call.sandbox.foreign_page_id)
    assert call("GET", f"{foreign}/status.json", key=None).status_code == 200
    assert call("GET", f"{call.sandbox.public_path('none')}/status.json").status_code == 404
