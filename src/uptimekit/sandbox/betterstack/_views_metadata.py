"""Metadata: the single operation that creates, replaces, merges and removes."""

from __future__ import annotations

from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.betterstack._call import Call, missing
from uptimekit.sandbox.betterstack._collection import one_reply, owner_team
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

__all__ = ["upsert_metadata"]

_FIELDS = (
    text("owner_id", required=True),
    choice("owner_type", tuple(OWNER_TYPES), required=True),
    text("key", required=True),
    whatever("values", nullable=True),
    choice("mode", ("replace", "merge")),
)


def upsert_metadata(call: Call) -> Response:
    """POST metadata: 201 for a new key, 200 for a known one, 204 if empty `values` removed it."""
    sent = read_fields(_FIELDS, call.json_object(), creating=True)
    owner_type, owner_id, key = (str(sent[name]) for name in ("owner_type", "owner_id", "key"))
    owner = _owner(call, owner_type, owner_id)
    known = find_metadata(call.backend, owner_type, owner_id, key)
    values = read_values(sent["values"]) if sent.get("values") else []
    if not values:
        return _remove(call, owner, known, key)
    if sent.get("mode") == "merge" and known is not None:
        before = cast("list[dict[str, object]]", known.attributes["values"])
        values = [*before, *(value for value in values if value not in before)]
    record = put(call.backend, owner, owner_type, key, values, call.now)
    return one_reply(call, record, 201 if known is None else 200)


def _owner(call: Call, owner_type: str, owner_id: str) -> Record | tuple[Team | None, str]:
    kind = OWNER_TYPES[owner_type]
    if kind is None:
        return owner_team(call, METADATA, call.json_object()), owner_id
    owner = call.backend.store.get(kind, owner_id)
    if owner is None or not call.sees(owner):
        raise missing(owner_type, owner_id)
    return owner


def _remove(call: Call, owner: Record | tuple[Team | None, str], known: Record | None, key: str) -> Response:
    if known is not None:
        call.backend.store.remove(known)
    if isinstance(owner, Record):
        mirror(owner, key, [], call.now)
    return empty(204)
