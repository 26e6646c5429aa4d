"""Metadata: keys with typed values of monitors, heartbeats, incidents and other owners."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from uptimekit.sandbox.betterstack._behavior import Behavior
from uptimekit.sandbox.betterstack._call import Backend, Call
from uptimekit.sandbox.betterstack._fields import Mode, objects, text
from uptimekit.sandbox.betterstack._http import InvalidError
from uptimekit.sandbox.betterstack._model import Kind, Record, Team
from uptimekit.sandbox.betterstack._words import VALUE_TYPES

__all__ = ["METADATA", "OWNER_TYPES", "find_metadata", "mirror", "plain", "put", "read_values"]

OWNER_TYPES = {
    "Monitor": "monitor",
    "Heartbeat": "heartbeat",
    "Incident": "incident",
    "EmailIntegration": "email_integration",
    "IncomingWebhook": "incoming_webhook",
    "WebhookIntegration": None,
    "CallRouting": None,
}
"""The kind of resource behind each `owner_type`; for the last two there is no collection to look in."""

_REFERENCES = ("item_id", "name", "email")


class _Metadata(Behavior):
    def show(self, call: Call, record: Record, resource: dict[str, object]) -> None:
        if call.version == 2:
            of = record.attributes
            values = cast("list[dict[str, object]]", of["values"])
            resource["attributes"] = {"key": of["key"], "value": plain(values[0]) if values else None}
            owner = {"id": of["owner_id"], "type": of["owner_type"]}
            resource["relationships"] = {"owner": {"data": owner}}

    def removed(self, call: Call, record: Record) -> None:
        mirror(call.backend, record, call.now)


def plain(value: Mapping[str, object]) -> object:
    """The one text that v2 knew in place of a value."""
    return next(
        (value[name] for name in ("value", "name", "email", "item_id") if value.get(name) is not None), None
    )


METADATA = Kind(
    name="metadata",
    plural="metadata",
    path="v3/metadata",
    operations=("list",),
    legacy=("v2/metadata", ("list", "get", "delete")),
    fields=(
        text("key", mode=Mode.READ),
        objects("values", mode=Mode.READ),
        text("owner_id", mode=Mode.READ),
        text("owner_type", mode=Mode.READ),
    ),
    behavior=_Metadata(),
    filters=("owner_id", "owner_type"),
    cached=False,
    empty_403=True,
)


def read_values(sent: object) -> list[dict[str, object]]:
    """Metadata values as they are kept; a plain string is a value of type String. InvalidError if unfit."""
    values = cast("list[object]", sent) if isinstance(sent, list) else [sent]
    return [_read_value(value) for value in values]


def _read_value(sent: object) -> dict[str, object]:
    if isinstance(sent, str | int | float) and not isinstance(sent, bool):
        return {"type": "String", "value": str(sent)}
    if not isinstance(sent, dict):
        raise InvalidError({"values": ["must be strings or objects"]})
    value = cast("dict[str, object]", sent)
    kind = value.get("type", "String")
    if kind not in VALUE_TYPES:
        raise InvalidError({"values": [f"have an unknown type; known are {', '.join(VALUE_TYPES)}"]})
    if kind == "String":
        if value.get("value") is None:
            raise InvalidError({"values": ["of type String need a value"]})
        return {"type": kind, "value": str(value["value"])}
    given = {name: str(value[name]) for name in _REFERENCES if value.get(name) is not None}
    if not given or (kind != "User" and set(given) == {"email"}):
        raise InvalidError({"values": [f"of type {kind} need an item_id or a name"]})
    return {"type": kind, **given}


def find_metadata(backend: Backend, owner_type: str, owner_id: str, key: str) -> Record | None:
    """The record of this key of this owner."""
    for record in backend.store.all(METADATA.name):
        if record.attributes["key"] == key and _is_of(record, owner_type, owner_id):
            return record
    return None


def put(
    backend: Backend,
    owner: Record | tuple[Team | None, str],
    owner_type: str,
    key: str,
    values: list[dict[str, object]],
    now: datetime,
) -> Record:
    """Set the values of a key.

    An owner that this server does not keep is given by its team and id.
    """
    team, owner_id = (owner.team, owner.id) if isinstance(owner, Record) else owner
    record = find_metadata(backend, owner_type, owner_id, key)
    if record is None:
        attributes = {"key": key, "values": values, "owner_id": owner_id, "owner_type": owner_type}
        record = backend.store.add(METADATA, team, attributes, now)
    else:
        record.change(now, values=values)
    mirror(backend, record, now)
    return record


def mirror(backend: Backend, record: Record, now: datetime) -> None:
    """Show on an incident what a record that was set or removed leaves as its metadata."""
    owner_id = str(record.attributes["owner_id"])
    incident = (
        backend.store.get("incident", owner_id) if record.attributes["owner_type"] == "Incident" else None
    )
    if incident is not None:
        kept = [
            one.attributes for one in backend.store.all(METADATA.name) if _is_of(one, "Incident", owner_id)
        ]
        incident.change(now, metadata={str(of["key"]): of["values"] for of in kept if of["values"]})


def _is_of(record: Record, owner_type: str, owner_id: str) -> bool:
    return (record.attributes["owner_type"], record.attributes["owner_id"]) == (owner_type, owner_id)
