"""An answer is compared by its status, its content type and its body, in that order."""

from __future__ import annotations

from typing import Any

import pytest

from apidrift import Collector, Exchange, Fact

from ._support import api_of

JSON = "application/json"
RESPONSES: dict[str, Any] = {
    "200": {"description": "", "content": {JSON: {"schema": {"type": "object"}}}},
    "204": {"description": ""},
    "4XX": {"description": "", "content": {"text/*": {}, "application/problem+json": {}}},
}


def facts(exchange: Exchange, **responses: Any) -> list[Fact]:
    api = api_of("/light", exchange.method, {"responses": {**RESPONSES, **responses}})
    collector = Collector(api)
    collector.see(api.operations[0], exchange)
    return list(collector.facts)


def answer(status: int, media: str = "", body: str = "", method: str = "get") -> Exchange:
    return Exchange(method, "/light", status, media, body)


@pytest.mark.parametrize(
    "exchange",
    [
        answer(200, JSON, "{}"),
        answer(200, JSON, "", method="head"),
        answer(204, "text/html"),
        answer(404, "text/html", "none"),
        answer(418, "text/plain", "tea"),
        answer(409, "application/problem+json", "{}"),
        answer(404),
    ],
)
def test_a_documented_answer(exchange: Exchange) -> None:
    """Ranges of statuses and of media types document what is in them; an empty body has no type."""
    assert facts(exchange) == []


@pytest.mark.parametrize(
    ("exchange", "fact"),
    [
        (answer(201, JSON, "{}"), Fact("status", "lights.get", "answers 201")),
        (answer(500, "text/html", "x"), Fact("status", "lights.get", "answers 500")),
        (answer(200, "text/html", "x"), Fact("content type", "lights.get", "answers 200 with text/html")),
        (answer(200, "", "x"), Fact("content type", "lights.get", "answers 200 with a body of no type")),
        (answer(204, JSON, "{}"), Fact("content type", "lights.get", "answers 204 with application/json")),
        (answer(200, JSON), Fact("content type", "lights.get", "answers 200 without a body")),
        (answer(200, JSON, "{s3cret"), Fact("content type", "lights.get", "answers 200 with a body that is no JSON")),
        (answer(200, JSON, "[]"), Fact("other type", "lights.get()", "is array, not object")),
    ],
)  # fmt: skip
def test_an_undocumented_answer(exchange: Exchange, fact: Fact) -> None:
    """Each answer that the spec does not have is one fact about its operation."""
    assert facts(exchange) == [fact]


def test_a_default_response_documents_every_status() -> None:
    """A spec may say what all other statuses look like."""
    default = {"description": "", "content": {"text/html": {}}}

    assert facts(answer(500, "text/html", "x"), default=default) == []


def test_a_fact_counts_the_answers_that_show_it() -> None:
    """A fact that one answer shows a hundred times counts once for it."""
    schemas = {"Light": {"type": "object", "properties": {"id": {"type": "string"}}}}
    schema = {"type": "array", "items": {"$ref": "#/components/schemas/Light"}}
    responses = {"200": {"content": {JSON: {"schema": schema}}}}
    api = api_of("/l", "get", {"x-method-name": "list", "responses": responses}, schemas)
    collector = Collector(api)
    for _ in range(2):
        collector.see(api.operations[0], answer(200, JSON, '[{"x": 1}, {"x": 2}]'))
    collector.see(None, answer(200))

    assert collector.facts == {
        Fact("unknown field", "Light.x", "is not in the spec (integer)"): {"lights.list": 2}
    }
    assert (collector.answers, collector.strangers) == ({"lights.list": 2}, 1)
