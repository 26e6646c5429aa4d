"""Proposals about error answers."""

from __future__ import annotations

from typing import Any

import pytest

from documents.propose import errors
from documents.propose.left_open import left_open

from ._proposals import TEXT, TEXTS, answer, pairs


def proposed(*schemas: Any, **components: Any) -> Any:
    """Return what is proposed for a document with an error answer of each schema."""
    answers = answer({}, **{f"_{400 + number}": schema for number, schema in enumerate(schemas)})
    spec = {"paths": {"/lights": {"get": {"responses": answers}}}, "components": components}
    return pairs(errors.propose(spec)).get("x-provider")


def an_object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize(
    ("schema", "error"),
    [
        (an_object(message=TEXT, code={"type": "integer"}), {"message": ["/message"], "code": ["/code"]}),
        (
            an_object(error=an_object(message=TEXT, errors=TEXTS)),
            {"message": ["/error/message", "/error/errors"]},
        ),
        (an_object(error={"type": ["string", "null"]}), {"message": ["/error"]}),
        (
            an_object(errors={"type": "array", "items": an_object(title=TEXT, detail=TEXT, code=TEXT)}),
            {"message": ["/errors/0/detail", "/errors/0/title"], "code": ["/errors/0/code"]},
        ),
        (
            an_object(message=TEXT, errors={"type": "object"}, request_id=TEXT),
            {"message": ["/message"], "details": ["/errors"], "request-id": ["/request_id"]},
        ),
        ({"allOf": [an_object(detail=TEXT), an_object(scimType=TEXT)]}, {"message": ["/detail"], "code": ["/scimType"]}),
        ({"$ref": "#/components/schemas/Fault"}, {"message": ["/reason"]}),
        ({"$ref": "#/components/schemas/Nothing"}, None),
        ({"$ref": "#/paths/~1lights/get/responses/400/content/application~1json/schema"}, None),
    ],
)  # fmt: skip
def test_places_in_error_bodies(schema: Any, error: Any) -> None:
    """Message, code, details and id are found by their names and types, in lists and envelopes too."""
    rule = proposed(schema, schemas={"Fault": an_object(reason=TEXT)})
    assert (rule or {}).get("error") == error


def test_a_reference_into_another_answer_is_followed() -> None:
    """An error schema that stands in one answer serves the answers that refer to it."""
    first = an_object(error=TEXT)
    rule = proposed(
        first, {"$ref": "#/paths/~1lights/get/responses/400/content/application~1json/schema"}, first
    )
    assert rule == {"error": {"message": ["/error"]}}


def test_better_names_go_first_then_commoner_ones() -> None:
    """Of several pointers, that with the better name counts first; of equal names, that of more answers."""
    one, two = an_object(fault=TEXT, title=TEXT), an_object(error=an_object(title=TEXT))
    assert proposed(two, one, one)["error"]["message"] == ["/title", "/error/title"]
    assert proposed(an_object(title=TEXT), an_object(message=TEXT))["error"]["message"] == [
        "/message",
        "/title",
    ]


def test_headers_with_an_id() -> None:
    """A header of any answer that names a request is proposed; a document that says it gets no proposal."""
    answers = {
        "200": {"headers": {"X-Request-Id": {}, "X-Total": {}}},
        "404": {"$ref": "#/components/responses/N"},
    }
    spec: dict[str, Any] = {
        "paths": {"/lights": {"get": {"responses": answers}}},
        "components": {"responses": {"N": {"headers": {"x-trace-id": {}}}}},
    }
    assert pairs(errors.propose(spec)) == {"x-provider": {"request-id": ["X-Request-Id", "x-trace-id"]}}
    assert list(errors.propose(spec | {"x-provider": {}})) == []


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            'A list is {"checks": []}. Errors:\n```\n{"error": {"statuscode": 403, "errormessage": "No."}}\n```',
            {"message": ["/error/errormessage"]},
        ),
        ('{"code": {broken} {"errors": ["No."], "code": 7}', {"message": ["/errors"], "code": ["/code"]}),
        ('Send {"message": "Hello.", "type": "text"}.', None),
        ('{"error": true}', None),
        (None, None),
    ],
)
def test_an_error_in_the_introduction(text: Any, error: Any) -> None:
    """Without schemas of errors, one that the introduction shows as JSON tells the places; else they are left open."""
    spec: dict[str, Any] = {"info": {"description": text}, "paths": {}}
    proposals = list(errors.propose(spec))
    assert pairs(proposals).get("x-provider", {}).get("error") == error
    said = [line for line in left_open(spec, [], proposals) if "x-provider.error" in line]
    assert len(said) == (error is None)
    assert not any("x-provider.error" in line for line in left_open({"x-provider": {"error": {}}}, [], []))
