"""Discriminators: each value with its schema, also those that OpenAPI implies."""

from __future__ import annotations

from typing import Any

from apimodel.document import JsonObject, name_of

from .notes import Notes
from .objects import fields_of, follow
from .references import name_in_place
from .trees import SCHEMAS, below, copy, mapping, reference_of, sequence
from .walking import Place, components, inner, schemas


def discriminators(spec: JsonObject, notes: Notes) -> None:
    """Write every mapping in full."""
    for place in list(schemas(spec)):
        schema = mapping(place.schema)
        if "discriminator" not in schema:
            continue
        rule = schema["discriminator"]
        if isinstance(rule, str):
            rule = schema["discriminator"] = {"propertyName": rule}
        key = "oneOf" if "oneOf" in schema else "anyOf"
        if not isinstance(schema.get(key), list) or not isinstance(mapping(rule).get("propertyName"), str):
            notes.change("discriminator without alternatives: left out", place.where)
            del schema["discriminator"]
        else:
            _complete(spec, place, key, rule, notes)


def _complete(spec: JsonObject, place: Place, key: str, rule: JsonObject, notes: Notes) -> None:
    options = place.schema[key]
    for option in inner(place):
        if option.holder is options and mapping(option.schema).keys() & {"properties", "allOf"}:
            option.holder[option.key] = {"$ref": name_in_place(spec, option.where, notes)}
    members = list(filter(None, map(reference_of, options)))
    written = {str(value): _reference(target) for value, target in mapping(rule.get("mapping")).items()}
    mapping_ = {value: target for value, target in written.items() if target in members}
    for member in members:
        if member not in mapping_.values():
            mapping_ |= dict.fromkeys(_values(spec, member, rule["propertyName"]), member)
    if mapping_ != rule.get("mapping"):
        notes.change("discriminator: its mapping in full", place.where)
        rule["mapping"] = mapping_


def _reference(target: Any) -> str:
    """Return the reference that a mapping means, which may be the name of a component alone."""
    return str(target) if "/" in str(target) else f"{SCHEMAS}{target}"


def _values(spec: JsonObject, member: str, name: str) -> list[str]:
    """Return the values that name a member: its own constants, or else its name."""
    field = follow(spec, fields_of(spec, {"$ref": member})[0].get(name))
    values = [*sequence(field.get("enum")), *([field["const"]] if "const" in field else [])]
    return [value for value in values if isinstance(value, str)] or [name_of(member)]


def _told(spec: JsonObject, rule: JsonObject, base: str, members: set[str]) -> bool:
    """Whether each of *members* has values of its own; those that it shares with its base may be of the base alone."""
    name = str(rule.get("propertyName"))
    return all(_values(spec, member, name) != _values(spec, base, name) for member in members)


def bases(spec: JsonObject, notes: Notes) -> None:
    """Let what refers to a base with a discriminator refer to the schemas that extend it."""
    named = components(spec, "schemas")
    extended: dict[str, list[str]] = {}
    for name, schema in named.items():
        for part in sequence(mapping(schema).get("allOf")):
            extended.setdefault(reference_of(part), []).append(below("#/components/schemas", name))
    unions: dict[str, JsonObject] = {}
    for name, schema in named.items():
        reference = below("#/components/schemas", name)
        rule = mapping(schema).get("discriminator")
        if isinstance(rule, dict) and not schema.keys() & {"oneOf", "anyOf"} and reference in extended:
            notes.change("discriminator of a base: alternatives of what extends it", reference)
            targets = list(map(_reference, mapping(rule.get("mapping")).values()))
            told = _told(spec, rule, reference, {*extended[reference]} - {*targets})
            itself = [reference] if reference in targets or not told else []
            options = [{"$ref": each} for each in dict.fromkeys([*extended[reference], *itself])]
            unions[reference] = {"oneOf": options, **({"discriminator": rule} if told else {})}
            del schema["discriminator"]
    if unions:
        for place in list(schemas(spec)):
            reference = reference_of(place.schema)
            if reference in unions and "/allOf/" not in place.where and "/oneOf/" not in place.where:
                texts = {key: value for key, value in place.schema.items() if key != "$ref"}
                place.holder[place.key] = {**copy(unions[reference]), **texts}
