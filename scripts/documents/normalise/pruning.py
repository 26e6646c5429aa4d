"""Components that no operation reaches."""

from __future__ import annotations

from typing import Any

from apimodel.document import JsonObject

from .notes import Notes
from .trees import keys_of, mapping
from .walking import components


def prune(spec: JsonObject, notes: Notes) -> None:  # noqa: ARG001  # a step takes notes; what this one drops needs none
    """Leave out the components that no operation, and no ``x-`` member of a schema, makes use of."""
    reached = _reached(spec)
    kinds = mapping(spec.get("components"))
    for kind in [kind for kind in kinds if kind != "securitySchemes"]:
        parts = mapping(kinds[kind])
        kinds[kind] = {name: part for name, part in parts.items() if (kind, name) in reached}
        if not kinds[kind]:
            del kinds[kind]


def _reached(spec: JsonObject) -> set[tuple[str, str]]:
    asked = {
        name: schema
        for name, schema in components(spec, "schemas").items()
        if mapping(schema).keys() & {"x-params", "x-record"}
    }
    reached = {("schemas", name) for name in asked}
    pending: list[Any] = [spec.get("paths"), asked]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, dict):
            pending.extend(node.values())
            for reference in _references(node):
                keys = keys_of(reference)
                if len(keys) == 3 and (part := (keys[1], keys[2])) not in reached:
                    reached.add(part)
                    pending.append(components(spec, keys[1]).get(keys[2]))
    return reached


def _references(node: JsonObject) -> list[str]:
    """Return where a node refers to: also by the mapping of a discriminator, and by ``x-record``."""
    found = [node.get("$ref"), *mapping(mapping(node.get("discriminator")).get("mapping")).values()]
    names = node.get("x-record")
    found += [f"#/components/schemas/{name}" for name in names] if isinstance(names, list) else []
    return [each for each in found if isinstance(each, str) and each.startswith("#/")]
