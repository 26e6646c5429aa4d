"""Objects in documents that may be broken: what they refer to, and their properties."""

from __future__ import annotations

from typing import Any

from apimodel.document import JsonObject

from .trees import find, mapping, sequence


def follow(spec: JsonObject, node: Any) -> JsonObject:
    """Return what a node refers to, or itself; nothing if that does not exist or leads in a circle."""
    for _ in range(20):
        if not isinstance(node, dict) or not isinstance(reference := node.get("$ref"), str):
            return mapping(node)
        node = find(spec, reference) if reference.startswith("#/") else None
    return {}


def fields_of(spec: JsonObject, schema: Any, seen: tuple[int, ...] = ()) -> tuple[dict[str, Any], set[str]]:
    """Return the properties of an object, those of its ``allOf`` first, and which are required."""
    schema = follow(spec, schema)
    if id(schema) in seen:
        return {}, set()
    properties: dict[str, Any] = {}
    required = {name for name in sequence(schema.get("required")) if isinstance(name, str)}
    for part in sequence(schema.get("allOf")):
        inherited, needed = fields_of(spec, part, (*seen, id(schema)))
        properties |= inherited
        required |= needed
    return properties | mapping(schema.get("properties")), required
