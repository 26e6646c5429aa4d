"""Maintenance, by hand and by the clock."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import Caller

_BEGIN, _END = "2026-01-12T10:00:00Z", "2026-01-12T11:00:00Z"


def _plan(call: Caller, **fields: object) -> dict[str, Any]:
    return call.incident(scheduled_for=_BEGIN, scheduled_until=_END, **fields)


def _shown(call: Caller, incident: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = call.get(f"incidents/{incident['id']}")
    return found


def test_planned(call: Caller) -> None:
    """Maintenance is scheduled at first, and its impact is maintenance."""
    made = _plan(call)
    assert (made["status"], made["impact"], made["scheduled_for"]) == ("scheduled", "maintenance", _BEGIN)


def test_begins_and_ends_by_itself(call: Caller, clock: ManualClock) -> None:
    """With both switches it goes through all states, at the planned moments, however late somebody looks."""
    made = _plan(call, scheduled_auto_in_progress=True, scheduled_auto_completed=True)
    clock.advance(3599)
    assert _shown(call, made)["status"] == "scheduled"
    clock.advance(1)
    assert _shown(call, made)["status"] == "in_progress"
    clock.advance(86_400)
    done = _shown(call, made)
    assert (done["status"], done["resolved_at"], done["updated_at"]) == ("completed", _END, _END)
    moments = [update["created_at"] for update in done["incident_updates"]]
    assert moments == ["2026-01-12T11:00:00.000Z", "2026-01-12T10:00:00.000Z", "2026-01-12T09:00:00.000Z"]


def test_does_nothing_by_itself_unless_told(call: Caller, clock: ManualClock) -> None:
    """Without the switches it stays scheduled, and without the second one in progress."""
    asleep, begun = _plan(call), _plan(call, scheduled_auto_in_progress=True)
    clock.advance(86_400)
    assert _shown(call, asleep)["status"] == "scheduled"
    assert _shown(call, begun)["status"] == "in_progress"


def test_components_follow(call: Caller, clock: ManualClock) -> None:
    """With the switches for components these are under maintenance from its beginning and operational at its end."""
    part = call.component()
    _plan(
        call,
        component_ids=[part],
        scheduled_auto_in_progress=True,
        scheduled_auto_completed=True,
        auto_transition_to_maintenance_state=True,
        auto_transition_to_operational_state=True,
    )
    statuses = []
    for seconds in (0, 3600, 3600):
        clock.advance(seconds)
        statuses.append(call.get(f"components/{part}")["status"])
    assert statuses == ["operational", "under_maintenance", "operational"]


def test_components_do_not_follow_unless_told(call: Caller, clock: ManualClock) -> None:
    """Without the switches for components these stay as they are."""
    part = call.component(status="partial_outage")
    _plan(call, component_ids=[part], scheduled_auto_in_progress=True, scheduled_auto_completed=True)
    for _ in range(2):
        clock.advance(3600)
        assert call.get(f"components/{part}")["status"] == "partial_outage"


def test_components_follow_the_beginning_only(call: Caller) -> None:
    """Who goes on from one state of maintenance to the next does not set the components once more."""
    part = call.component()
    made = _plan(call, component_ids=[part], auto_transition_to_maintenance_state=True)
    call.edit(made, status="in_progress", components={part: "partial_outage"})
    assert call.get(f"components/{part}")["status"] == "partial_outage"
    call.edit(made, status="verifying")
    assert call.get(f"components/{part}")["status"] == "partial_outage"


def test_statuses_wait_for_the_beginning(call: Caller) -> None:
    """Statuses that are sent with maintenance yet to begin are set when it begins, by hand too."""
    part = call.component()
    made = _plan(call, components={part: "partial_outage"})
    assert call.get(f"components/{part}")["status"] == "operational"
    begun = call.edit(made, status="in_progress")
    assert begun["components"][0]["status"] == "partial_outage"
    assert begun["incident_updates"][0]["affected_components"][0]["new_status"] == "partial_outage"
    assert begun["impact"] == "maintenance"


def test_planned_for_the_past(call: Caller, clock: ManualClock) -> None:
    """What should have begun before it was planned begins at once."""
    clock.advance(1800 + 3600)
    made = _plan(call, scheduled_auto_in_progress=True)
    shown = _shown(call, made)
    assert (shown["status"], shown["updated_at"]) == ("in_progress", "2026-01-12T10:30:00Z")


def test_several_in_order(call: Caller, clock: ManualClock) -> None:
    """What happens between two looks happens in the order of time, whatever the order of creation."""
    part = call.component()
    later = {"scheduled_for": "2026-01-12T10:30:00Z", "scheduled_until": "2026-01-12T12:00:00Z"}
    common = {"scheduled_auto_in_progress": True, "scheduled_auto_completed": True}
    call.incident(**later, **common, components={part: "major_outage"})
    _plan(call, **common, component_ids=[part], auto_transition_to_operational_state=True)
    clock.advance(86_400)
    assert call.get(f"components/{part}")["status"] == "operational"
    assert call.sandbox.tick() == 0


@pytest.mark.parametrize("told", [True, False])
def test_notifications_at_both_moments(call: Caller, clock: ManualClock, told: bool) -> None:
    """Whether subscribers hear of what happens by itself has switches of its own."""
    made = _plan(
        call,
        scheduled_auto_in_progress=True,
        scheduled_auto_completed=True,
        auto_transition_deliver_notifications_at_start=told,
        auto_transition_deliver_notifications_at_end=not told,
    )
    clock.advance(86_400)
    updates = _shown(call, made)["incident_updates"]
    assert [update["deliver_notifications"] for update in updates[:2]] == [not told, told]


def test_reminder(call: Caller, clock: ManualClock) -> None:
    """Subscribers are reminded an hour before, if that is wanted."""
    asked, silent = _plan(call, scheduled_remind_prior=True), _plan(call)
    assert _shown(call, asked)["scheduled_reminded_at"] == "2026-01-12T09:00:00Z"
    assert _shown(call, silent)["scheduled_reminded_at"] is None


def test_no_reminder_before_its_time(call: Caller, clock: ManualClock) -> None:
    """More than an hour before there is none."""
    made = call.incident(
        scheduled_for="2026-01-12T10:00:01Z", scheduled_until=_END, scheduled_remind_prior=True
    )
    assert _shown(call, made)["scheduled_reminded_at"] is None
    clock.advance(1)
    assert _shown(call, made)["scheduled_reminded_at"] == "2026-01-12T09:00:01Z"
