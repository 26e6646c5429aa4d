"""Changes of incidents: beginning, progress and end; each step records an update."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from uptimekit.sandbox.statuspage._components import set_status
from uptimekit.sandbox.statuspage._ids import Ids
from uptimekit.sandbox.statuspage._incident_model import Incident, Update
from uptimekit.sandbox.statuspage._incident_rules import named_components
from uptimekit.sandbox.statuspage._model import Site
from uptimekit.sandbox.statuspage._severity import impact_of, worst_impact

__all__ = ["begin", "edit", "proceed"]

_PLAIN = (
    "name",
    "impact_override",
    "metadata",
    "scheduled_for",
    "scheduled_until",
    "scheduled_remind_prior",
    "scheduled_auto_in_progress",
    "scheduled_auto_completed",
    "auto_transition_to_maintenance_state",
    "auto_transition_to_operational_state",
    "auto_transition_deliver_notifications_at_start",
    "auto_transition_deliver_notifications_at_end",
    "reminder_intervals",
)
"""What is stored as it is sent. Announcements on Twitter are not stored at all: no answer shows them."""


def begin(site: Site, ids: Ids, values: Mapping[str, object], now: datetime) -> Incident:
    """Create an incident of any of the three sorts: of the present, planned, or of the past."""
    past = bool(values.get("backfilled"))
    start = cast("datetime", values.get("backfill_date", now)) if past else now
    incident = Incident(
        id=ids.next(),
        created_at=start,
        updated_at=now,
        started_at=start,
        page_id=site.id,
        name="",
        status="",
        backfilled=past,
    )
    incident.change({name: values[name] for name in _PLAIN if name in values}, now)
    incident.component_ids = named_components(values) or []
    first = "scheduled" if incident.is_maintenance else "resolved" if past else "investigating"
    proceed(site, ids, incident, {**values, "status": values.get("status", first)}, start)
    site.incidents[incident.id] = incident
    return incident


def edit(site: Site, ids: Ids, incident: Incident, values: Mapping[str, object], now: datetime) -> None:
    """Change an incident. An update appears if status or body are not what they were."""
    incident.change({name: values[name] for name in _PLAIN if name in values}, now)
    named = named_components(values)
    if named is not None:
        kept = [] if "component_ids" in values else incident.component_ids
        incident.component_ids = list(dict.fromkeys((*kept, *named)))
    said = values.get("body")
    news = bool(said) and said != incident.updates[-1].body
    if news or values.get("status", incident.status) != incident.status:
        proceed(site, ids, incident, values if news else {**values, "body": ""}, now)
    else:
        _apply(site, incident, _statuses(incident, incident.status, values), now)


def proceed(site: Site, ids: Ids, incident: Incident, values: Mapping[str, object], now: datetime) -> None:
    """Add an update with the status, body, components and deliver_notifications of `values`."""
    status = str(values.get("status", incident.status))
    affected = _apply(site, incident, _statuses(incident, status, values), now)
    incident.status = status
    incident.resolved_at = (incident.resolved_at or now) if incident.is_over else None
    if status == "monitoring":
        incident.monitoring_at = incident.monitoring_at or now
    update = Update(
        id=ids.next(),
        created_at=now,
        updated_at=now,
        display_at=now,
        incident_id=incident.id,
        status=status,
        body=str(values.get("body") or ""),
        affected_components=affected or None,
        deliver_notifications=bool(values.get("deliver_notifications", True)),
    )
    incident.updates.append(update)


def _statuses(incident: Incident, status: str, values: Mapping[str, object]) -> dict[str, str]:
    """Which components get which status when the incident gets this one.

    Those that are sent with maintenance yet to begin wait for its beginning.
    """
    mapped = cast("dict[str, str | None]", values.get("components", {}))
    sent = {component_id: new for component_id, new in mapped.items() if new is not None}
    if status == "scheduled":
        incident.waiting |= sent
        return {}
    moved = dict[str, str]()
    begins = incident.status in ("", "scheduled") and status in ("in_progress", "verifying")
    if begins and incident.auto_transition_to_maintenance_state:
        moved |= dict.fromkeys(incident.component_ids, "under_maintenance")
    if begins:
        moved |= incident.waiting
    if status == "completed" and incident.auto_transition_to_operational_state:
        moved |= dict.fromkeys(incident.component_ids, "operational")
    return moved | sent


def _apply(
    site: Site, incident: Incident, statuses: Mapping[str, str], now: datetime
) -> list[dict[str, str]]:
    """Set statuses of components; the result tells before and after, as updates show it."""
    affected = list[dict[str, str]]()
    for component_id, new in statuses.items():
        component = site.components.get(component_id)
        if component is None:  # deleted while it waited for maintenance
            continue
        affected.append(
            {"code": component.id, "name": component.name, "old_status": component.status, "new_status": new}
        )
        set_status(component, new, now)
    if not incident.is_over:  # what happens to its components later is not its doing
        current = impact_of(site.components[component_id].status for component_id in incident.component_ids)
        incident.impact = worst_impact((incident.impact, current))
    return affected
