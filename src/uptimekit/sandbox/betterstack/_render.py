"""Records as JSON:API resources."""

from __future__ import annotations

from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._http import dump
from uptimekit.sandbox.betterstack._model import Record

__all__ = ["identifier", "resource", "resource_text"]


def identifier(record: Record) -> dict[str, object]:
    """`{"id", "type"}`, as relationships hold it."""
    return {"id": record.id, "type": record.kind.wire_type}


def resource(call: Call, record: Record) -> dict[str, object]:
    """`{"id", "type", "attributes", "relationships"?}`."""
    kind = record.kind
    attributes = dict(record.attributes)
    for name in kind.links:
        attributes[name] = f"{call.root}{attributes[name]}"
    shown: dict[str, object] = {**identifier(record), "attributes": attributes}
    if kind.relationships:
        shown["relationships"] = {
            name: {
                "data": None
                if attributes[attribute] is None
                else {"id": str(attributes[attribute]), "type": of}
            }
            for attribute, (name, of) in kind.relationships.items()
        }
    if not kind.cached:
        kind.behavior.show(call, record, shown)
    return shown


def resource_text(call: Call, record: Record) -> str:
    """The same as text: kept until the record changes, so that a page of 250 is put together at once."""
    if record.written is not None and record.written[0] == call.root:
        return record.written[1]
    text = dump(resource(call, record))
    if record.kind.cached:
        record.written = (call.root, text)
    return text
