"""Rules for parameters, each with the smallest document that breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import JSON, operation, patched, problems_of

TEXT = {"type": "string"}
LIST = {"type": "array", "items": TEXT}
DATE = {"type": "string", "format": "date-time"}
OBJECT = {"type": "object", "additionalProperties": TEXT}
PATH = {"name": "light_id", "in": "path", "required": True, "schema": TEXT}


def parameter(name: str = "a", place: str = "query", **members: Any) -> dict[str, Any]:
    return {"name": name, "in": place, **({} if "content" in members else {"schema": TEXT}), **members}


CASES: list[tuple[str, list[dict[str, Any]], str]] = [
    (
        "content of another type",
        [parameter(content={"text/csv": {"schema": TEXT}})],
        "get/parameters/0: a parameter as text/csv; write application/json, or a schema of text",
    ),
    (
        "deep text",
        [parameter(style="deepObject")],
        "get/parameters/0: style deepObject of something that is no object; write style: form",
    ),
    ("matrix", [{**PATH, "style": "matrix"}], "get/parameters/0: style matrix in a path; write simple"),
    (
        "list of lists",
        [parameter(schema={"type": "array", "items": LIST})],
        "get/parameters/0: a list or object inside of another has no style; write content: application/json",
    ),
    (
        "list of objects",
        [parameter(schema={"type": "array", "items": OBJECT})],
        "get/parameters/0: a list or object inside of another has no style; write content",
    ),
    (
        "list in an object in one value",
        [parameter(explode=False, schema={"type": "object", "additionalProperties": LIST})],
        "get/parameters/0: a list or object inside of another has no style; write content",
    ),
    (
        "object in an object",
        [parameter(schema={"type": "object", "additionalProperties": OBJECT})],
        "get/parameters/0: a list or object inside of another has no style; write content",
    ),
    (
        "a query that is encoded twice",
        [parameter(**{"x-encoded-twice": True})],
        "get/parameters/0: x-encoded-twice has no meaning but true, in a path; write true",
    ),
    (
        "encoded twice or not",
        [{**PATH, "x-encoded-twice": False}],
        "get/parameters/0: x-encoded-twice has no meaning but true, in a path; write true",
    ),
]


@pytest.mark.parametrize(("parameters", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rule(parameters: list[dict[str, Any]], expected: str) -> None:
    """The broken operation is refused with a line that says what is wrong and what to write."""
    problems = problems_of(patched(operation("get", {"parameters": parameters})))
    assert [line for line in problems if expected in line], problems


def test_every_style_may_be_written() -> None:
    """The styles that say how a list or an object becomes text are accepted, and so are hints about encoding."""
    nested = {"type": "object", "additionalProperties": OBJECT}
    good = [
        parameter("a", schema=LIST, style="form", explode=True),
        parameter("b", schema=LIST, explode=False, allowReserved=True, allowEmptyValue=True),
        parameter("c", schema=LIST, style="pipeDelimited"),
        parameter("d", schema=OBJECT),
        parameter("e", schema=nested, style="deepObject", explode=True),
        parameter("f", content={JSON: {"schema": {"type": "array", "items": LIST}}}),
        parameter("g", schema={"type": "object", "additionalProperties": LIST}),
        parameter("H", "header", schema=DATE),
        parameter("I", "header", schema=LIST),
        parameter("j", "cookie", schema=LIST),
        {**PATH, "style": "simple", "schema": LIST},
    ]
    assert problems_of(patched(operation("get", {"parameters": good}))) == []
