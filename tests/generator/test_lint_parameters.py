"""Rules for parameters, each with the smallest document that breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from codegen.lint import lint

from ._support import JSON, operation, patched

TEXT = {"type": "string"}
LIST = {"type": "array", "items": TEXT}
DATE = {"type": "string", "format": "date-time"}
PATH = {"name": "light_id", "in": "path", "required": True, "schema": TEXT}


def parameter(name: str = "a", place: str = "query", **members: Any) -> dict[str, Any]:
    return {"name": name, "in": place, **({} if "content" in members else {"schema": TEXT}), **members}


CASES: list[tuple[str, list[dict[str, Any]], str]] = [
    (
        "cookie",
        [parameter(place="cookie")],
        "get/parameters/0: a parameter in cookie is not supported; send it as query",
    ),
    (
        "content",
        [parameter(content={JSON: {"schema": {}}})],
        "get/parameters/0: a parameter with content is dropped; write",
    ),
    (
        "deep object",
        [parameter(style="deepObject")],
        "get/parameters/0: its style or explode is ignored; send a list as",
    ),
    (
        "joined list",
        [parameter(schema=LIST, explode=False)],
        "get/parameters/0: its style or explode is ignored; send a",
    ),
    (
        "matrix",
        [{**PATH, "style": "matrix"}],
        "get/parameters/0: its style or explode is ignored; remove it",
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
    (
        "a uuid or anything",
        [{**PATH, "schema": {"anyOf": [{"type": "string", "format": "uuid"}, {"type": "string"}]}}],
        "get/parameters/0: format: uuid beside something that has no pattern; write one alternative",
    ),
    ("reserved", [parameter(allowReserved=True)], "get/parameters/0: allowReserved is ignored; remove it"),
    (
        "object",
        [parameter(schema={"type": "object"})],
        "get/parameters/0: an object as a parameter; write one parameter",
    ),
    (
        "list in a header",
        [parameter("A", "header", schema=LIST)],
        "get/parameters/0: a list in a header drops the operation",
    ),
    (
        "list in the path",
        [{**PATH, "schema": LIST}],
        "get/parameters/0: a list in a path drops the operation; write",
    ),
    (
        "date in a header",
        [parameter("A", "header", schema=DATE)],
        "get/parameters/0: a date in a header drops the operation",
    ),
    (
        "foreign path parameter",
        [{**PATH, "name": "b"}],
        "/get: b is in the path or among the parameters, not in both; declare each {name} of the path, in: path",
    ),
    (
        "two of one name",
        [parameter("perPage"), parameter("per_page")],
        "perPage and per_page would be one argument",
    ),
]


@pytest.mark.parametrize(("parameters", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rule(parameters: list[dict[str, Any]], expected: str) -> None:
    """The broken operation is refused with a line that says what is wrong and what to write."""
    problems = lint("beacon.yaml", patched(operation("get", {"parameters": parameters})))
    assert [line for line in problems if expected in line], problems


def test_undeclared_path_parameter() -> None:
    """A placeholder of the path that no parameter declares is named."""
    problems = lint("beacon.yaml", patched({"paths": {"/lights/{light_id}": {"parameters": []}}}))
    assert any("light_id" in line for line in problems), problems


def test_name_of_a_path_parameter() -> None:
    """A placeholder is written as the argument that it becomes: its name means nothing to the server."""
    document = patched({})
    item = document["paths"].pop("/lights/{light_id}")
    item["parameters"][0]["name"] = "lightId"
    document["paths"]["/lights/{lightId}"] = item
    problems = lint("beacon.yaml", document)
    assert any("path parameter lightId; write lower case with _" in line for line in problems), problems


def test_plain_styles_may_be_written_out() -> None:
    """The styles that the generator uses anyway may be stated."""
    good = [parameter(schema=LIST, style="form", explode=True), {**PATH, "style": "simple"}]
    assert lint("beacon.yaml", patched(operation("get", {"parameters": good}))) == []
