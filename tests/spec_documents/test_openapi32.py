"""OpenAPI 3.2 in the words of 3.1, with the methods that 3.1 does not know."""

from __future__ import annotations

from typing import Any, Final

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, OpenAPIV32SpecValidator

from documents.openapi32 import FORM, lowered

JSON: Final = "application/json"
LAMP: Final = {"$ref": "#/components/schemas/Lamp"}
DOCUMENT: Final[dict[str, Any]] = {
    "openapi": "3.2.0",
    "$self": "https://lamps.test/openapi.json",
    "info": {"title": "Lamps", "version": "1"},
    "servers": [{"url": "https://lamps.test", "name": "production"}],
    "tags": [{"name": "lamps", "summary": "Lamps", "kind": "nav", "parent": "house"}, {"name": "house"}],
    "paths": {
        "/lamps": {
            "get": {
                "operationId": "findLamps",
                "parameters": [
                    {
                        "name": "all",
                        "in": "querystring",
                        "content": {
                            FORM: {
                                "schema": {
                                    "type": "object",
                                    "required": ["room"],
                                    "properties": {"room": {"type": "string"}, "lit": {"type": "boolean"}},
                                }
                            }
                        },
                    }
                ],
                "responses": {
                    "200": {"summary": "Lamps", "content": {JSON: {"$ref": "#/components/mediaTypes/Lamps"}}}
                },
            }
        }
    },
    "components": {
        "mediaTypes": {"Lamps": {"schema": {"type": "array", "items": LAMP}}},
        "schemas": {
            "Lamp": {
                "oneOf": [{"$ref": "#/components/schemas/Bulb"}, {"$ref": "#/components/schemas/Tube"}],
                "discriminator": {"propertyName": "kind", "defaultMapping": "#/components/schemas/Bulb"},
            },
            **{
                name: {
                    "type": "object",
                    "properties": {
                        "kind": {"const": name},
                        "summary": {"type": "string"},
                        "responses": {"type": "object"},
                    },
                }
                for name in ("Bulb", "Tube")
            },
        },
        "securitySchemes": {
            "app": {
                "type": "oauth2",
                "deprecated": True,
                "flows": {
                    "deviceAuthorization": {
                        "deviceAuthorizationUrl": "https://lamps.test/d",
                        "tokenUrl": "https://lamps.test/t",
                        "scopes": {},
                    },
                    "clientCredentials": {"tokenUrl": "https://lamps.test/t", "scopes": {}},
                },
            }
        },
    },
}


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    return lowered(DOCUMENT)[0]


def test_valid_documents_stay_valid(spec: dict[str, Any]) -> None:
    """What was valid OpenAPI 3.2 is valid 3.1, if it has none of the new methods."""
    assert [*OpenAPIV32SpecValidator(DOCUMENT).iter_errors()] == []
    assert [*OpenAPIV31SpecValidator(spec).iter_errors()] == []


def test_a_query_string_that_is_a_form(spec: dict[str, Any]) -> None:
    """Each field of the form becomes a parameter of its own: what is sent is the same."""
    assert spec["paths"]["/lamps"]["get"]["parameters"] == [
        {"name": "room", "in": "query", "schema": {"type": "string"}, "required": True},
        {"name": "lit", "in": "query", "schema": {"type": "boolean"}},
    ]


def test_a_query_string_of_another_kind_stays_for_the_rules() -> None:
    """Nothing is known to send it: the rules say so, and nothing is dropped."""
    parameter = {"name": "all", "in": "querystring", "content": {JSON: {"schema": {"type": "object"}}}}
    document = {"openapi": "3.2.0", "paths": {"/lamps": {"get": {"parameters": [parameter]}}}}
    assert lowered(document)[0]["paths"]["/lamps"]["get"]["parameters"] == [parameter]


def test_named_media_types_are_copied(spec: dict[str, Any]) -> None:
    """A reference to a media type gives way to what it names."""
    assert spec["paths"]["/lamps"]["get"]["responses"]["200"]["content"] == {
        JSON: {"schema": {"type": "array", "items": LAMP}}
    }
    assert "mediaTypes" not in spec["components"]


def test_names_of_properties_are_left_alone(spec: dict[str, Any]) -> None:
    """A property may have the name of a member that is dropped elsewhere."""
    assert [*spec["components"]["schemas"]["Bulb"]["properties"]] == ["kind", "summary", "responses"]


def test_what_was_done_is_told() -> None:
    """Each change is named with its place."""
    assert [(change.what, change.where) for change in lowered(DOCUMENT)[1]] == [
        ("OpenAPI 3.2 read as 3.1", "#/openapi"),
        (
            "a query string that is a form: a parameter for each of its fields",
            "#/paths/~1lamps/get/parameters",
        ),
        (
            "a named media type copied to its use",
            "#/paths/~1lamps/get/responses/200/content/application~1json",
        ),
        ("defaultMapping left out: an unknown tag reads as a dict", "#/components/schemas/Lamp"),
    ]


@pytest.mark.parametrize("method", ["query", "additionalOperations"])
def test_new_methods_stay(method: str) -> None:
    """The model reads the methods that OpenAPI 3.1 does not know."""
    operation = {"responses": {"200": {"description": "OK"}}}
    item = {method: {"COPY": operation} if method == "additionalOperations" else operation}
    assert lowered({"openapi": "3.2.0", "paths": {"/lamps": item}})[0]["paths"] == {"/lamps": item}
