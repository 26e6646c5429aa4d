"""What a sandbox starts with."""

from __future__ import annotations

from uptimekit.sandbox import ManualClock, UptimeHuntSandbox

from ._calls import Caller


def test_starts_empty(call: Caller) -> None:
    """Unless asked for, there is nothing but users."""
    assert call.data("projects") == call.data("services") == []


def test_services_to_start_with(clock: ManualClock) -> None:
    """Services that were asked for are in one project, and have been checked every five minutes for 30 days."""
    call = Caller(UptimeHuntSandbox(clock=clock, services=3))
    (project,) = call.data("projects")
    assert project["service_count"] == 3
    services = call.data(f"projects/{project['id']}/services")
    assert [one["name"] for one in services] == ["Site 1", "Site 2", "Site 3"]
    assert {one["status"] for one in services} == {"operational"}
    assert services[0]["created_at"] == "2025-12-13T09:00:00Z"
    assert call.data("services/1/metrics/uptime")["total_checks"] == 30 * 24 * 12
    assert call.data("services", token="other") == []
