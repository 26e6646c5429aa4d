"""Rules for the document as a whole, each with the smallest document that breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from apimodel.reserved import CONSTRUCTOR
from uptimekit._runtime import ClientOptions

from ._support import DROP, GOOD, answer, operation, patched, problems_of, prop, schema

PING = {"url": "https://ping.test", "x-name": "ping"}


def test_the_good_document_is_good() -> None:
    """The document that all cases change has no problem itself."""
    assert problems_of(GOOD) == []


CASES: list[tuple[str, Mapping[str, Any], str]] = [
    ("no paths", {"paths": DROP}, "#: paths is missing; write it"),
    (
        "no operation",
        {"paths": dict.fromkeys(GOOD["paths"], DROP)},
        "#/paths: there is no operation; write one, or skip less by x-skip",
    ),
    ("invalid", {"info": {"title": DROP}}, "#/info: title is missing; write it"),
    (
        "file reference",
        prop({"$ref": "other.yaml#/Light"}),
        "other.yaml#/Light leads out of the document; copy the schema under components",
    ),
    (
        "broken reference",
        prop({"$ref": "#/components/schemas/Lamp"}),
        "#/components/schemas/Lamp does not exist; correct the name, or add the component",
    ),
    (
        "path item reference",
        {"paths": {"/x": {"$ref": "#/components/schemas/Lamp"}}},
        "a $ref of a path item is ignored; write its operations here",
    ),
    (
        "no server",
        {"servers": DROP},
        "#/servers: there is no server; write the address of the API, such as [{url: https://...}]",
    ),
    (
        "relative server",
        {"servers": [{"url": "/api"}]},
        "servers/0: server address '/api'; write an absolute",
    ),
    (
        "undeclared variable",
        {"servers": [{"url": "https://b.test/{version}"}]},
        "server variable version is not declared; declare each {variable}",
    ),
    (
        "default outside enum",
        {"servers": [{"url": "https://b.test/{v}", "variables": {"v": {"default": "v1", "enum": ["v2"]}}}]},
        "the default of server variable v is not in its enum; choose one of the enum",
    ),
    (
        "variable that is no name",
        {"servers": [{"url": "https://b.test/{API-v}", "variables": {"API-v": {"default": "v1"}}}]},
        "server variable API-v becomes an argument; name it in lower case with _",
    ),
    (
        "server whose name is a number",
        operation("get", {"servers": [{**PING, "x-name": float("nan")}]}),
        "get: x-name '' of its server; write lower case with _",
    ),
    (
        "server named base",
        operation("get", {"servers": [{**PING, "x-name": "base"}]}),
        "#/paths/~1lights~1{light_id}/get: x-name base is the",
    ),
    (
        "limit by nothing",
        operation("get", {"servers": [{**PING, "x-name": "other", "x-limit-by": ["ping_key"]}]}),
        "#/paths/~1lights~1{light_id}/get: x-limit-by is not a list of parameters that are whole segments of the server's paths; name",
    ),
    (
        "limit by text",
        operation("get", {"servers": [{**PING, "x-name": "other", "x-limit-by": "light_id"}]}),
        "#/paths/~1lights~1{light_id}/get: x-limit-by is not a list of parameters",
    ),
    (
        "limit of the default server",
        {"servers": [{"url": "https://b.test", "x-limit-by": ["light_id"]}]},
        "servers/0: x-limit-by on the default server; move it to a server with an x-name",
    ),
    (
        "one name for two servers",
        patched(
            operation("list", {"servers": [{**PING, "url": "https://other.test"}]}),
            operation("get", {"servers": [PING]}),
        ),
        "#/paths/~1lights~1{light_id}/get: server ping differs from that of #/paths/~1lights/get; write the same server in both places",
    ),
    (
        "digest",
        {
            "security": [{"other": []}],
            "components": {"securitySchemes": {"other": {"type": "http", "scheme": "Digest"}}},
        },
        "securitySchemes/other: http digest cannot be sent; write apiKey, or http with bearer or basic, or remove it",
    ),
    (
        "client certificate",
        {"security": [{"other": []}], "components": {"securitySchemes": {"other": {"type": "mutualTLS"}}}},
        "securitySchemes/other: mutualTLS cannot be sent; remove it: an ssl.SSLContext in verify= has the certificate",
    ),
    (
        "prefix of a basic scheme",
        {
            "security": [{"other": []}],
            "components": {
                "securitySchemes": {"other": {"type": "http", "scheme": "basic", "x-prefix": "Key "}}
            },
        },
        "x-prefix on http basic; remove it: only apiKey in header and http bearer have a prefix",
    ),
    (
        "argument name",
        {"components": {"securitySchemes": {"apiKey": {"x-parameter": "API key"}}}},
        "'API key' is no argument name; write an x-parameter in lower case with _",
    ),
    (
        "environment variable",
        {"components": {"securitySchemes": {"apiKey": {"x-env": "beacon-key"}}}},
        "x-env 'beacon-key'; write the name of an environment variable",
    ),
    (
        "two schemes together in one header",
        {
            "security": [{"apiKey": [], "other": []}],
            "components": {
                "securitySchemes": {"other": {"type": "apiKey", "in": "header", "name": "x-api-key"}}
            },
        },
        "security: apiKey and other are asked for together and sent in one place; list them as alternatives",
    ),
    (
        "unknown scheme",
        operation("get", {"security": [{"token": []}]}),
        "get/security/0/token: security scheme token does not exist; declare it under securitySchemes",
    ),
    (
        "argument twice",
        {"components": {"securitySchemes": {"apiKey": {"x-parameter": "timeout"}}}},
        "the client's constructor would have two arguments timeout; rename the variable, the x-name or",
    ),
    (
        "variable like a key",
        {"components": {"securitySchemes": {"apiKey": {"x-parameter": "version"}}}},
        "the client's constructor would have two arguments version",
    ),
]


@pytest.mark.parametrize(("patch", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rule(patch: Mapping[str, Any], expected: str) -> None:
    """The broken document is refused with a line that names file, place, fault and remedy."""
    problems = problems_of(patched(patch))
    assert [line for line in problems if expected in line], problems
    assert all(line.startswith("beacon.yaml: ") for line in problems)


def test_all_problems_come_at_once() -> None:
    """Independent problems are reported together."""
    both = patched(schema("Light", {"requierd": []}), patched(operation("get", {"x-method-name": "Get"})))
    problems = problems_of(both)
    assert any("requierd" in line for line in problems)
    assert any("'Get'" in line for line in problems)


def test_constructor_arguments_are_known() -> None:
    """The names that a server or key must not take are all that the runtime's clients take."""
    assert set(ClientOptions.__annotations__) <= CONSTRUCTOR


def test_response_keys_may_be_numbers() -> None:
    """A shared response, and a server on a path item, are accepted."""
    shared = patched(
        {
            "components": {"responses": {"Light": answer({"$ref": "#/components/schemas/Light"})["200"]}},
            "paths": {"/lights/{light_id}": {"servers": [PING]}},
        },
    )
    shared["paths"]["/lights/{light_id}"]["get"]["responses"] = {
        "200": {"$ref": "#/components/responses/Light"}
    }
    assert problems_of(shared) == []
