"""Rules for schemas, each with the smallest document that breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ._support import LIGHT, patched, problems_of, prop, schema

STATE = {"$ref": "#/components/schemas/LightState"}
LINKS = {"$ref": "#/components/schemas/Links"}
THING = {"type": "object", "properties": {"id": {"type": "string"}}}


def enum(*values: Any, **members: Any) -> dict[str, Any]:
    return schema("LightState", {"type": "string", "enum": list(values), **members})


CASES: list[tuple[str, Mapping[str, Any], str]] = [
    (
        "unknown keyword",
        prop({"type": "string", "requierd": True}),
        "extra_one: requierd is no member of a schema; correct the name, or remove it",
    ),
    (
        "constant object",
        prop({"const": {"a": 1}}),
        "extra_one: a constant that is no plain value; write the type, and the value in words",
    ),
    (
        "allOf of an enum",
        prop({"allOf": [STATE, THING]}),
        "extra_one: allOf of something that is no object; list",
    ),
    (
        "allOf of a text",
        prop({"allOf": [LIGHT, {"type": "string"}]}),
        "extra_one: allOf of something that is no object; list",
    ),
    (
        "oneOf and anyOf",
        prop({"oneOf": [LIGHT, LINKS], "anyOf": [THING, {"type": "string"}]}),
        "extra_one: allOf of something that is no object; list",
    ),
    (
        "properties of a text",
        prop({"type": ["string", "null"], "properties": {"id": {}}}),
        "extra_one: properties with type ['string', 'null']; write type: object, or leave the properties out",
    ),
]


@pytest.mark.parametrize(("patch", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rule(patch: Mapping[str, Any], expected: str) -> None:
    """The broken document is refused with a line that says what is wrong and what to write."""
    problems = problems_of(patched(patch))
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
    assert problems_of(patched(patch)) == []
