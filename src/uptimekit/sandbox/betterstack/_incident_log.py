"""Events of incidents: opening, acknowledging, resolving, reopening; the log records each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from uptimekit.sandbox.betterstack._call import Backend
from uptimekit.sandbox.betterstack._incidents import INCIDENT, timeline_item
from uptimekit.sandbox.betterstack._model import Record, Team
from uptimekit.sandbox.betterstack._times import stamp

__all__ = [
    "acknowledge",
    "add_incident",
    "note",
    "ongoing",
    "open_incident",
    "reopen",
    "resolve",
    "resolve_ongoing",
    "validate_ongoing",
]

_ALERTS = ("call", "sms", "email", "push", "critical_alert")
_CAUSES = {"monitor": "The check failed", "heartbeat": "Missed heartbeat"}


def add_incident(
    backend: Backend,
    team: Team | None,
    attributes: Mapping[str, object],
    now: datetime,
    owner: Record | None = None,
) -> Record:
    """Start an incident with these attributes."""
    record = backend.store.add(INCIDENT, team, {**attributes, "started_at": stamp(now)}, now)
    record.owner = owner
    # The first item of a real timeline has a time for an id, not a number.
    first_id = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    item = timeline_item(first_id, "generic", now, {"title": "Incident started"})
    backend.timelines[record.id] = [item]
    return record


def open_incident(backend: Backend, owner: Record, now: datetime) -> Record:
    """The ongoing incident of a monitor or heartbeat that went down; a new one if there is none."""
    for known in ongoing(backend, owner):
        known.change(now, status="Started" if known.attributes["acknowledged_at"] is None else "Acknowledged")
        return known
    of = owner.attributes
    attributes: dict[str, object] = {name: of[name] for name in _ALERTS}
    attributes["name"] = of.get("pronounceable_name") or of.get("name") or of["url"]
    attributes["cause"] = _CAUSES[owner.kind.name]
    if owner.kind.name == "monitor":
        attributes |= {name: of[name] for name in ("url", "http_method", "regions")}
    if of["policy_id"] is not None:
        attributes["escalation_policy_id"] = int(str(of["policy_id"]))
    return add_incident(backend, owner.team, attributes, now, owner)


def ongoing(backend: Backend, owner: Record) -> list[Record]:
    """The incidents of a monitor or heartbeat that are not resolved."""
    everything = backend.store.all("incident")
    return [one for one in everything if one.owner is owner and one.attributes["resolved_at"] is None]


def resolve_ongoing(backend: Backend, owner: Record, now: datetime) -> None:
    """Resolve what a monitor or heartbeat that came up again, or was paused, has caused."""
    for incident in ongoing(backend, owner):
        resolve(backend, incident, now, None)


def validate_ongoing(backend: Backend, owner: Record, now: datetime) -> None:
    """A monitor seems to recover: its ongoing incident says so."""
    for incident in ongoing(backend, owner):
        incident.change(now, status="Validating")


def acknowledge(backend: Backend, incident: Record, now: datetime, by: str | None) -> None:
    """Note who is on it."""
    incident.change(now, status="Acknowledged", acknowledged_at=stamp(now), acknowledged_by=by)
    note(backend, incident, now, "Incident acknowledged")


def resolve(backend: Backend, incident: Record, now: datetime, by: str | None) -> None:
    """Note who ended it; None if that happened by itself."""
    incident.change(now, status="Resolved", resolved_at=stamp(now), resolved_by=by)
    note(backend, incident, now, "Incident resolved")


def reopen(backend: Backend, incident: Record, now: datetime, by: str | None) -> None:
    """Start it again; who has acknowledged it before does not count any more."""
    incident.change(
        now,
        status="Started",
        acknowledged_at=None,
        acknowledged_by=None,
        resolved_at=None,
        resolved_by=None,
        reopened_at=stamp(now),
        reopened_by=by,
    )
    note(backend, incident, now, "Incident reopened")


def note(backend: Backend, incident: Record, now: datetime, title: str) -> None:
    """Add an item to the timeline."""
    item = timeline_item(backend.store.next_id(), "generic", now, {"title": title})
    backend.timelines[incident.id].append(item)
