"""Records as a page shows them to the public."""

from __future__ import annotations

from ._calls import Caller

_COMPONENT = (
    "id name status created_at updated_at position description showcase start_date group_id page_id group "
    "only_show_if_degraded"
)
_INCIDENT = (
    "id name status created_at updated_at monitoring_at resolved_at impact shortlink started_at page_id "
    "incident_updates components reminder_intervals"
)
_UPDATE = (
    "id status body incident_id created_at updated_at display_at affected_components deliver_notifications "
    "custom_tweet tweet_id"
)


def test_attributes(call: Caller) -> None:
    """The public sees fewer attributes; the rows of groups name their members."""
    part = call.component()
    group = call.group(part)
    shown = {one["id"]: one for one in call.public("components")["components"]}
    assert sorted(shown[part]) == sorted(_COMPONENT.split())
    assert sorted(shown[group]) == sorted([*_COMPONENT.split(), "components"])
    assert shown[group]["components"] == [part]
    call.incident(component_ids=[part])
    incident = call.public("incidents")["incidents"][0]
    assert sorted(incident) == sorted(_INCIDENT.split())
    assert sorted(incident["incident_updates"][0]) == sorted(_UPDATE.split())
    assert sorted(incident["components"][0]) == sorted(_COMPONENT.split())


def test_maintenance_has_its_times(call: Caller) -> None:
    """Maintenance shows when it begins and ends."""
    planned = {"scheduled_for": "2026-01-13T02:00:00Z", "scheduled_until": "2026-01-13T04:00:00Z"}
    call.incident(**planned)
    shown = call.public("scheduled-maintenances")["scheduled_maintenances"][0]
    assert sorted(shown) == sorted([*_INCIDENT.split(), *planned])
    assert (shown["scheduled_for"], shown["impact"]) == ("2026-01-13T02:00:00.000Z", "maintenance")


def test_moments_are_in_the_zone_of_the_page(call: Caller) -> None:
    """The public reads milliseconds, with the offset of the page's time zone."""
    call.incident()
    assert call.public("incidents")["incidents"][0]["created_at"] == "2026-01-12T09:00:00.000Z"
    page = f"/v1/pages/{call.sandbox.page_id}"
    call.ok("PATCH", page, {"page": {"time_zone": "Europe/Berlin"}})
    told = call.public("incidents")
    assert told["incidents"][0]["created_at"] == "2026-01-12T10:00:00.000+01:00"
    assert told["page"]["time_zone"] == "Europe/Berlin"


def test_the_facts_of_a_page(call: Caller) -> None:
    """The address of a page is its own domain, or else one of the service's."""
    facts = call.public("status")["page"]
    assert (facts["id"], facts["name"]) == (call.sandbox.page_id, "Example")
    assert facts["url"] == "https://example.statuspage.example"
    call.ok("PATCH", f"/v1/pages/{facts['id']}", {"page": {"domain": "status.example.com"}})
    assert call.public("status")["page"]["url"] == "https://status.example.com"


def test_a_published_postmortem_is_a_status(call: Caller) -> None:
    """An incident with a published postmortem says so in place of its status."""
    path = f"incidents/{call.incident(status='resolved')['id']}/postmortem"
    call.ok("PUT", path, {"postmortem": {"body_draft": "The disk was full."}})
    call.ok("PUT", f"{path}/publish", {"postmortem": {}})
    assert call.public("incidents")["incidents"][0]["status"] == "postmortem"
    assert call.public("incidents/unresolved")["incidents"] == []
