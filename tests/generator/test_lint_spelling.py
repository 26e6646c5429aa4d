"""Rules for texts that have a grammar of their own, each with the smallest document that breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ._support import DROP, GOOD, JSON, operation, patched, problems_of, schema


def path(name: str) -> dict[str, Any]:
    """Return a patch that moves the listing to another path."""
    return {"paths": {"/lights": DROP, name: GOOD["paths"]["/lights"]}}


def media(name: str) -> dict[str, Any]:
    """Return a patch that answers with another media type."""
    return operation(
        "get", {"responses": {"200": {"content": {JSON: DROP, name: {"schema": {"type": "string"}}}}}}
    )


def sent(name: str) -> dict[str, Any]:
    """Return a patch that sends another media type."""
    body = {"content": {JSON: DROP, name: {"schema": {"type": "string"}}}}
    return operation("create", {"requestBody": body})


def part(media: str) -> dict[str, Any]:
    """Return a patch that sends a file as a part of that media type."""
    fields = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
    form = {"schema": fields, "encoding": {"file": {"contentType": media}}}
    return operation("create", {"requestBody": {"content": {JSON: DROP, "multipart/form-data": form}}})


def cookie(name: str) -> dict[str, Any]:
    """Return a patch that adds a cookie parameter."""
    return operation("get", {"parameters": [{"name": name, "in": "cookie", "schema": {"type": "string"}}]})


def scheme(**members: Any) -> dict[str, Any]:
    """Return a patch of the security scheme."""
    return {"components": {"securitySchemes": {"apiKey": members}}}


def server(url: str, **variables: Any) -> dict[str, Any]:
    """Return a patch of the server."""
    return {"servers": [{"url": url, "variables": variables}]}


def header(name: str) -> dict[str, Any]:
    """Return a patch that adds a header parameter."""
    return operation("get", {"parameters": [{"name": name, "in": "header", "schema": {"type": "string"}}]})


RECORD = {"x-record": ["LightCreate"]}
CASES: list[tuple[str, Mapping[str, Any], str]] = [
    ("quote in a path", path('/li"ghts'), '#/paths/~1li"ghts: no path of an address; write segments of plain'),
    ("space in a path", path("/li ghts"), "#/paths/~1li ghts: no path of an address"),
    ("line break in a path", path("/li\nghts"), r"#/paths/~1li\nghts: no path of an address"),
    ("odd brace in a path", path("/li}ghts"), "no path of an address"),
    ("media type of an answer", media('text/"plain'), "#/paths/~1lights~1{light_id}/get: 'text/\"plain' is no media type; write such as"),
    ("media type of a body", sent('text/"plain'), "#/paths/~1lights/post: 'text/\"plain' is no media type"),
    ("media type without a slash", media("text"), "'text' is no media type"),
    ("media type with a broken parameter", media("text/plain; charset"), "is no media type"),
    ("media type of a part", part("image/png\r\nX-More: 1"), r"'image/png\r\nX-More: 1' is no media type"),
    ("one of two media types of a part", part("image/png, image"), "'image' is no media type"),
    ("cookie parameter", cookie("c;k"), "get/parameters/0: 'c;k' is no name of a cookie; write such as session"),
    ("header", header("X Trace"), "get/parameters/0: 'X Trace' is no name of a header; write such as X-Api-Key"),
    ("cookie", scheme(**{"in": "cookie"}, name="a;b"), "'a;b' is no name of a cookie; write such as session"),
    ("header of a key", scheme(name="X-Api\r\nKey"), r"'X-Api\r\nKey' is no name of a header"),
    ("header of an answer", {"x-provider": {"request-id": ["x id"]}}, "x-provider/request-id: 'x id' is no name"),
    ("prefix", scheme(**{"x-prefix": "Token\n"}), r"x-prefix 'Token\n'; write printable ASCII"),
    ("server", server('https://beacon.test/"x'), "has characters that no address has; percent-encode them"),
    ("variable", server("https://beacon.test/{v}", v={"default": "a b"}), "a value of server variable v has char"),
    ("keyword", server("https://beacon.test/{if}", **{"if": {"default": "a"}}), "server variable if is a word of Python"),
    ("record", schema("Light", {**RECORD, "properties": {"a-b": {"type": "string"}}}), "the property 'a-b' of a schema with"),
    ("record of keywords", schema("Light", {**RECORD, "properties": {"class": {}}}), "the property 'class' of a schema"),
    ("record of secrets", schema("Light", {**RECORD, "properties": {"__secret__": {}}}), "the property '__secret__'"),
    ("surrogate", {"info": {"title": "x\ud800"}}, "#/info/title: half of a surrogate pair, which is no character"),
    ("surrogate in a name", schema("Light", {"properties": {"x\ud800": {}}}), "has half of a surrogate pair"),
]  # fmt: skip


@pytest.mark.parametrize(("patch", "problem"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_it_is_refused(patch: Mapping[str, Any], problem: str) -> None:
    """A text that breaks its grammar is refused in one line that names the place and what to write instead."""
    problems = problems_of(patched(patch))
    assert any(problem in line for line in problems), problems
    for line in problems:
        assert line.startswith("beacon.yaml: ")
        assert line.isprintable()


@pytest.mark.parametrize(
    "patch",
    [
        path("/lights/all~%20-_.!$&'()*+,;=:@"),
        media("application/vnd.beacon.v1+octets"),
        media('text/plain; charset="utf-8"; format=flowed'),
        media("image/*"),
        header("X-Trace_1"),
        scheme(**{"x-prefix": "Token token="}),
        server("https://beacon.test:8443/api/{v}", v={"default": "v1.2"}),
        schema("Light", {**RECORD, "properties": {"größe": {"type": "string"}}}),
        schema("Light", {"properties": {"a-b": {"type": "string"}, 'a"c': {"type": "string"}, "class": {}}}),
    ],
)
def test_it_is_good(patch: Mapping[str, Any]) -> None:
    """What the grammars allow passes."""
    assert problems_of(patched(patch)) == []


def test_a_parameter_without_a_name() -> None:
    """What the document's own schema requires is told as any other problem, once."""
    broken = operation("get", {"parameters": [{"in": "query", "schema": {"type": "string"}}]})
    (line,) = problems_of(patched(broken))
    assert line == "beacon.yaml: #/paths/~1lights~1{light_id}/get/parameters/0: name is missing; write it"
