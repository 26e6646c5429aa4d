"""What a status page says."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.betterstack._health import worst

from ._calls import BODIES, Caller


@pytest.fixture
def page(call: Caller) -> str:
    """The path of a page."""
    return f"v2/status-pages/{call.make('v2/status-pages', BODIES['status_page'])}"


def _add(call: Caller, page: str, kind: str, target: str | None = None, **fields: object) -> str:
    body = {"resource_type": kind, "resource_id": target, "public_name": "Thing", **fields}
    return f"{page}/resources/{call.make(f'{page}/resources', body)}"


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], "operational"),
        (["not_monitored"], "operational"),
        (["operational", "degraded", "maintenance"], "degraded"),
        (["downtime", "not_monitored"], "downtime"),
    ],
)
def test_worst(states: list[str], expected: str) -> None:
    """The worst state decides; what is not monitored is no trouble."""
    assert worst(states) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("pending", "not_monitored"),
        ("up", "operational"),
        ("down", "downtime"),
        ("validating", "downtime"),
        ("maintenance", "maintenance"),
    ],
)
def test_monitors(call: Caller, page: str, status: str, expected: str) -> None:
    """A resource follows its monitor, at once, and the page follows the resource."""
    monitor = call.monitor()
    resource = _add(call, page, "Monitor", monitor)
    assert call.attributes(resource)["status"] == "not_monitored"
    call.sandbox.set_monitor_status(monitor, status)
    assert call.attributes(resource)["status"] == expected
    assert call.attributes(page)["aggregate_state"] == expected.replace("not_monitored", "operational")


@pytest.mark.parametrize(
    ("down_for", "degraded_for", "expected"),
    [
        ("any_incident", "no_incident", "downtime"),
        ("no_incident", "any_incident", "degraded"),
        ("no_incident", "no_incident", "operational"),
    ],
)
def test_how_an_outage_counts(
    call: Caller, page: str, down_for: str, degraded_for: str, expected: str
) -> None:
    """A resource may be told to take an outage more lightly, or not to mind at all."""
    monitor = call.monitor()
    marks = {"mark_as_down_for": down_for, "mark_as_degraded_for": degraded_for}
    resource = _add(call, page, "Monitor", monitor, **marks)
    call.sandbox.set_monitor_status(monitor, "down")
    assert call.attributes(resource)["status"] == expected


def test_groups(call: Caller, page: str) -> None:
    """A group is as well as its worst member, and not monitored without members."""
    group = call.make("v2/monitor-groups", {"name": "G"})
    resource = _add(call, page, "MonitorGroup", group)
    assert call.attributes(resource)["status"] == "not_monitored"
    members = [call.monitor(monitor_group_id=group) for _ in range(2)]
    for member, status in zip(members, ("up", "down"), strict=True):
        call.sandbox.set_monitor_status(member, status)
    assert call.attributes(resource)["status"] == "downtime"


def test_a_deleted_monitor_is_not_monitored(call: Caller, page: str) -> None:
    """The resource stays."""
    monitor = call.monitor()
    resource = _add(call, page, "Monitor", monitor)
    call("DELETE", f"v2/monitors/{monitor}")
    assert call.attributes(resource)["status"] == "not_monitored"


def test_reports_speak_first(call: Caller, page: str) -> None:
    """While a report says otherwise, what is monitored does not count."""
    resource = _add(call, page, "ManuallyTrackedItem")
    affected = [{"status_page_resource_id": resource.rpartition("/")[2], "status": "degraded"}]
    report = f"{page}/status-reports/{call.make(f'{page}/status-reports', {'affected_resources': affected})}"
    assert call.attributes(resource)["status"] == "degraded"
    affected[0]["status"] = "resolved"
    call.make(f"{report}/status-updates", {"affected_resources": affected})
    assert call.attributes(resource)["status"] == "operational"


def test_maintenance_has_an_end(call: Caller, page: str, clock: ManualClock) -> None:
    """A maintenance counts between its start and its end."""
    resource = _add(call, page, "ManuallyTrackedItem")
    body = {
        "report_type": "maintenance",
        "starts_at": "2026-01-12T10:00:00Z",
        "ends_at": "2026-01-12T11:00:00Z",
        "affected_resources": [
            {"status_page_resource_id": resource.rpartition("/")[2], "status": "maintenance"}
        ],
    }
    call.make(f"{page}/status-reports", body)
    seen = []
    for _ in range(3):
        seen.append(call.attributes(resource)["status"])
        clock.advance(3600)
    assert seen == ["operational", "maintenance", "operational"]


def test_history_and_availability(call: Caller, page: str, clock: ManualClock) -> None:
    """There is a line for each day since the resource was made, and a share of the time it was up."""
    monitor = call.monitor()
    resource = _add(call, page, "Monitor", monitor)
    assert call.attributes(resource)["availability"] == 1
    clock.advance(15 * 3600 - 600)
    call.sandbox.set_monitor_status(monitor, "down")
    clock.advance(1800)
    call.sandbox.set_monitor_status(monitor, "up")
    clock.advance(9 * 3600 - 1200)
    attributes = call.attributes(resource)
    assert [
        (line["day"], line["status"], line["downtime_duration"]) for line in attributes["status_history"]
    ] == [
        ("2026-01-12", "downtime", 600),
        ("2026-01-13", "downtime", 1200),
    ]
    assert attributes["availability"] == pytest.approx(1 - 1800 / 86_400, abs=1e-6)
    clock.advance(365 * 86_400)
    assert len(call.attributes(resource)["status_history"]) == 90
