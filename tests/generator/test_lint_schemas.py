"""Rules for schemas, each with the smallest document that breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from codegen.lint import lint

from ._support import LIGHT, operation, patched, prop, schema

STATE = {"$ref": "#/components/schemas/LightState"}
LINKS = {"$ref": "#/components/schemas/Links"}
THING = {"type": "object", "properties": {"id": {"type": "string"}}}


def enum(*values: Any, **members: Any) -> dict[str, Any]:
    return schema("LightState", {"type": "string", "enum": list(values), **members})


CASES: list[tuple[str, Mapping[str, Any], str]] = [
    ("boolean", prop(True), "extra_one: a boolean schema; write {} for any value, or leave the member out"),
    (
        "beside a reference",
        prop({**STATE, "minLength": 1}),
        "minLength beside a $ref is ignored; move it into the",
    ),
    (
        "default",
        prop({"type": "string", "default": "x"}),
        "default is ignored by the generator or breaks it; describe",
    ),
    (
        "title",
        schema("Light", {"title": "Lamp"}),
        "title is ignored by the generator or breaks it; remove it: the",
    ),
    (
        "$defs",
        schema("Light", {"$defs": {"X": {}}}),
        "$defs is ignored by the generator or breaks it; move the",
    ),
    (
        "nullable",
        prop({"type": "string", "nullable": True}),
        "nullable is ignored by the generator or breaks it; write",
    ),
    (
        "pattern properties",
        schema("Light", {"patternProperties": {}}),
        "patternProperties is ignored by the generator",
    ),
    (
        "unknown keyword",
        prop({"type": "string", "requierd": True}),
        "requierd is ignored by the generator or breaks",
    ),
    (
        "inline object",
        prop(THING),
        "extra_one: an object without a name; move it to components/schemas and refer",
    ),
    (
        "inline enum",
        prop({"type": "string", "enum": ["a", "b"]}),
        "extra_one: an enum without a name; move it to",
    ),
    (
        "inline enum of a parameter",
        operation(
            "list",
            {"parameters": [{"name": "a", "in": "query", "schema": {"type": "string", "enum": ["b", "c"]}}]},
        ),
        "#/paths/~1lights/get/parameters/0/schema: an enum without a name",
    ),
    ("array of nothing", prop({"type": "array"}), "extra_one: an array of nothing; write items"),
    (
        "constant object",
        prop({"const": {"a": 1}}),
        "extra_one: a constant that is no plain value; write the type, and the value in words",
    ),
    (
        "null object",
        schema("Light", {"type": ["object", "null"]}),
        "Light: properties with type ['object', 'null']; ",
    ),
    (
        "enum names",
        enum("a", "b", **{"x-enum-varnames": ["A"]}),
        "x-enum-varnames is not one name for each value",
    ),
    (
        "schema with a dot",
        schema("a.Lamp", THING),
        "#/components/schemas/a.Lamp: no name for a class; write ALamp",
    ),
    (
        "schema in lower case",
        schema("lamp", THING),
        "#/components/schemas/lamp: no name for a class; write Lamp",
    ),
    (
        "reserved schema",
        schema("Model", THING),
        "Model: this name is used by the generated code; choose another",
    ),
    (
        "reserved beginning",
        schema("ClassVariant", THING),
        "ClassVariant: this name is used by the generated code; choose",
    ),
    (
        "reserved ending",
        schema("LampParams", THING),
        "LampParams: this name is used by the generated code; choose",
    ),
    (
        "schema like a tag",
        schema("Lights", THING),
        "Lights is the class of a tag, too; rename the schema or the tag",
    ),
    (
        "one module",
        schema("LIGHTPage", THING),
        "its module would overwrite that of LightPage; choose another name",
    ),
    (
        "allOf of one",
        schema("Lamp", {"allOf": [LIGHT]}),
        "Lamp: allOf of one schema makes no class of its own; write",
    ),
    (
        "allOf redefines",
        schema("Lamp", {"allOf": [LIGHT, {"type": "object", "properties": {"id": {"type": "integer"}}}]}),
        "Lamp: id is defined twice; leave it to one of the schemas",
    ),
    (
        "allOf of a closed object",
        schema("Lamp", {"allOf": [LIGHT, {"type": "object", "additionalProperties": False}]}),
        "Lamp: additionalProperties: false is lost in allOf; remove it",
    ),
    (
        "allOf of an enum",
        schema("Lamp", {"allOf": [STATE, THING]}),
        "Lamp: allOf of something that is no object; list",
    ),
    ("inline allOf", prop({"allOf": [LIGHT, THING]}), "extra_one: an object without a name; move it to"),
    (
        "required but missing",
        schema("Light", {"required": ["nme"]}),
        "required names nme, which is none of its properties; add",
    ),
    (
        "discriminator alone",
        schema("Light", {"discriminator": {"propertyName": "id"}}),
        "a discriminator without oneOf is ignored; write oneOf with the possible schemas",
    ),
    (
        "type beside oneOf",
        prop({"type": "string", "oneOf": [{"type": "string"}, {"type": "integer"}]}),
        "type beside oneOf or anyOf is ignored; write the type in the alternatives",
    ),
]


@pytest.mark.parametrize(("patch", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rule(patch: Mapping[str, Any], expected: str) -> None:
    """The broken document is refused with a line that says what is wrong and what to write."""
    problems = lint("beacon.yaml", patched(patch))
    assert [line for line in problems if expected in line], problems


GOOD_ONES = [
    prop({**STATE, "description": "What it does.", "deprecated": True, "x-secret": True}),
    prop({"oneOf": [STATE, {"type": "null"}]}),
    prop({"type": ["integer", "string", "null"]}),
    prop({"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}),
    schema("LightState", {"enum": ["a b", "a-b"], "x-enum-varnames": ["A_SPACE_B", "A_DASH_B"]}),
    schema("LampCreate", {"allOf": [LIGHT, {"type": "object", "required": ["id"]}]}),
    schema("Light", {"additionalProperties": False}),
    schema("Light", {"additionalProperties": {"type": "string"}}),
    schema("Light", {"properties": {"a.b": {}}}),
    prop({"const": 5}),
    prop({"enum": [1, "a", None]}),
    enum("a", "A", "a b", "a-b", "", None, type=["string", "null"]),
    schema("Light", {"properties": {"seenAt": {}, "seen_at": {}}}),
    prop({"oneOf": [LIGHT, LINKS]}),
    prop(
        {
            "oneOf": [LIGHT, LINKS],
            "discriminator": {"propertyName": "kind", "mapping": {"a": LIGHT["$ref"], "b": LIGHT["$ref"]}},
        }
    ),
]


@pytest.mark.parametrize("patch", GOOD_ONES)
def test_no_rule_is_too_strict(patch: Mapping[str, Any]) -> None:
    """What the generator handles is accepted."""
    assert lint("beacon.yaml", patched(patch)) == []
