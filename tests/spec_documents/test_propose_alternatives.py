"""What is said of alternatives as which nothing is ever read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from documents import Document
from documents.propose.alternatives import left_open
from documents.propose.proposal import subjects

from ._proposals import TEXT, answer

NUMBER = {"type": "integer"}
BOTH = [{"$ref": "#/components/schemas/Light"}, {"$ref": "#/components/schemas/Lamp"}]


def said(light: Any, lamp: Any, schema: Any = None, **members: Any) -> list[str]:
    """Return the lines about an answer that is a light or a lamp."""
    both = {"oneOf": BOTH}
    get = {"operationId": "getLight", "responses": answer(schema or both), **members}
    named = {"Light": light, "Lamp": lamp, "Both": both}
    spec = {"openapi": "3.1.0", "paths": {"/light": {"get": get}}, "components": {"schemas": named}}
    origins = {"#/components/schemas/Light": "#/components/schemas/light"}
    document = Document(Path("lantern.yaml"), spec, spec, origins=origins)
    return list(left_open(document, list(subjects(document)), []))


def fields(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


@pytest.mark.parametrize(
    "schema",
    [
        None,
        {"type": "array", "items": {"$ref": "#/components/schemas/Both"}},
        fields(it={"$ref": "#/components/schemas/Both"}),
        fields(it={"$ref": "#/components/schemas/Both"}, other={"anyOf": BOTH}),
    ],
    ids=["the answer", "in a list", "in a field", "twice"],
)
def test_an_alternative_that_is_never_read_is_told(schema: Any) -> None:
    """Where the first alternative requires nothing more, the line names the other, the place, and what to write."""
    line = (
        "#/components/schemas/light: answers that are Lamp are read as Light, which requires nothing that they lack:"
        " add required or const where they differ."
    )
    assert said(fields(on=TEXT), fields("watt", watt=NUMBER), schema) == [line]


@pytest.mark.parametrize(
    ("light", "lamp"),
    [
        (fields("on", on=TEXT), fields(watt=NUMBER)),
        (fields(kind={"const": "light"}), fields(kind={"const": "lamp"})),
        (fields(it=NUMBER), fields(it=TEXT)),
        (fields("it", it=fields("on", on=TEXT)), fields("it", it=fields("watt", watt=NUMBER))),
    ],
    ids=["required", "constants", "types", "required inside"],
)
def test_alternatives_that_differ_are_not_told(light: Any, lamp: Any) -> None:
    """What the reader tells apart needs no decision."""
    assert said(light, lamp) == []


def test_what_is_unwrapped_is_compared() -> None:
    """Where a method returns a field of the alternatives, what they hold there is compared, not they themselves."""
    boxes = (
        fields(light={"$ref": "#/components/schemas/Light"}),
        fields(light={"$ref": "#/components/schemas/Lamp"}),
    )
    answered = {"oneOf": list(boxes)}
    assert said(fields(on=TEXT), fields(watt=NUMBER), answered, **{"x-unwrap": "light"})
    assert not said(fields("on", on=TEXT), fields(watt=NUMBER), answered, **{"x-unwrap": "light"})
