"""Ways of saying the same in OpenAPI 3.0 and JSON Schema: one is left."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import document, named, normalised, of_property, operation, what

LIGHT = {"Light": {"type": "object", "properties": {"on": {"type": "boolean"}}}}
TO_LIGHT = {"$ref": "#/components/schemas/Light"}
NULL = {"type": "null"}
TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, TEXT),
        ({"nullable": True}, {}),
        ({**TO_LIGHT, "nullable": True}, {"oneOf": [TO_LIGHT, NULL]}),
        (
            {"allOf": [TO_LIGHT], "nullable": True, "description": "x"},
            {"oneOf": [TO_LIGHT, NULL], "description": "x"},
        ),
        (
            {"anyOf": [TEXT, {"type": "integer"}], "nullable": True},
            {"anyOf": [TEXT, {"type": "integer"}, NULL]},
        ),
        ({"type": ["string"]}, TEXT),
        ({"type": "string", "title": "It", "xml": {"name": "it"}, "not": {"pattern": "x"}}, TEXT),
        ({"type": "integer", "default": 5}, {"type": "integer", "description": "Default: 5."}),
        (
            {"type": "integer", "default": 5, "description": "Lamps a page"},
            {"type": "integer", "description": "Lamps a page. Default: 5."},
        ),
        (
            {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
            {"type": "integer", "exclusiveMinimum": 1},
        ),
        ({"type": "integer", "maximum": 9, "exclusiveMaximum": False}, {"type": "integer", "maximum": 9}),
        ({"type": "array"}, {"type": "array", "items": {}}),
        ({"items": TEXT}, {"type": "array", "items": TEXT}),
        (
            {"type": "array", "prefixItems": [TEXT, {"type": "integer"}]},
            {"type": "array", "items": {"anyOf": [TEXT, {"type": "integer"}]}},
        ),
        ({"type": "array", "items": [TEXT]}, {"type": "array", "items": TEXT}),
        (
            {"type": "object", "patternProperties": {"^x": TEXT}},
            {"type": "object", "additionalProperties": TEXT},
        ),
        ({"type": "string", "contentMediaType": "image/png"}, {"type": "string", "format": "binary"}),
        ({"type": "string", "contentEncoding": "base64"}, {"type": "string", "format": "byte"}),
        (True, {}),
        ({"type": "array", "items": True}, {"type": "array", "items": {}}),
        ({**TO_LIGHT, "description": "x", "title": "It", "maxLength": 3}, {**TO_LIGHT, "description": "x"}),
        ({"$ref": "#/components/schemas/Light", "x-secret": True}, {**TO_LIGHT, "x-secret": True}),
    ],
)
def test_one_way_of_saying_it_is_left(written: Any, read: Any) -> None:
    """A schema that says something in another way than the house's says it in the house's."""
    assert of_property(written, **LIGHT) == read


def test_members_beside_a_reference_that_add_to_it_are_a_part_of_all_of() -> None:
    """What JSON Schema 2020-12 adds to the target of a reference is kept: as an object that extends it."""
    written = {**TO_LIGHT, "properties": {"color": TEXT}}
    found = named({"Lamp": {"type": "object", "properties": {"it": written}}, **LIGHT}, "3.1.0")
    assert found["Lamp"]["properties"]["it"] == {"$ref": "#/components/schemas/LampIt"}
    assert found["LampIt"]["allOf"] == [TO_LIGHT, {"type": "object", "properties": {"color": TEXT}}]


def test_an_object_of_several_types_becomes_alternatives() -> None:
    """Properties belong to the object among the types of a schema, which becomes one of the alternatives."""
    written = {"type": ["object", "string", "null"], "properties": {"on": {"type": "boolean"}}}
    found = named({"Lamp": {"type": "object", "properties": {"it": written}}})
    assert found["Lamp"]["properties"]["it"] == {
        "oneOf": [{"$ref": "#/components/schemas/LampItOption1"}, TEXT, NULL]
    }


def test_a_named_object_that_may_be_null_is_null_where_it_is_used() -> None:
    """Null leaves the component and goes to every reference to it, but for those of ``allOf``."""
    lamp = {
        "type": "object",
        "properties": {"light": TO_LIGHT, "lights": {"type": "array", "items": TO_LIGHT}},
    }
    bright = {"allOf": [TO_LIGHT, {"type": "object", "properties": {"lux": {"type": "integer"}}}]}
    light = {**LIGHT["Light"], "nullable": True}
    lamp["properties"]["bright"] = {"$ref": "#/components/schemas/Bright"}
    found = named({"Lamp": lamp, "Light": light, "Bright": bright})
    assert found["Light"] == LIGHT["Light"]
    assert found["Lamp"]["properties"]["light"] == {"oneOf": [TO_LIGHT, NULL]}
    assert found["Lamp"]["properties"]["lights"]["items"] == {"oneOf": [TO_LIGHT, NULL]}
    assert found["Bright"]["allOf"][0] == TO_LIGHT


def test_what_was_done_is_noted_with_its_place() -> None:
    """Each change is noted with the JSON pointer of its place in the file."""
    parameter = {"name": "a/b", "in": "query", "schema": {"type": "integer", "default": 1}}
    written = document({"/lamps/x": {"get": operation(parameters=[parameter])}}, openapi="3.0.1")
    assert what(normalised(written)[1]) == [
        ("OpenAPI 3.0: read as 3.1", "#/openapi"),
        ("default: put into words", "#/paths/~1lamps~1x/get/parameters/0/schema"),
    ]
