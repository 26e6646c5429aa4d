"""The root of a document: servers, credentials, components that nobody needs, members of other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from documents import read

from ._support import LAMP, answer, document, named, normalised, operation, what

SPECS = Path(__file__).resolve().parents[3] / "specs"


@pytest.mark.parametrize("path", sorted(SPECS.glob("*.yaml")), ids=lambda path: path.stem)
def test_our_own_documents_are_in_the_form_of_the_house(path: Path) -> None:
    """Nothing of a document of ours is changed; only answers to failed requests are left out."""
    found = read(path)
    assert (found.changes, found.problems) == ((), ())
    assert found.spec["components"]["schemas"].items() <= found.written["components"]["schemas"].items()
    for place, item in found.spec["paths"].items():
        for key, part in item.items():
            whole = found.written["paths"][place][key]
            assert (
                part == whole or {**part, "responses": {**whole["responses"], **part["responses"]}} == whole
            )


def test_members_of_other_tools_are_left_out() -> None:
    """An ``x-`` member that is none of ours is left out and noted; one like ours stays for the rules to ask about."""
    get = operation(**{"x-codegen": {}, "x-pagnation": {}})
    lamp = {"type": "object", "properties": {"x-color": {"type": "string"}}, "x-java": 1}
    paths = {"/lamps": {"get": {**get, "responses": answer(LAMP)}}, "x-paths": 1}
    spec, notes = normalised(document(paths, {"Lamp": lamp}, **{"x-logo": "x", "webhooks": {}}))
    assert "x-pagnation" in spec["paths"]["/lamps"]["get"]
    assert spec["components"]["schemas"]["Lamp"] == {key: lamp[key] for key in ("type", "properties")}
    assert what(notes) == [
        ("x- member of another tool: left out", "#/paths/~1lamps/get/x-codegen"),
        ("x- member of another tool: left out", "#/components/schemas/Lamp/x-java"),
        ("x- member of another tool: left out", "#/x-logo"),
        ("webhooks: left out", "#/webhooks"),
    ]


def test_components_that_no_operation_reaches_are_left_out() -> None:
    """What only answers to failed requests refer to is no part of the client; what ``x-params`` asks for is."""
    schemas = {
        "Lamp": {"type": "object", "properties": {}},
        "Failure": {"title": "x"},
        "Sent": {"type": "object", "x-params": True},
    }
    failed = {
        "500": {
            "description": "",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Failure"}}},
        }
    }
    spec, _ = normalised(
        document({"/lamps": {"get": operation(responses={**answer(LAMP), **failed})}}, schemas)
    )
    assert list(spec["components"]["schemas"]) == ["Lamp", "Sent"]


def test_the_first_server_counts() -> None:
    """Of several servers the first is the default; others are noted, and so are variables that are not used."""
    servers = [{"url": "https://a.test", "variables": {"x": {"default": "1"}}}, {"url": "https://b.test"}]
    spec, notes = normalised(document(servers=servers))
    assert spec["servers"] == [{"url": "https://a.test", "variables": {}}]
    assert ("several servers: the first counts", "#/servers") in what(notes)


def test_servers_of_operations_are_named_by_their_hosts() -> None:
    """A server of an operation gets an ``x-name``: the first label of its host, or more where two are alike."""
    urls = [
        "https://ping.a.test",
        "https://ping.a.test",
        "https://ping.b.test/v2",
        "https://lamps.test",
        "https://9.test",
    ]
    paths = {
        f"/{index}": {
            "get": operation(
                operationId=f"get{index}", servers=[{"url": url}], **{"x-method-name": f"m{index}"}
            )
        }
        for index, url in enumerate(urls)
    }
    spec, _ = normalised(document(paths))
    names = [item["get"].get("servers", [{}])[0].get("x-name") for item in spec["paths"].values()]
    assert names == ["ping", "ping", "ping_b_test", None, "server_1"]


def test_tokens_are_sent_as_bearer_tokens_however_they_are_got() -> None:
    """OAuth 2 and OpenID Connect become bearer tokens; schemes that no operation asks for are left out."""
    schemes = {
        "oauth": {"type": "oauth2", "flows": {}, "description": "Ask us.", "x-env": "LAMP_TOKEN"},
        "oidc": {"type": "openIdConnect", "openIdConnectUrl": "https://lamps.test"},
        "unused": {"type": "http", "scheme": "basic"},
    }
    spec, _ = normalised(
        document(components={"securitySchemes": schemes}, security=[{"oauth": ["read"]}, {"oidc": []}])
    )
    assert spec["components"]["securitySchemes"] == {
        "oauth": {"type": "http", "scheme": "bearer", "description": "Ask us.", "x-env": "LAMP_TOKEN"},
        "oidc": {"type": "http", "scheme": "bearer"},
    }


def test_credentials_become_arguments_of_the_constructor() -> None:
    """A scheme whose name makes no argument gets ``x-parameter``, and one that is no component's name another name."""
    key = {"type": "apiKey", "in": "header", "name": "X-Key"}
    schemes = {"API Key": key, "timeout": key, "9": key}
    spec, _ = normalised(
        document(components={"securitySchemes": schemes}, security=[{name: []} for name in schemes])
    )
    found = spec["components"]["securitySchemes"]
    assert {name: scheme.get("x-parameter") for name, scheme in found.items()} == {
        "API_Key": None,
        "timeout": "key_timeout",
        "9": "key_9",
    }
    assert spec["security"] == [{"API_Key": []}, {"timeout": []}, {"9": []}]


def test_names_of_components_become_names_of_classes() -> None:
    """A component is renamed if no class can have its name, and every reference follows it."""
    of = {"$ref": "#/components/schemas/Lamp"}
    schemas: dict[str, Any] = {
        "Lamp": {
            "type": "object",
            "properties": {
                "a": {"$ref": "#/components/schemas/lamp-state"},
                "b": {"$ref": "#/components/schemas/lamp~1bulb"},
                "c": {"$ref": "#/components/schemas/Mapping"},
                "d": {"$ref": "#/components/schemas/LampState"},
            },
        },
        "lamp-state": {"type": "object", "properties": {"x": {"type": "string"}}},
        "lamp/bulb": {"type": "object", "x-class-name": "Bulb"},
        "Mapping": {"type": "object"},
        "LampState": {"type": "object"},
    }
    found = named(schemas, of=of)
    assert list(found) == ["Lamp", "LampStateModel", "Bulb", "MappingModel", "LampState"]
    assert [each["$ref"].rpartition("/")[2] for each in found["Lamp"]["properties"].values()] == list(found)[
        1:
    ]
