"""Enums and constants: of texts, and without null."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import named, of_property

NULL = {"type": "null"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"type": "integer", "enum": [1, 2]}, {"type": "integer", "enum": [1, 2]}),
        ({"enum": ["a", 1, None]}, {"enum": ["a", 1, None]}),
        (
            {"type": "integer", "enum": [1, 2], "nullable": True},
            {"type": ["integer", "null"], "enum": [1, 2, None]},
        ),
        ({"type": ["integer", "null"], "enum": [1, 2]}, {"type": ["integer", "null"], "enum": [1, 2, None]}),
        ({"enum": [True]}, {"const": True}),
        ({"type": "string", "enum": ["on"]}, {"type": "string", "const": "on"}),
        ({"type": "string", "enum": []}, {"type": "string"}),
        ({"type": "string", "enum": [None], "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "integer", "x-enum-varnames": ["ONE"]}, {"type": "integer"}),
        ({"enum": [], "x-enum-varnames": []}, {"type": "string"}),
        ({"const": 5}, {"const": 5}),
        ({"const": None}, {"const": None}),
        ({"const": "on"}, {"const": "on"}),
    ],
)
def test_values_that_are_no_texts_stay(written: Any, read: Any) -> None:
    """Constants, and values that are no texts, stay as they are written, null among them: the model gives them types."""
    assert of_property(written) == read


@pytest.mark.parametrize(
    ("written", "enum"),
    [
        ({"type": "string", "enum": ["on", "off"]}, {"type": "string", "enum": ["on", "off"]}),
        ({"enum": ["on", "off", "on"]}, {"type": "string", "enum": ["on", "off"]}),
        ({"type": "string", "enum": [1, 2.0, "on"]}, {"type": "string", "enum": ["1", "2.0", "on"]}),
        (
            {"type": "string", "enum": ["on", "off"], "x-enum-varnames": ["ON"]},
            {"type": "string", "enum": ["on", "off"]},
        ),
        ({"type": "string", "enum": ["on", "off", None]}, {"type": "string", "enum": ["on", "off"]}),
        (
            {"enum": ["on", None, "off", "on"], "x-enum-varnames": ["ON", "NONE", "OFF", "ON"]},
            {"type": "string", "enum": ["on", "off"], "x-enum-varnames": ["ON", "OFF"]},
        ),
    ],
)
def test_enums_of_texts_are_named_by_their_place(written: Any, enum: Any) -> None:
    """An enum of texts without a name gets one of its owner and property; null is allowed beside it."""
    found = named({"Lamp": {"type": "object", "properties": {"state": written}}})
    assert found["LampState"] == enum
    reference = {"$ref": "#/components/schemas/LampState"}
    may_be_null = None in written["enum"]
    assert found["Lamp"]["properties"]["state"] == (
        {"oneOf": [reference, NULL]} if may_be_null else reference
    )


def test_an_enum_of_a_list_is_meant_of_its_items() -> None:
    """Texts under ``enum`` of a list, which no list can be, are what its items may be."""
    written = {"type": "array", "items": {"type": "string"}, "enum": ["on", "off"]}
    found = named({"Lamp": {"type": "object", "properties": {"states": written}}})
    assert found["Lamp"]["properties"]["states"] == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/LampStatesItem"},
    }
    assert found["LampStatesItem"]["enum"] == ["on", "off"]
