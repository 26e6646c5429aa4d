"""Enums and constants: of texts, and without null."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import named, of_property

NULL = {"type": "null"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"type": "integer", "enum": [1, 2]}, {"type": "integer", "description": "One of 1, 2."}),
        ({"enum": [1, 2]}, {"type": "integer", "description": "One of 1, 2."}),
        ({"enum": [1, 2.5]}, {"type": "number", "description": "One of 1, 2.5."}),
        ({"enum": ["a", 1]}, {"description": 'One of "a", 1.'}),
        ({"enum": [True, None]}, {"type": ["boolean", "null"], "description": "One of true."}),
        ({"type": "string", "enum": ["on"]}, {"type": "string", "const": "on"}),
        ({"type": "string", "enum": []}, {"type": "string"}),
        ({"type": "string", "enum": [None], "nullable": True}, {"type": ["string", "null"]}),
        ({"const": 5}, {"type": "integer", "description": "Always 5."}),
        ({"const": None}, NULL),
        ({"const": {"a": 1}}, {"description": 'Always {"a": 1}.'}),
        ({"const": "on"}, {"const": "on"}),
    ],
)
def test_values_that_are_no_texts_are_put_into_words(written: Any, read: Any) -> None:
    """An enum or constant of texts stays; of another only the type is left, with the values in words."""
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
