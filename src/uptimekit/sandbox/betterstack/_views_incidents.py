"""Incidents: creating one by hand, and its actions."""

from __future__ import annotations

from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.betterstack import _incident_log as log
from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._collection import find_record, one_reply, owner_team
from uptimekit.sandbox.betterstack._fields import (
    ALERTS,
    choice,
    number,
    open_object,
    read_fields,
    text,
)
from uptimekit.sandbox.betterstack._http import InvalidError, RefusalError, errors, json_reply
from uptimekit.sandbox.betterstack._incidents import INCIDENT
from uptimekit.sandbox.betterstack._metadata import put, read_values
from uptimekit.sandbox.betterstack._model import Record

__all__ = [
    "acknowledge_incident",
    "create_incident",
    "escalate_incident",
    "get_incident_timeline",
    "reopen_incident",
    "resolve_incident",
]

_CREATE = (
    text("requester_email", required=True),
    text("summary", required=True),
    text("name"),
    text("description"),
    *ALERTS,
    number("team_wait", 0, nullable=True),
    number("policy_id", nullable=True),
    open_object("metadata", nullable=True),
)

_TARGETS = {
    "User": ("user_email", "user_id"),
    "Team": ("team_name", "team_id"),
    "Schedule": ("schedule_id",),
    "Policy": ("policy_id",),
    "Organization": (),
}

_ESCALATE = (
    choice("escalation_type", tuple(_TARGETS), required=True),
    text("user_email"),
    text("team_name"),
    *(number(name) for name in ("user_id", "team_id", "schedule_id", "policy_id")),
    *ALERTS,
    open_object("metadata", nullable=True),
)


def create_incident(call: Call) -> Response:
    """POST incidents: 201."""
    body = call.json_object()
    team = owner_team(call, INCIDENT, body)
    sent = read_fields(_CREATE, body, creating=True)
    attributes: dict[str, object] = {"cause": sent["summary"], "name": sent.get("name", sent["summary"])}
    attributes |= {field.name: sent[field.name] for field in ALERTS if field.name in sent}
    if (policy := sent.get("policy_id")) is not None:
        record = call.backend.store.get("policy", str(policy))
        if record is None or record.team is not team:
            raise InvalidError({"policy_id": ["must be the id of a policy"]})
        attributes["escalation_policy_id"] = policy
    metadata = _metadata(sent)
    incident = log.add_incident(call.backend, team, attributes, call.now)
    _describe(call, incident, metadata)
    return one_reply(call, incident, 201)


def acknowledge_incident(call: Call) -> Response:
    """POST incidents/{id}/acknowledge: 409 if somebody has, or if it is over."""
    incident, by = find_record(call, INCIDENT, call.ids), _actor(call, "acknowledged_by")
    _forbid(incident, "Acknowledged", "Resolved")
    log.acknowledge(call.backend, incident, call.now, by)
    return one_reply(call, incident)


def resolve_incident(call: Call) -> Response:
    """POST incidents/{id}/resolve: 409 if it is over."""
    incident, by = find_record(call, INCIDENT, call.ids), _actor(call, "resolved_by")
    _forbid(incident, "Resolved")
    log.resolve(call.backend, incident, call.now, by)
    return one_reply(call, incident)


def reopen_incident(call: Call) -> Response:
    """POST incidents/{id}/reopen: 409 if it is not over, 403 if it was only shared with the team."""
    incident, by = find_record(call, INCIDENT, call.ids), _actor(call, "reopened_by")
    if incident.team is not None and not call.access.sees(incident.team):
        raise RefusalError(errors(403, "Only the team that owns an incident can reopen it"))
    if incident.attributes["resolved_at"] is None:
        raise _conflict("is not resolved")
    log.reopen(call.backend, incident, call.now, by)
    return one_reply(call, incident)


def escalate_incident(call: Call) -> Response:
    """POST incidents/{id}/escalate: 409 if it is over. Nobody is called; the timeline tells who would be."""
    incident = find_record(call, INCIDENT, call.ids)
    sent = read_fields(_ESCALATE, call.json_object(), creating=True)
    kind = str(sent["escalation_type"])
    targets = _TARGETS[kind]
    if targets and not any(sent.get(name) for name in targets):
        raise InvalidError({targets[0]: [f"can't be blank for {kind}"]})
    _forbid(incident, "Resolved")
    if kind == "Policy":
        incident.change(call.now, escalation_policy_id=sent["policy_id"])
    _describe(call, incident, _metadata(sent))
    log.note(call.backend, incident, call.now, f"Incident escalated to {kind}")
    return one_reply(call, incident)


def get_incident_timeline(call: Call) -> Response:
    """GET incidents/{id}/timeline: everything at once, without pagination."""
    incident = find_record(call, INCIDENT, call.ids)
    return json_reply({"data": call.backend.timelines[incident.id]})


def _actor(call: Call, name: str) -> str | None:
    actor = read_fields((text(name, nullable=True),), call.json_object(), creating=False).get(name)
    return None if actor is None else str(actor)


def _forbid(incident: Record, *statuses: str) -> None:
    if incident.attributes["status"] in statuses:
        raise _conflict(f"is already {str(incident.attributes['status']).lower()}")


def _conflict(message: str) -> RefusalError:
    return RefusalError(errors(409, f"The incident {message}"))


def _metadata(sent: dict[str, object]) -> dict[str, list[dict[str, object]]]:
    given = cast("dict[str, object]", sent.get("metadata") or {})
    # A key without values is no metadata: the upsert removes it as well.
    return {key: read for key, values in given.items() if (read := read_values(values))}


def _describe(call: Call, incident: Record, metadata: dict[str, list[dict[str, object]]]) -> None:
    for key, values in metadata.items():
        put(call.backend, incident, "Incident", key, values, call.now)
