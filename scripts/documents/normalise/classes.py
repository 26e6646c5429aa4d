"""Named schemas: every object and enum is one, and has the name of a class."""

from __future__ import annotations

import re
from typing import Any, Final

from apimodel.document import JsonObject, is_enum

from .class_names import ALTERNATIVE, ClassNames
from .notes import Notes
from .trees import below, mapping, reference_of, sequence
from .walking import Place, components, inner, outermost, schemas

_OF_THE_USE: Final = ("readOnly", "writeOnly", "deprecated", "x-secret")
_OBJECT: Final = frozenset({"properties", "allOf"})


def classes(spec: JsonObject, notes: Notes) -> None:
    """Name components as classes, and make components of objects and enums without a name."""
    names = ClassNames(spec)
    _rename(spec, names, notes)
    pending = list(outermost(spec))[::-1]
    while pending:
        place = pending.pop()
        schema = mapping(place.schema)
        values = sequence(schema.get("enum"))
        if len(values) == 1 and not _is_named(place):
            notes.change("enum of one value: a constant", place.where)
            schema["const"] = schema.pop("enum")[0]
            schema.pop("x-enum-varnames", None)
        elif not _is_named(place) and not _is_part(place) and _needs_name(schema):
            place = _move(spec, place, names, notes)
        mapping(place.schema).pop(ALTERNATIVE, None)
        pending.extend(inner(place)[::-1])


def _rename(spec: JsonObject, names: ClassNames, notes: Notes) -> None:
    """Name the components: those with good names keep them, and the others get the nearest."""
    named = components(spec, "schemas")
    wishes = {
        name: _wish(schema, below("#/components/schemas", name), notes) or name
        for name, schema in named.items()
    }
    good = [name for name, wish in wishes.items() if wish == name and names.is_good(name)]
    table = {name: names.take(name) for name in good}
    for name, wish in wishes.items():
        if name not in table:
            table[name] = names.take(names.of_place(name) if wish.startswith("#/") else wish)
    table = {name: new for name, new in table.items() if name != new}
    if not table:
        return
    moved = {
        below("#/components/schemas", name): below("#/components/schemas", new) for name, new in table.items()
    }
    for before in moved:
        notes.change("component: renamed to the name of a class", before)
    notes.moved({now: before for before, now in moved.items()})
    spec["components"]["schemas"] = {table.get(name, name): schema for name, schema in named.items()}
    for place in schemas(spec):
        _point(mapping(place.schema), moved, table)


def _wish(schema: Any, where: str, notes: Notes) -> str | None:
    """Take the name out of a schema that an overlay says."""
    name = mapping(schema).pop("x-class-name", None)
    if name is None or (isinstance(name, str) and re.fullmatch(r"[A-Z]\w*", name, re.ASCII)):
        return name
    notes.problem(where, f"x-class-name is {name!r}", "write a name of a class, such as LampState")
    return None


def _point(schema: JsonObject, moved: dict[str, str], table: dict[str, str]) -> None:
    if (reference := reference_of(schema)) in moved:
        schema["$ref"] = moved[reference]
    mapped = mapping(mapping(schema.get("discriminator")).get("mapping"))
    for value, target in mapped.items():
        mapped[value] = moved.get(str(target), target)
    if isinstance(record := schema.get("x-record"), list):
        schema["x-record"] = [table.get(str(name), name) for name in record]


def _is_named(place: Place) -> bool:
    return place.where.count("/") == 3 and place.where.startswith("#/components/schemas/")


def _is_part(place: Place) -> bool:
    return place.where.split("/")[-2] == "allOf"


def _needs_name(schema: JsonObject) -> bool:
    return bool(schema.keys() & _OBJECT) or (isinstance(schema.get("enum"), list) and is_enum(schema))


def _move(spec: JsonObject, place: Place, names: ClassNames, notes: Notes) -> Place:
    """Make a component of the schema at a place; return where it stands now."""
    schema = place.schema
    notes.change(
        "object without a name: named" if schema.keys() & _OBJECT else "enum without a name: named",
        place.where,
    )
    name = names.take(_wish(schema, place.where, notes) or names.of_place(place.where))
    where = below("#/components/schemas", name)
    notes.moved({where: place.where})
    beside = {key: schema.pop(key) for key in _OF_THE_USE if key in schema}
    named = spec.setdefault("components", {}).setdefault("schemas", {})
    named[name] = schema
    place.holder[place.key] = {"$ref": where, **beside}
    return Place(named, name, where)
