"""Rules for references: each leads to a named component of the document, and none in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

from apimodel.document import JsonObject, operation_keys, operations, paths

from .official import Fault, Keys

_ROOMS: Final = (
    *("schemas", "parameters", "responses", "requestBodies", "securitySchemes", "headers", "examples"),
)
_PLACES: Final = {**dict(zip(_ROOMS, _ROOMS, strict=True)), "requestBody": "requestBodies"}
_ALIKE: Final = {
    "requestBodies",
    "responses",
}  # both are read for their content; documents take one for the other
_DATA: Final = frozenset({"example", "examples", "const", "enum", "default"})
_PARTS: Final = ("allOf", "oneOf", "anyOf")


def faults(written: JsonObject, rest: JsonObject) -> Iterator[Fault]:
    """Yield every reference of the *rest* of a document that leads to nothing, or to itself."""
    for keys, target in references(rest):
        schema = "schema" in keys or keys[:2] == ("components", "schemas")
        room = "schemas" if schema else next((_PLACES[key] for key in keys[-2:] if key in _PLACES), "")
        if advice := _wrong(written, target, room):
            yield Fault(keys, *advice, empty=schema)
        elif _wrong(rest, target, room):  # it led to what was cut out, which has been told
            yield Fault(keys, "", "", empty=schema)
    known, kept = _room(written, "securitySchemes"), _room(rest, "securitySchemes")
    for keys, name in _credentials(rest):
        if name not in known:
            yield Fault(keys, f"security scheme {name} does not exist", "declare it under securitySchemes")
        elif name not in kept:
            yield Fault(keys, "", "")
    for path, item in paths(rest).items():
        if "$ref" in item:
            yield Fault(("paths", path), "a $ref of a path item is ignored", "write its operations here")
    yield from _circles(rest)


def _wrong(spec: JsonObject, target: str, room: str) -> tuple[str, str] | None:
    parts = target.split("/")
    if not target.startswith("#/"):
        return f"{target} leads out of the document", "copy the schema under components"
    if len(parts) != 4 or parts[1] != "components" or parts[2] not in _ROOMS:
        return f"{target} is no named component", "give the part a name under components"
    if room and parts[2] != room and {parts[2], room} != _ALIKE:
        return f"{target} is none of components/{room}", "refer to one of them"
    if parts[3] not in _room(spec, parts[2]):
        return f"{target} does not exist", "correct the name, or add the component"
    return None


def _room(spec: JsonObject, room: str) -> JsonObject:
    components = spec.get("components")
    named = components.get(room) if isinstance(components, dict) else None
    return named if isinstance(named, dict) else {}


def references(spec: JsonObject) -> Iterator[tuple[Keys, str]]:
    """Yield what each ``$ref`` says, behind where it stands; a field or component may have that name, too."""
    pending: list[tuple[Keys, Any, bool]] = [((), spec, False)]
    while pending:
        keys, node, names = pending.pop()
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str) and not names:
                yield keys, node["$ref"]
            for key in reversed(node):
                if names or not (key in _DATA or key.startswith("x-")):
                    named = (key == "properties" and not names) or keys == ("components",)
                    pending.append(((*keys, key), node[key], named))
        elif isinstance(node, list):
            pending += [((*keys, str(index)), node[index], False) for index in reversed(range(len(node)))]


def _credentials(spec: JsonObject) -> Iterator[tuple[Keys, str]]:
    """Yield the security schemes that requests ask for, behind where they do."""
    holders: list[tuple[Keys, JsonObject]] = [((), spec)]
    holders += [(operation_keys(raw.path, raw.method), raw.data) for raw in operations(spec)]
    for keys, holder in holders:
        for index, rule in enumerate(holder.get("security", ())):
            yield from (((*keys, "security", str(index), name), name) for name in rule)


def _circles(spec: JsonObject) -> Iterator[Fault]:
    """Yield each component that is a part of itself: not of its fields, but of what it is."""
    graph = {
        f"#/components/{room}/{name}": [*dict.fromkeys(_parts(component))]
        for room in _ROOMS
        for name, component in _room(spec, room).items()
    }
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = error.args[1][::-1]
            graph[circle[0]] = []
            way = " -> ".join(target.rpartition("/")[2] for target in circle)
            yield Fault(
                tuple(circle[0].split("/")[1:]),
                f"it is a part of itself ({way})",
                "leave out one of them",
                empty=True,
            )
        else:
            return


def _parts(node: Any) -> Iterator[str]:
    """Yield the references to what a component is, or is one of."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for key in _PARTS:
            for part in node.get(key, ()):
                yield from _parts(part)
