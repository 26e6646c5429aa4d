"""Values made up from schemas."""

from __future__ import annotations

from typing import Any

import pytest

from tryouts.patterns import matching
from tryouts.samples import EXTRA, UNKNOWN, Sampler
from tryouts.schemas import Schemas

NODE = {"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/components/schemas/Node"}}}
CAT = {
    "type": "object",
    "required": ["kind"],
    "properties": {"kind": {"type": "string"}, "lives": {"type": "integer"}},
}
DOG = {"type": "object", "properties": {"kind": {"enum": ["dog", "wolf"]}}}
PET = {
    "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}, {"type": "null"}],
    "discriminator": {"propertyName": "kind", "mapping": {"wolf": "#/components/schemas/Dog"}},
}
SPEC: dict[str, Any] = {
    "openapi": "3.0.3",
    "components": {"schemas": {"Node": NODE, "Cat": CAT, "Dog": DOG, "Pet": PET}},
}
SCHEMAS = Schemas(SPEC)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 30, "maxLength": 31},
        {"type": "string", "maxLength": 2},
        {"type": "string", "format": "uuid"},
        {"type": "string", "format": "ipv4"},
        {"type": "string", "pattern": "^[0-9a-f]{40}$"},
        {"type": "string", "enum": ["a", None], "nullable": True},
        {"type": "integer", "minimum": 100, "multipleOf": 30},
        {"type": "integer", "maximum": -4},
        {"type": "number", "minimum": 9, "exclusiveMinimum": True},
        {"type": "number", "exclusiveMaximum": 0},
        {"type": "array", "items": {"type": "string"}, "minItems": 2, "uniqueItems": True},
        {"allOf": [{"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}], "required": ["b"]},
        {"type": "object", "additionalProperties": {"type": "boolean"}},
        {"$ref": "#/components/schemas/Pet"},
        {"anyOf": [{"type": "integer"}, {"type": "string"}]},
        {"type": "null"},
        {"type": "object", "required": ["a"], "properties": {"a": {"type": ["null"]}}},
        {},
    ],
)  # fmt: skip
@pytest.mark.parametrize("whole", [True, False])
def test_a_value_fits_the_schema_that_it_was_made_from(schema: dict[str, Any], whole: bool) -> None:
    """The document's own validator accepts it."""
    assert SCHEMAS.problem(schema, Sampler(SCHEMAS, whole=whole).value(schema)) == ""


def test_values_show_every_alternative_in_turn() -> None:
    """Each further value has another alternative, with its tag, as long as there is a new one."""
    taken: dict[int, int] = {}
    made, fresh = [], []
    for _ in range(3):
        sampler = Sampler(SCHEMAS, taken=taken)
        made.append(sampler.value(PET))
        fresh.append(sampler.fresh)
    assert made == [{"kind": "Cat", "lives": 7}, {"kind": "wolf"}, {"kind": "Cat", "lives": 7}]
    assert fresh == [False, True, False]


def test_an_object_in_itself_ends() -> None:
    """What holds itself without end is cut."""
    assert Sampler(SCHEMAS).value({"$ref": "#/components/schemas/Node"}) == {"next": {"next": {}}}


def test_odd_values_have_what_no_document_has() -> None:
    """A field and a value are new, but those that tell alternatives apart stay."""
    state = {"type": "object", "properties": {"state": {"enum": ["on", "off"]}, "pet": PET}}
    made = Sampler(SCHEMAS, odd=True).value(state)
    assert made["state"] == UNKNOWN
    assert EXTRA in made
    assert EXTRA in made["pet"]
    assert made["pet"]["kind"] == "Cat"


def test_nulls_stand_where_they_may_but_not_where_the_method_needs_more() -> None:
    """A kept path is never null."""
    items = {"type": "array", "nullable": True, "items": {"type": "string", "nullable": True}}
    schema = {"type": "object", "properties": {"data": items, "note": {"type": "string", "nullable": True}}}
    made = Sampler(SCHEMAS, nulls=True, kept=("data",)).value(schema)
    assert made == {"data": [None, None], "note": None}


def test_what_is_only_read_is_not_sent() -> None:
    """A request lacks what is readOnly, an answer what is writeOnly."""
    fields = {"id": {"type": "integer", "readOnly": True}, "key": {"type": "integer", "writeOnly": True}}
    schema = {"type": "object", "properties": fields}
    assert Sampler(SCHEMAS, sending=True).value(schema) == {"key": 7}
    assert Sampler(SCHEMAS).value(schema) == {"id": 7}


def test_examples_count_if_they_fit() -> None:
    """An example that does not fit its schema is not taken."""
    good = {"type": "string", "maxLength": 3, "example": "abc"}
    bad = {"type": "string", "maxLength": 3, "example": "abcd"}
    assert Sampler(SCHEMAS, examples=True).value(good) == "abc"
    assert Sampler(SCHEMAS, examples=True, text="made up").value(bad) == "mad"


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            r"^[a-z]+(-[a-z]+)*$",
            r"^\d{2}:\d{2}$",
            r"^(on|off)$",
            r"[^/]+",
            r"^#[0-9a-fA-F]{6}$",
            r"^\S+@\S+$",
        ),
        *(r"^(?!x)\w{3}$", r"^https?://", r"^.{5,}$", r"^[^\d\s]$", r"^a{0}b$"),
    ],
)
def test_a_text_is_found_for_a_pattern(pattern: str) -> None:
    """The pattern accepts it."""
    text = matching(pattern)
    assert text is not None
    assert SCHEMAS.problem({"type": "string", "pattern": pattern}, text) == "" or "(?!" in pattern


def test_no_text_is_found_for_what_cannot_be() -> None:
    """A contradiction and another dialect have no text."""
    assert matching("^a$", least=3) is None
    assert matching(r"^\p{L}+$") is None


def test_a_pattern_without_a_text_is_told() -> None:
    """What does not follow the document is noted, not passed over."""
    notes: list[str] = []
    Sampler(SCHEMAS, notes=notes).value({"type": "string", "pattern": r"^\p{L}+$"})
    assert notes == [r"no text was found for a pattern: ^\p{L}+$"]


def test_lists_that_show_how_they_are_joined() -> None:
    """A whole list of plain values has two, unless they would have to differ; one alone looks the same in every style."""
    numbers = {"type": "array", "items": {"type": "integer"}}
    assert len(Sampler(SCHEMAS, sending=True).value(numbers)) == 2
    assert len(Sampler(SCHEMAS, sending=True).value({**numbers, "uniqueItems": True})) == 1
    assert len(Sampler(SCHEMAS, whole=False).value(numbers)) == 1


def test_what_does_not_fit_is_told_short() -> None:
    """A value that does not fit has its place and the reason before as much of itself as a line takes."""
    schema = {"type": "object", "properties": {"a": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}}
    said = SCHEMAS.problem(schema, {"a": ["long"] * 99})
    assert said.startswith(
        "at /a: it is not valid under any of the schemas listed in the 'anyOf' keyword: ['long', "
    )
    assert said.endswith("...")
    assert len(said) < 250
