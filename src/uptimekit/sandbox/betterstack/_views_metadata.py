"""Metadata: setting and removing a key (v3), and creating and changing a record (v2)."""

from __future__ import annotations

from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.betterstack._call import Call, missing
from uptimekit.sandbox.betterstack._collection import find_record, one_reply, owner_team
from uptimekit.sandbox.betterstack._fields import choice, read_fields, text, whatever
from uptimekit.sandbox.betterstack._http import empty
from uptimekit.sandbox.betterstack._metadata import (
    METADATA,
    OWNER_TYPES,
    find_metadata,
    mirror,
    put,
    read_values,
)
from uptimekit.sandbox.betterstack._model import Record, Team

__all__ = ["create_metadata", "update_metadata", "upsert_metadata"]

_OWNER = (text("owner_id", required=True), choice("owner_type", tuple(OWNER_TYPES), required=True))
_FIELDS = (
    *_OWNER,
    text("key", required=True),
    whatever("values", nullable=True),
    choice("mode", ("replace", "merge")),
)
_FIELDS_V2 = (text("key", required=True), text("value", nullable=True))


def upsert_metadata(call: Call) -> Response:
    """POST metadata: 201 for a new key, 200 for a known one, 204 if empty `values` removed it."""
    sent = read_fields(_FIELDS, call.json_object(), creating=True)
    owner_type, owner_id, key = (str(sent[name]) for name in ("owner_type", "owner_id", "key"))
    owner = _owner(call, owner_type, owner_id)
    known = find_metadata(call.backend, owner_type, owner_id, key)
    values = read_values(sent["values"]) if sent.get("values") else []
    if not values:
        if known is not None:
            call.backend.store.remove(known)
            METADATA.behavior.removed(call, known)
        return empty(204)
    if sent.get("mode") == "merge" and known is not None:
        before = cast("list[dict[str, object]]", known.attributes["values"])
        values = [*before, *(value for value in values if value not in before)]
    record = put(call.backend, owner, owner_type, key, values, call.now)
    return one_reply(call, record, 201 if known is None else 200)


def create_metadata(call: Call) -> Response:
    """POST v2/metadata: 201. What happens to a key that the owner has is not known; here its value changes."""
    sent = read_fields((*_OWNER, *_FIELDS_V2), call.json_object(), creating=True)
    owner_type = str(sent["owner_type"])
    owner = _owner(call, owner_type, str(sent["owner_id"]))
    values = _values(sent.get("value"))
    return one_reply(call, put(call.backend, owner, owner_type, str(sent["key"]), values, call.now), 201)


def update_metadata(call: Call) -> Response:
    """PATCH v2/metadata/{id}: the key, its value, or both; the owner stays."""
    record = find_record(call, METADATA, call.ids)
    sent = read_fields(_FIELDS_V2, call.json_object(), creating=False)
    if "value" in sent:
        sent["values"] = _values(sent.pop("value"))
    record.change(call.now, **sent)
    mirror(call.backend, record, call.now)
    return one_reply(call, record)


def _values(value: object) -> list[dict[str, object]]:
    return [] if value is None else read_values(value)


def _owner(call: Call, owner_type: str, owner_id: str) -> Record | tuple[Team | None, str]:
    kind = OWNER_TYPES[owner_type]
    if kind is None:
        return owner_team(call, METADATA, call.json_object()), owner_id
    owner = call.backend.store.get(kind, owner_id)
    if owner is None or not call.sees(owner):
        raise missing(owner_type, owner_id)
    return owner
