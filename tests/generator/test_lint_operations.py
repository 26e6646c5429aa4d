"""Rules for operations, each with the smallest document that breaks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from apimodel.reserved import CLIENT
from uptimekit._runtime import AsyncBaseClient, BaseClient

from ._support import DROP, JSON, LIGHT, answer, operation, patched, problems_of, schema

FORM = "application/x-www-form-urlencoded"
CREATE = {"$ref": "#/components/schemas/LightCreate"}
LIGHT_PATH = "/lights/{light_id}"


def body(media: str, value: Any, *, required: bool = True) -> dict[str, Any]:
    return operation(
        "create", {"requestBody": {"required": required, "content": {media: {"schema": value}, JSON: DROP}}}
    )


def json_body(value: Any, **members: Any) -> dict[str, Any]:
    return operation(
        "create", {"requestBody": {"content": {JSON: {"schema": {"$ref": DROP, **value}}}, **members}}
    )


def boxes(other: Any) -> dict[str, Any]:
    """A patch that gives an operation an answer with the field ``lamp``, or an *other* one."""
    box = {"type": "object", "properties": {"lamp": LIGHT}}
    answered = {"$ref": DROP, "oneOf": [{"$ref": "#/components/schemas/Box"}, other]}
    return patched(schema("Box", box), operation("get", {"x-unwrap": "lamp", "responses": answer(answered)}))


def envelope(fields: dict[str, Any], required: Sequence[str] = (), name: str = "create") -> dict[str, Any]:
    """A patch that gives an operation the envelope ``lamp`` in a body of *fields*."""
    whole = {"type": "object", "required": list(required), "properties": fields}
    content = {JSON: {"schema": {"$ref": "#/components/schemas/Wrapped"}}}
    sent = {"x-envelope": "lamp", "requestBody": {"required": True, "content": content}}
    return patched(schema("Wrapped", whole), operation(name, sent))


CASES: list[tuple[str, Mapping[str, Any], str]] = [
    (
        "keyword",
        operation("get", {"x-method-name": "import"}),
        "#/paths/~1lights~1{light_id}/get: x-method-name is 'import'; write",
    ),
    (
        "capital",
        operation("get", {"x-method-name": "getLight"}),
        "#/paths/~1lights~1{light_id}/get: x-method-name is 'getLight'; write",
    ),
    (
        "method of a reader's name",
        operation("get", {"x-method-name": "union"}),
        "a method cannot be called union; choose another",
    ),
    (
        "same method",
        operation("get", {"x-method-name": "list"}),
        "two methods list in tag Lights; choose another",
    ),
    (
        "method iter",
        operation("get", {"x-method-name": "iter"}),
        "a method cannot be called iter; choose another",
    ),
    (
        "method iter_all",
        operation("get", {"x-method-name": "iter_all"}),
        "a method cannot be called iter_all; choose",
    ),
    (
        "method str",
        operation("get", {"x-method-name": "str"}),
        "a method cannot be called str; choose another",
    ),
    (
        "trace",
        {
            "paths": {
                LIGHT_PATH: {
                    "trace": {
                        "operationId": "t",
                        "x-method-name": "t",
                        "tags": ["Lights"],
                        "responses": answer(LIGHT),
                    }
                }
            }
        },
        "TRACE is not",
    ),
    (
        "envelope in one of two formats",
        patched(
            operation("create", {"requestBody": {"content": {FORM: {"schema": CREATE}}}}),
            operation("create", {"x-envelope": "lamp"}),
        ),
        "#/paths/~1lights/post: x-envelope in a body of several formats; leave the others out",
    ),
    (
        "a field that chooses the format",
        patched(
            schema("LightCreate", {"properties": {"contentType": {"type": "string"}}}),
            operation("create", {"requestBody": {"content": {FORM: {"schema": CREATE}}}}),
        ),
        "#/paths/~1lights/post: a body of several formats with a field content_type; leave the others",
    ),
    (
        "other parts",
        body("multipart/mixed", CREATE),
        "a request body of multipart/mixed is not supported; use",
    ),
    (
        "any body",
        body("*/*", {"type": "string"}),
        "a request body of */* is not supported; use such as application/json",
    ),
    (
        "parts of text",
        body("multipart/form-data", {"type": "string"}),
        "#/paths/~1lights/post: a form that is no object; write its fields as",
    ),
    (
        "body without schema",
        operation("create", {"requestBody": {"content": {JSON: {"schema": DROP}}}}),
        "without a",
    ),
    (
        "form of text",
        body(FORM, {"type": "string"}),
        "#/paths/~1lights/post: a form that is no object; write its fields as",
    ),
    (
        "nested form",
        patched(
            schema(
                "LampForm", {"type": "object", "properties": {"lights": {"type": "array", "items": LIGHT}}}
            ),
            body(FORM, {"$ref": "#/components/schemas/LampForm"}),
        ),
        "#/paths/~1lights/post: form field lights is a list of lists or objects; write a list of plain values",
    ),
    (
        "idempotent field",
        operation("create", {"x-idempotent": "key"}),
        "x-idempotent names key, no field of its JSON",
    ),
    (
        "dropped field",
        operation("create", {"x-idempotent": {"field": "name", "drops": {"name": "key"}}}),
        "x-idempotent names key, no field of its JSON",
    ),
    (
        "rule about repeats",
        operation("create", {"x-idempotent": {"field": "name"}}),
        "x-idempotent is no rule; write {field: NAME, drops: {NAME: NAME}}",
    ),
    (
        "envelope that is not there",
        operation("create", {"x-envelope": "lamp"}),
        "#/paths/~1lights/post: x-envelope 'lamp' is no object in its JSON body; name a field whose schema is a component",
    ),
    (
        "envelope of text",
        operation("create", {"x-envelope": "name"}),
        "#/paths/~1lights/post: x-envelope 'name' is no object in its JSON body",
    ),
    ("envelope list", operation("create", {"x-envelope": ["name"]}), "x-envelope ['name'] is no object in"),
    ("envelope null", operation("create", {"x-envelope": None}), "x-envelope None is no object in its JSON"),
    (
        "envelope without body",
        operation("get", {"x-envelope": "light"}),
        "#/paths/~1lights~1{light_id}/get: x-envelope 'light' is no object in its JSON body",
    ),
    (
        "envelope of a map",
        envelope({"lamp": {"type": "object", "additionalProperties": {"type": "string"}}}, ["lamp"]),
        "#/paths/~1lights/post: x-envelope 'lamp' is no object in its JSON body",
    ),
    (
        "envelope not required",
        envelope({"lamp": CREATE}),
        "#/paths/~1lights/post: x-envelope lamp is always sent; name it under required of the body",
    ),
    (
        "field in an envelope and beside it",
        envelope({"lamp": CREATE, "Unique": {"type": "string"}}, ["lamp"]),
        "#/paths/~1lights/post: unique is inside x-envelope and beside it; leave one of them out",
    ),
    (
        "idempotent field in an envelope",
        patched(envelope({"lamp": CREATE}, ["lamp"]), operation("create", {"x-idempotent": "unique"})),
        "#/paths/~1lights/post: x-idempotent names unique, no field of its JSON",
    ),
    (
        "no success",
        operation("get", {"responses": {"200": DROP, "404": {"description": "no"}}}),
        "no 2xx status among its responses;",
    ),
    (
        "unwrap nothing",
        operation("list", {"x-unwrap": "lamps"}),
        "x-unwrap 'lamps' is no field of its JSON answer;",
    ),
    (
        "unwrap a number",
        operation("list", {"x-unwrap": 5}),
        "x-unwrap 5 is no field of its JSON answer; write a",
    ),
    (
        "unwrap what one alternative has",
        boxes(LIGHT),
        "x-unwrap 'lamp' is in 1 of 2 alternatives of its JSON answer alone; remove it, or describe the field in",
    ),
]


@pytest.mark.parametrize(("patch", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rule(patch: Mapping[str, Any], expected: str) -> None:
    """The broken operation is refused with a line that says what is wrong and what to do."""
    problems = problems_of(patched(patch))
    assert [line for line in problems if expected in line], problems


def test_client_attributes_are_known() -> None:
    """The names that a tag must not take are all public attributes of the runtime's clients."""
    public = {
        name for client in (BaseClient, AsyncBaseClient) for name in dir(client) if not name.startswith("_")
    }
    assert public <= CLIENT


GOOD_ONES = [
    operation("create", {"requestBody": {"content": {FORM: {"schema": CREATE}, "text/csv": {}}}}),
    body("multipart/form-data", CREATE),
    body("application/yaml", {"type": "string"}),
    operation("get", {"responses": {"200": {"content": {"text/plain": {}}}}}),
    operation("create", {"responses": {"204": answer(LIGHT)["200"], "200": DROP}}),
    body("application/vnd.api+json", CREATE),
    operation("get", {"responses": {"200": {"content": {JSON: DROP, "text/plain": {}, "text/html": {}}}}}),
    operation("list", {"x-unwrap": "links.next"}),
    boxes({"type": "null"}),
    operation("create", {"x-idempotent": "unique"}),
    envelope({"lamp": CREATE, "key": {"type": "string"}}, ["lamp"]),
    body("text/plain", {"type": "string"}, required=False),
    json_body({"type": "array", "items": {"type": "string"}}),
]


@pytest.mark.parametrize("patch", GOOD_ONES)
def test_no_rule_is_too_strict(patch: Mapping[str, Any]) -> None:
    """What the generator handles is accepted."""
    assert problems_of(patched(patch)) == []
