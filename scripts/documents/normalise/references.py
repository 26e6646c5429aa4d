"""References: every one leads to a named component."""

from __future__ import annotations

from typing import Any, Final

from apimodel.document import JsonObject

from .notes import Notes
from .trees import SCHEMAS, below, copy, find, keys_of, mapping, sequence
from .walking import Place, operations, schemas

_SHAPES: Final = frozenset({"properties", "enum", "allOf", "oneOf", "anyOf", "items", "additionalProperties"})
_LONGEST: Final = 20  # references that lead to references


def references(spec: JsonObject, notes: Notes) -> None:
    """Write parts that have no name where references lead to them, and name the schemas among them."""
    _path_items(spec, notes)
    _parts(spec, notes)
    for place in list(schemas(spec)):
        if _refers(place.schema) and place.schema["$ref"].startswith("#/"):
            _schema(spec, place, notes)


def _path_items(spec: JsonObject, notes: Notes) -> None:
    paths = mapping(spec.get("paths"))
    for path, item in paths.items():
        target = find(spec, item["$ref"]) if _refers(item) else None
        if isinstance(target, dict) and "$ref" not in target:
            notes.change(
                "reference to a path item: its operations written in its place", below("#/paths", path)
            )
            beside = {key: value for key, value in item.items() if key != "$ref"}
            paths[path] = {**copy(target), **beside}
    mapping(spec.get("components")).pop("pathItems", None)


def _parts(spec: JsonObject, notes: Notes) -> None:
    """Write parameters, bodies and answers in the place of references to ones without a name."""
    for path, item in mapping(spec.get("paths")).items():
        _listed(spec, item, below("#/paths", path), notes)
    for operation in operations(spec):
        _listed(spec, operation.data, operation.where, notes)
        _inlined(spec, operation.data, "requestBody", f"{operation.where}/requestBody", notes)
        responses = mapping(operation.data.get("responses"))
        for status in responses:
            _inlined(spec, responses, status, below(operation.where, "responses", status), notes)


def _listed(spec: JsonObject, of: Any, where: str, notes: Notes) -> None:
    parameters = sequence(mapping(of).get("parameters"))
    for index in range(len(parameters)):
        _inlined(spec, parameters, index, f"{where}/parameters/{index}", notes)


def _inlined(spec: JsonObject, holder: Any, key: Any, where: str, notes: Notes) -> None:
    part = holder[key] if isinstance(holder, list) else holder.get(key)
    if _refers(part) and not _is_named(part["$ref"]) and isinstance(found := find(spec, part["$ref"]), dict):
        notes.change("reference to a part without a name: the part written in its place", where)
        notes.moved({where: below("#", *keys_of(part["$ref"]))})
        holder[key] = copy(found)


def _schema(spec: JsonObject, place: Place, notes: Notes, followed: int = 0) -> None:
    """Let a reference lead to a named schema: one without a name gets one, unless it is a plain type."""
    reference = place.schema["$ref"]
    if _is_named(reference) and reference.startswith(SCHEMAS):
        return
    where = _schema_of(spec, reference)
    target = find(spec, where)
    if not isinstance(target, dict) or followed > _LONGEST:
        return
    if target.keys() & _SHAPES:
        notes.change("reference to a schema without a name: the schema named", place.where)
        place.schema["$ref"] = name_in_place(spec, where, notes)
        return
    notes.change("reference to a schema without a name: the schema written in its place", place.where)
    notes.moved({place.where: below("#", *keys_of(where))})
    beside = {key: value for key, value in place.schema.items() if key != "$ref"}
    place.holder[place.key] = {**copy(target), **beside}
    if _refers(target):
        _schema(spec, place, notes, followed + 1)


def _schema_of(spec: JsonObject, reference: str) -> str:
    """Return where the schema stands that a reference means: of a parameter or body, its own."""
    if not _is_named(reference) or reference.startswith(SCHEMAS):
        return reference
    for media in mapping(mapping(find(spec, reference)).get("content")):
        return below(reference, "content", media, "schema")
    return f"{reference}/schema"


def name_in_place(spec: JsonObject, where: str, notes: Notes) -> str:
    """Move the schema at *where* to the components; its name says where it stood, and ``classes`` writes a better one."""
    *above, last = keys_of(where)
    holder = find(spec, below("#", *above))
    key = int(last) if isinstance(holder, list) else last
    name = below("#", *above, last)
    reference = below("#/components/schemas", name)
    spec.setdefault("components", {}).setdefault("schemas", {})[name] = holder[key]
    notes.moved({reference: name})
    holder[key] = {"$ref": reference}
    return reference


def _refers(part: Any) -> bool:
    return isinstance(part, dict) and isinstance(part.get("$ref"), str)


def _is_named(reference: str) -> bool:
    keys = keys_of(reference)
    return len(keys) == 3 and keys[0] == "components"
