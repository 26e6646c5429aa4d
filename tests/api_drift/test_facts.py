"""A value is compared with its schema by names, values, nulls and types, and never shown."""

from __future__ import annotations

from typing import Any

import pytest

from apidrift import Fact
from apidrift.facts import misfits

SPEC: dict[str, Any] = {
    "components": {
        "schemas": {
            "State": {"type": "string", "enum": ["on", "off"]},
            "Thing": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
            "Light": {
                "allOf": [
                    {"$ref": "#/components/schemas/Thing"},
                    {
                        "type": "object",
                        "properties": {
                            "state": {"$ref": "#/components/schemas/State"},
                            "twin": {"oneOf": [{"$ref": "#/components/schemas/Light"}, {"type": "null"}]},
                            "watts": {"type": "number"},
                            "level": {"type": ["integer", "string"]},
                            "seen_at": {"type": "string", "format": "date-time"},
                            "tags": {"type": "array", "items": {"type": "string"}},
                            "lamps": {"$ref": "#/components/schemas/Lamps"},
                            "anything": {},
                        },
                    },
                ]
            },
            "Lamps": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Thing"}},
            "Signal": {
                "oneOf": [{"$ref": "#/components/schemas/Flash"}, {"$ref": "#/components/schemas/Beep"}],
                "discriminator": {
                    "propertyName": "kind",
                    "mapping": {"flash": "#/components/schemas/Flash", "beep": "#/components/schemas/Beep"},
                },
            },
            "Flash": {
                "type": "object",
                "properties": {"kind": {"const": "flash"}, "colour": {"type": "string"}},
            },
            "Beep": {
                "type": "object",
                "properties": {"kind": {"const": "beep"}, "pitch": {"type": "integer"}},
            },
            "Loose": {
                "oneOf": [{"$ref": "#/components/schemas/Thing"}, {"$ref": "#/components/schemas/Beep"}]
            },
        }
    }
}


def found(name: str, value: Any) -> list[Fact]:
    return misfits(SPEC, {"$ref": f"#/components/schemas/{name}"}, value, "lights.get()")


@pytest.mark.parametrize(
    "value",
    [
        {"id": "1"},
        {
            "id": "1",
            "state": "on",
            "twin": None,
            "watts": 3,
            "level": 1,
            "tags": ["a"],
            "anything": [None, {}],
        },
        {"id": "1", "twin": {"id": "2", "level": "high"}, "watts": 3.5, "seen_at": "2026-03-01T10:15:00Z"},
        {"id": "1", "lamps": {"any key": {"id": "3"}}},
    ],
)
def test_what_the_spec_says_is_no_drift(value: dict[str, Any]) -> None:
    """Optional fields, nullable ones, either of two types, maps and free values fit."""
    assert found("Light", value) == []


@pytest.mark.parametrize(
    ("value", "fact"),
    [
        ({}, Fact("missing field", "Light.id", "is missing, though required")),
        ({"id": "1", "colour": "s3cret"}, Fact("unknown field", "Light.colour", "is not in the spec (string)")),
        ({"id": "1", "s3cret@mail": 1}, Fact("unknown field", "Light.(a name of 11 characters)", "is not in the spec (integer)")),
        ({"id": "1", "state": "dim"}, Fact("unknown value", "State", "has the unknown value `dim`")),
        ({"id": "1", "state": "s3cret\n"}, Fact("unknown value", "State", "has the unknown value a text of 7 characters")),
        ({"id": "1", "state": 3}, Fact("other type", "State", "is integer, not string")),
        ({"id": "1", "state": None}, Fact("null", "Light.state", "is null")),
        ({"id": "1", "tags": None}, Fact("null", "Light.tags", "is null")),
        ({"id": 1}, Fact("other type", "Light.id", "is integer, not string")),
        ({"id": "1", "level": True}, Fact("other type", "Light.level", "is boolean, not integer or string")),
        ({"id": "1", "watts": "3"}, Fact("other type", "Light.watts", "is string, not number")),
        ({"id": "1", "seen_at": "today"}, Fact("other type", "Light.seen_at", "is a text that is no date-time")),
        ({"id": "1", "tags": {}}, Fact("other type", "Light.tags", "is object, not array")),
        ({"id": "1", "tags": ["a", None]}, Fact("null", "Light.tags[]", "is null")),
        ({"id": "1", "twin": {"id": "2", "x": []}}, Fact("unknown field", "Light.x", "is not in the spec (array)")),
        ({"id": "1", "lamps": {"s3cret": {}}}, Fact("missing field", "Thing.id", "is missing, though required")),
        ({"id": "1", "lamps": {"s3cret": None}}, Fact("null", "Lamps.*", "is null")),
        ([], Fact("other type", "lights.get()", "is array, not object")),
    ],
)  # fmt: skip
def test_each_misfit_is_told_once(value: Any, fact: Fact) -> None:
    """A misfit is told at the component's field, with no value in it."""
    assert found("Light", value) == [fact]
    assert "s3cret" not in repr(fact)


def test_a_tag_chooses_among_objects() -> None:
    """An object is compared with the schema of its tag; an unknown tag is one fact and not a heap of them."""
    assert found("Signal", {"kind": "beep", "pitch": 3}) == []
    assert found("Signal", {"kind": "beep", "colour": "red"}) == [
        Fact("unknown field", "Beep.colour", "is not in the spec (string)")
    ]
    assert found("Signal", {"kind": "smoke", "colour": "red"}) == [
        Fact("unknown value", "lights.get().kind", "has the unknown value `smoke`")
    ]


def test_without_a_tag_the_best_fit_counts() -> None:
    """Of several objects the one with the fewest misfits is meant."""
    assert found("Loose", {"id": "1"}) == []
    assert found("Loose", {"kind": "beep", "pitch": 1, "volume": 2}) == [
        Fact("unknown field", "Beep.volume", "is not in the spec (integer)")
    ]
