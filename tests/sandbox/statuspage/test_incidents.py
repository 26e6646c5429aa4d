"""The life of an incident."""

from __future__ import annotations

from uptimekit.sandbox import ManualClock

from ._calls import Caller


def test_a_new_incident(call: Caller) -> None:
    """An incident of which only the name is said is being investigated, has no impact, and one update."""
    made = call.ok("POST", "incidents", {"incident": {"name": "Slow"}})
    assert (made["status"], made["impact"], made["resolved_at"]) == ("investigating", "none", None)
    assert made["created_at"] == made["started_at"] == "2026-01-12T09:00:00Z"
    (update,) = made["incident_updates"]
    assert (update["status"], update["body"], update["incident_id"]) == ("investigating", "", made["id"])
    assert update["deliver_notifications"] is True
    assert update["affected_components"] is None


def test_status_and_body_together_are_one_update(call: Caller) -> None:
    """A change of both adds one update, which comes first."""
    changed = call.edit(call.incident(), status="identified", body="A disk is full.")
    shown = [(update["status"], update["body"]) for update in changed["incident_updates"]]
    assert shown == [("identified", "A disk is full."), ("investigating", "We are looking into it.")]


def test_status_and_body_apart_are_two(call: Caller) -> None:
    """Two changes are two updates."""
    incident = call.incident()
    call.edit(incident, status="identified")
    changed = call.edit(incident, body="A disk is full.")
    shown = [(update["status"], update["body"]) for update in changed["incident_updates"]]
    assert shown[:2] == [("identified", "A disk is full."), ("identified", "")]
    assert len(shown) == 3


def test_what_is_no_news_adds_no_update(call: Caller) -> None:
    """The same status and body again, or another attribute, changes the incident without an update."""
    incident = call.incident()
    call.edit(incident, status="investigating", body="We are looking into it.")
    changed = call.edit(incident, name="Very slow", impact_override="minor", metadata={"jira": {"id": "X-1"}})
    assert (changed["name"], changed["impact"], changed["metadata"]) == (
        "Very slow",
        "minor",
        {"jira": {"id": "X-1"}},
    )
    assert len(changed["incident_updates"]) == 1
    assert call.edit(incident, impact_override=None)["impact"] == "none"


def test_monitoring_and_resolving(call: Caller, clock: ManualClock) -> None:
    """The times of the first monitoring and of the end are noted; who reopens it takes the latter back."""
    incident = call.incident()
    clock.advance(60)
    assert call.edit(incident, status="monitoring")["monitoring_at"] == "2026-01-12T09:01:00Z"
    clock.advance(60)
    assert call.edit(incident, status="resolved")["resolved_at"] == "2026-01-12T09:02:00Z"
    clock.advance(60)
    again = call.edit(incident, status="monitoring")
    assert (again["monitoring_at"], again["resolved_at"]) == ("2026-01-12T09:01:00Z", None)
    assert again["updated_at"] == "2026-01-12T09:03:00Z"


def test_components_change_with_it(call: Caller) -> None:
    """The map sets statuses, the update tells before and after, and the worst decides on the impact."""
    slow, down = call.component("Slow one"), call.component("Dead one", status="degraded_performance")
    made = call.incident(
        components={slow: "degraded_performance", down: "major_outage"}, component_ids=[slow]
    )
    assert [one["status"] for one in made["components"]] == ["degraded_performance", "major_outage"]
    assert made["impact"] == "critical"
    assert made["incident_updates"][0]["affected_components"] == [
        {"code": slow, "name": "Slow one", "old_status": "operational", "new_status": "degraded_performance"},
        {
            "code": down,
            "name": "Dead one",
            "old_status": "degraded_performance",
            "new_status": "major_outage",
        },
    ]
    done = call.edit(made, status="resolved", components=dict.fromkeys((slow, down), "operational"))
    assert {one["status"] for one in done["components"]} == {"operational"}
    assert done["impact"] == "critical"  # the worst that it was


def test_the_impact_of_the_past_stays(call: Caller) -> None:
    """What happens to a component after an incident does not make that one worse."""
    part = call.component()
    incident = call.incident(components={part: "degraded_performance"})
    call.edit(incident, status="resolved", components={part: "operational"})
    call.ok("PATCH", f"components/{part}", {"component": {"status": "major_outage"}})
    assert call.edit(incident, name="Was slow")["impact"] == "minor"
    assert call.edit(incident, body="It was a disk.")["impact"] == "minor"


def test_components_change_without_an_update(call: Caller) -> None:
    """A map alone sets statuses and joins the affected components, but is no news."""
    first, second = call.component("First"), call.component("Second")
    incident = call.incident(component_ids=[first])
    changed = call.edit(incident, components={second: "partial_outage"})
    assert [one["id"] for one in changed["components"]] == [first, second]
    assert call.get(f"components/{second}")["status"] == "partial_outage"
    assert len(changed["incident_updates"]) == 1


def test_component_ids_replace_the_affected_ones(call: Caller) -> None:
    """A list that is sent is the whole list; statuses stay as they are."""
    first, second = call.component("First"), call.component("Second")
    incident = call.incident(components={first: "partial_outage"})
    changed = call.edit(incident, component_ids=[second])
    assert [one["id"] for one in changed["components"]] == [second]
    assert call.get(f"components/{first}")["status"] == "partial_outage"


def test_notifications_are_noted(call: Caller) -> None:
    """Whether subscribers were to be told stands in the update."""
    made = call.incident(deliver_notifications=False)
    assert made["incident_updates"][0]["deliver_notifications"] is False


def test_incidents_of_the_past(call: Caller) -> None:
    """A backfilled incident begins on its day and is resolved."""
    made = call.incident(backfilled=True, backfill_date="2025-12-24")
    assert (made["status"], made["backfilled"], made["components"]) == ("resolved", True, [])
    assert made["created_at"] == made["started_at"] == made["resolved_at"] == "2025-12-24T00:00:00Z"
    call.incident()
    assert call.ids("incidents")[1] == made["id"]


def test_a_waiting_component_may_be_gone(call: Caller, clock: ManualClock) -> None:
    """Maintenance begins without a component that was deleted in the meantime."""
    gone = call.component()
    made = call.incident(
        components={gone: "under_maintenance"},
        scheduled_for="2026-01-13T02:00:00Z",
        scheduled_until="2026-01-13T04:00:00Z",
    )
    call("DELETE", f"components/{gone}")
    assert call.edit(made, status="in_progress")["incident_updates"][0]["affected_components"] is None
