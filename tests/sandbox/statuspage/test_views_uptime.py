"""How available components and groups of them were, as it is told."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import Caller


def _set(call: Caller, component: str, status: str) -> None:
    call.ok("PATCH", f"components/{component}", {"component": {"status": status}})


def test_of_a_component(call: Caller, clock: ManualClock) -> None:
    """Outages count from the moment that the status was set until the next one."""
    part = call.component(showcase=True)
    for status in ("major_outage", "partial_outage", "operational"):
        _set(call, part, status)
        clock.advance(1800)
    report = call.get(f"components/{part}/uptime?start=2026-01-12&end=2026-01-12")
    assert report == {
        "id": part,
        "name": "Checkout",
        "range_start": "2026-01-12T00:00:00Z",
        "range_end": "2026-01-12T23:59:59Z",
        "major_outage": 1800,
        "partial_outage": 1800,
        "uptime_percentage": pytest.approx(100 * (1 - 1.3 * 1800 / (10.5 * 3600)), abs=1e-4),
        "warnings": [],
        "related_events": [],
    }


def test_of_a_group(call: Caller, clock: ManualClock) -> None:
    """A group sums up the outages of those members that show theirs, and takes the mean of their shares."""
    down, fine = (call.component(name, showcase=True, start_date="2026-01-10") for name in ("Down", "Fine"))
    hidden = call.component("Hidden", status="major_outage")
    group = call.group(down, fine, hidden)
    _set(call, down, "major_outage")
    clock.advance(3600)
    report = call.get(f"component-groups/{group}/uptime?start=2026-01-12")
    assert (report["id"], report["name"], report["major_outage"]) == (group, "Group", 3600)
    assert report["uptime_percentage"] == 95  # one hour of ten, of one of two
    assert [one["component_id"] for one in report["related_events"]] == [down, fine]
    assert call.get(f"component-groups/{group}/uptime")["range_start"] == "2026-01-10T00:00:00Z"


def test_related_events(call: Caller) -> None:
    """Incidents of the range are named, unless they are to be left out."""
    part = call.component(showcase=True)
    group = call.group(part)
    incident = call.incident(component_ids=[part])
    call.incident()
    events = [{"id": incident["id"]}]
    assert call.get(f"components/{part}/uptime")["related_events"] == events
    assert call.get(f"component-groups/{group}/uptime")["related_events"] == [
        {"component_id": part, "incidents": events}
    ]
    for path in (f"components/{part}", f"component-groups/{group}"):
        assert "related_events" not in call.get(f"{path}/uptime?skip_related_events=true")
        assert "related_events" in call.get(f"{path}/uptime?skip_related_events=false")


def test_hidden_uptime(call: Caller) -> None:
    """A component that does not show its uptime has none, nor a group of such."""
    part = call.component()
    group = call.group(part)
    assert call.refused("GET", f"components/{part}/uptime").startswith("Showcase")
    assert call.refused("GET", f"component-groups/{group}/uptime").startswith("Showcase")


def test_unfit_ranges(call: Caller) -> None:
    """A range without sense is refused."""
    part = call.component(showcase=True)
    assert call.refused("GET", f"components/{part}/uptime?start=soon") == "Start is not a date"


def test_warnings(call: Caller) -> None:
    """What was asked for and could not be counted is said."""
    part = call.component(showcase=True, start_date="2026-01-05")
    report = call.get(f"components/{part}/uptime?start=2026-01-01&end=2026-01-31")
    assert len(report["warnings"]) == 2
    assert (report["range_start"], report["range_end"]) == ("2026-01-05T00:00:00Z", "2026-01-12T23:59:59Z")
