"""Proposals for types that are none."""

from __future__ import annotations

from typing import Any

import pytest

from documents.propose import schemas


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "Object"}, ("", "type", "object")),
        ({"type": "datetime"}, ("", "type", "string")),
        ({"type": "PartialStartDate"}, (".type", "", None)),
        ({"properties": {"type": {"type": "int"}}}, (".properties.type", "type", "integer")),
        ({"properties": {"type": {"type": "string"}}}, None),
        ({"properties": {"properties": {"properties": {"a-b": {"type": "Hash"}}}}}, (".properties.properties.properties['a-b']", "type", "object")),
        ({"items": {"anyOf": [{}, {"type": "int"}]}}, (".items.anyOf[1]", "type", "integer")),
        ({"type": "object", "example": {"type": "Object"}, "x-note": {"type": "Object"}}, None),
        ({"type": ["string", "null"]}, None),
    ],
)  # fmt: skip
def test_types_that_are_none(schema: Any, expected: Any) -> None:
    """The type that is meant is proposed; where that is not known, any value."""
    spec = {"components": {"securitySchemes": {"k": {"type": "apiKey"}}, "schemas": {"Light": schema}}}
    every = [(each.target, each.member, each.value) for each in schemas.propose(spec)]
    light = "$.components.schemas.Light"
    assert every == ([(light + expected[0], *expected[1:])] if expected else [])


def test_an_unknown_type_of_a_parameter_is_text() -> None:
    """A parameter is sent as text, whatever its type was meant to be."""
    spec = {
        "paths": {"/lights": {"get": {"parameters": [{"name": "since", "schema": {"type": "PartialDate"}}]}}}
    }
    (proposal,) = schemas.propose(spec)
    assert proposal.target == "$.paths['/lights'].get.parameters[0].schema"
    assert (proposal.member, proposal.value) == ("type", "string")
