"""What the body of an incident may hold."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.sandbox import ManualClock, StatuspageSandbox

from ._calls import Caller

_PLANNED = {"scheduled_for": "2026-01-13T02:00:00Z", "scheduled_until": "2026-01-13T04:00:00Z"}


@pytest.fixture
def call(clock: ManualClock) -> Caller:
    """A caller of a sandbox that tells complaints by field."""
    return Caller(StatuspageSandbox(clock=clock, error_shape="map"))


@pytest.mark.parametrize(
    ("fields", "complaints"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "x" * 256}, ["name"]),
        ({"body": "x" * 25_001}, ["body"]),
        ({"status": "burning"}, ["status"]),
        ({"status": "postmortem"}, ["status"]),
        ({"impact_override": "huge"}, ["impact_override"]),
        ({"metadata": {"jira": "x"}}, ["metadata"]),
        ({"metadata": []}, ["metadata"]),
        ({"components": {"nothing": "operational"}}, ["components"]),
        ({"components": {"nothing": "burning"}}, ["components"]),
        ({"components": "nothing"}, ["components"]),
        ({"component_ids": ["nothing"]}, ["components"]),
        ({"status": "scheduled"}, ["scheduled_for", "scheduled_until"]),
        ({"scheduled_for": _PLANNED["scheduled_for"]}, ["scheduled_until"]),
        ({"scheduled_until": _PLANNED["scheduled_until"]}, ["scheduled_for"]),
        ({**_PLANNED, "scheduled_until": _PLANNED["scheduled_for"]}, ["scheduled_until"]),
        ({**_PLANNED, "status": "investigating"}, ["status"]),
        ({**_PLANNED, "reminder_intervals": "4"}, ["reminder_intervals"]),
        ({**_PLANNED, "backfilled": True}, ["scheduled_for"]),
        ({"backfilled": True, "components": {"any": "operational"}}, ["components"]),
        ({"backfilled": True, "backfill_date": "then"}, ["backfill_date"]),
    ],
)
def test_refused(call: Caller, fields: dict[str, object], complaints: list[str]) -> None:
    """Values out of range, and values that contradict each other, are refused by name."""
    told = call.refused("POST", "incidents", {"incident": {"name": "Slow", **fields}})
    assert list(told) == complaints
    assert call.ids("incidents") == []


def test_lengths_at_their_limit(call: Caller) -> None:
    """The longest name and the longest text are taken."""
    assert len(call.incident(name="x" * 255, body="x" * 25_000)["name"]) == 255


@pytest.mark.parametrize("value", [None, "[]", "4", "24", "[1, 5, 7]", "[24]"])
def test_reminders(call: Caller, value: str | None) -> None:
    """Reminders are a number of hours or a rising list of them, as text, or null."""
    assert call.incident(reminder_intervals=value)["reminder_intervals"] == value


@pytest.mark.parametrize(
    "value", ["", "0", "25", "x", "[2, 1]", "[1, 1]", "[0]", "[1, 25]", "[true]", "1.5", 4, [1]]
)
def test_unfit_reminders(call: Caller, value: object) -> None:
    """Anything else is refused."""
    body = {"incident": {"name": "Slow", "reminder_intervals": value}}
    assert list(call.refused("POST", "incidents", body)) == ["reminder_intervals"]


def test_the_name_is_needed_only_at_first(call: Caller) -> None:
    """A change may leave the name out, but not blank it."""
    assert list(call.refused("POST", "incidents", {"incident": {}})) == ["name"]
    incident = call.incident()
    assert call.edit(incident)["name"] == "Slow"
    path = f"incidents/{incident['id']}"
    assert list(call.refused("PATCH", path, {"incident": {"name": ""}})) == ["name"]


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"status": "in_progress"}, "status"),
        ({"scheduled_for": _PLANNED["scheduled_for"]}, "scheduled_for"),
        ({"scheduled_until": _PLANNED["scheduled_until"]}, "scheduled_until"),
    ],
)
def test_an_incident_does_not_become_maintenance(
    call: Caller, fields: dict[str, Any], complaint: str
) -> None:
    """What is for maintenance cannot be set on an incident that was not planned."""
    path = f"incidents/{call.incident()['id']}"
    assert list(call.refused("PATCH", path, {"incident": fields})) == [complaint]


def test_maintenance_keeps_its_own_rules(call: Caller) -> None:
    """Maintenance cannot be resolved, nor end before it begins; one of its times can be moved alone."""
    path = f"incidents/{call.incident(**_PLANNED)['id']}"
    assert list(call.refused("PATCH", path, {"incident": {"status": "resolved"}})) == ["status"]
    early = {"incident": {"scheduled_until": "2026-01-13T01:00:00Z"}}
    assert list(call.refused("PATCH", path, early)) == ["scheduled_until"]
    later = {"incident": {"scheduled_until": "2026-01-13T05:00:00Z"}}
    assert call.ok("PATCH", path, later)["scheduled_until"] == "2026-01-13T05:00:00Z"


def test_groups_are_not_affected(call: Caller) -> None:
    """The row of a group is no component of an incident."""
    group = call.group(call.component())
    for fields in ({"component_ids": [group]}, {"components": {group: "operational"}}):
        assert call.refused("POST", "incidents", {"incident": {"name": "Slow", **fields}})


def test_the_other_name_of_the_switch(call: Caller) -> None:
    """`scheduled_auto_transition` means `scheduled_auto_in_progress`, which goes before it."""
    made = call.incident(**_PLANNED, scheduled_auto_transition=True)
    assert made["scheduled_auto_in_progress"] is True
    both = {"scheduled_auto_transition": True, "scheduled_auto_in_progress": False}
    assert call.incident(**_PLANNED, **both)["scheduled_auto_in_progress"] is False
