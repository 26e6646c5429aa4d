"""Swagger 2.0 says the same as OpenAPI 3.0 in other words."""

from __future__ import annotations

from typing import Any, Final

import pytest
from openapi_spec_validator import OpenAPIV2SpecValidator, OpenAPIV30SpecValidator

from documents.normalise import normalise
from documents.origins import original
from documents.swagger import converted

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"
LAMP: Final = {"$ref": "#/definitions/Lamp"}
DOCUMENT: Final[dict[str, Any]] = {
    "swagger": "2.0",
    "info": {"title": "Lamps", "version": "1", "description": "Lamps of a house."},
    "host": "lamps.test",
    "basePath": "/api/",
    "schemes": ["http", "https"],
    "consumes": [JSON],
    "produces": [JSON],
    "security": [{"login": []}],
    "securityDefinitions": {
        "login": {"type": "basic", "description": "Name and password."},
        "key": {"type": "apiKey", "in": "query", "name": "key"},
        "app": {
            "type": "oauth2",
            "flow": "accessCode",
            "authorizationUrl": "https://lamps.test/a",
            "tokenUrl": "https://lamps.test/t",
            "scopes": {"read": "Read."},
        },
    },
    "parameters": {
        "Colour": {"name": "colour", "in": "query", "type": "array", "items": {"type": "string"}},
        "Lamp": {"name": "lamp", "in": "body", "required": True, "schema": LAMP},
    },
    "responses": {"Lamps": {"description": "Lamps.", "schema": {"type": "array", "items": LAMP}}},
    "definitions": {
        "Lamp": {
            "type": "object",
            "discriminator": "kind",
            "required": ["kind"],
            "properties": {
                "kind": {"type": "string"},
                "type": {"type": "string", "x-nullable": True},
                "$ref": {"type": "string"},
                "inner": LAMP,
            },
            "example": {"$ref": "#/definitions/kept-as-it-is"},
        }
    },
    "paths": {
        "/lamps": {
            "parameters": [{"$ref": "#/parameters/Colour"}],
            "get": {
                "operationId": "listLamps",
                "parameters": [
                    {
                        "name": "a",
                        "in": "query",
                        "type": "array",
                        "items": {"type": "integer"},
                        "collectionFormat": each,
                    }
                    | {"name": each}
                    for each in ("csv", "multi", "ssv", "pipes", "tsv")
                ],
                "responses": {"200": {"$ref": "#/responses/Lamps"}},
            },
            "post": {
                "operationId": "createLamp",
                "parameters": [{"$ref": "#/parameters/Lamp"}],
                "responses": {"201": {"description": "Made.", "schema": LAMP}},
            },
        },
        "/lamps/{id}/photo": {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "type": "integer", "format": "int64"}
            ],
            "put": {
                "operationId": "putPhoto",
                "schemes": ["http"],
                "consumes": [MULTIPART, FORM],
                "produces": ["image/png"],
                "parameters": [
                    {
                        "name": "file",
                        "in": "formData",
                        "type": "file",
                        "required": True,
                        "description": "A photo.",
                    },
                    {"name": "tags", "in": "formData", "type": "array", "items": {"type": "string"}},
                    {"name": "X-Trace", "in": "header", "type": "string", "maxLength": 9},
                ],
                "responses": {
                    "200": {
                        "description": "The photo.",
                        "schema": {"type": "file"},
                        "headers": {"X-Size": {"type": "integer", "description": "Bytes."}},
                        "examples": {"image/png": "..."},
                    }
                },
            },
            "post": {
                "operationId": "renamePhoto",
                "consumes": [FORM, MULTIPART],
                "produces": ["text/plain"],
                "parameters": [{"name": "name", "in": "formData", "type": "string"}],
                "responses": {"200": {"$ref": "#/responses/Lamps"}},
            },
        },
    },
}


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    return converted(DOCUMENT)[0]


@pytest.fixture(scope="module")
def origins() -> dict[str, str]:
    return converted(DOCUMENT)[1]


def test_valid_swagger_becomes_valid_openapi(spec: dict[str, Any]) -> None:
    """All that OpenAPI 3 has words for comes out valid; tsv, for which it has none, is named."""
    wrong = [str(error) for error in OpenAPIV2SpecValidator(DOCUMENT).iter_errors()]
    assert all("'file'" in error for error in wrong)  # which Swagger allows as a schema, if not the validator
    told = [*OpenAPIV30SpecValidator(spec).iter_errors()]
    assert told
    assert all("tsv" in str(error) or "tabDelimited" in str(error) for error in told)


def test_the_server_is_put_together(spec: dict[str, Any]) -> None:
    """Https counts before http, and an operation that is offered by another scheme alone names its own server."""
    assert spec["servers"] == [{"url": "https://lamps.test/api"}]
    assert spec["paths"]["/lamps/{id}/photo"]["put"]["servers"] == [{"url": "http://lamps.test/api"}]
    assert "servers" not in spec["paths"]["/lamps"]["get"]


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({"host": "a.test"}, "https://a.test"),
        ({"host": "a.test:8080", "schemes": ["http"], "basePath": "/v1"}, "http://a.test:8080/v1"),
        ({"basePath": "/v1/"}, "/v1"),
        ({}, "/"),
    ],
)
def test_servers(given: dict[str, Any], url: str) -> None:
    """What is left out is https and the root; without a host the address is relative, and the base path is told."""
    document = {"swagger": "2.0", "info": {"title": "A", "version": "1"}, "paths": {}, **given}
    spec, origins = converted(document)
    assert spec["servers"] == [{"url": url}]
    assert original(origins, "#/servers/0") == ("#" if not given else f"#/{next(iter(given))}")


def test_lists_in_the_query_keep_their_form(spec: dict[str, Any]) -> None:
    """A list without a collectionFormat has commas; each other form has its style."""
    listed = spec["paths"]["/lamps"]["get"]["parameters"]
    assert [(each["name"], each["style"], each["explode"]) for each in listed] == [
        ("csv", "form", False),
        ("multi", "form", True),
        ("ssv", "spaceDelimited", False),
        ("pipes", "pipeDelimited", False),
        ("tsv", "tabDelimited", False),
    ]
    assert listed[0]["schema"] == {"type": "array", "items": {"type": "integer"}}
    assert spec["components"]["parameters"]["Colour"] == {
        "name": "colour",
        "in": "query",
        "schema": {"type": "array", "items": {"type": "string"}},
        "style": "form",
        "explode": False,
    }


def test_schemas(spec: dict[str, Any]) -> None:
    """References, null and the discriminator are rewritten; names of properties and examples are left alone."""
    lamp = spec["components"]["schemas"]["Lamp"]
    assert lamp["discriminator"] == {"propertyName": "kind"}
    assert lamp["properties"]["inner"] == {"$ref": "#/components/schemas/Lamp"}
    assert lamp["properties"]["type"] == {"type": "string", "nullable": True}
    assert lamp["properties"]["$ref"] == {"type": "string"}
    assert lamp["example"] == {"$ref": "#/definitions/kept-as-it-is"}


def test_bodies(spec: dict[str, Any]) -> None:
    """A body parameter, named or not, becomes the request body in every format that the operation takes."""
    assert spec["paths"]["/lamps"]["post"]["requestBody"] == {
        "required": True,
        "content": {JSON: {"schema": {"$ref": "#/components/schemas/Lamp"}}},
    }
    assert "Lamp" not in spec["components"]["parameters"]


def test_forms(spec: dict[str, Any]) -> None:
    """Fields of a form become one object; with a file it can only be sent as multipart."""
    photo, name = (spec["paths"]["/lamps/{id}/photo"][method]["requestBody"] for method in ("put", "post"))
    assert photo == {
        "required": True,
        "content": {
            MULTIPART: {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": {"description": "A photo.", "type": "string", "format": "binary"},
                        "tags": {"type": "array", "items": {"type": "string"}},
                    },
                    "required": ["file"],
                },
                "encoding": {"tags": {"style": "form", "explode": False}},
            }
        },
    }
    assert [*name["content"]] == [FORM, MULTIPART]
    assert "required" not in name


def test_answers(spec: dict[str, Any]) -> None:
    """An answer has the formats of its operation: a named one is copied where they are not the document's."""
    photo = spec["paths"]["/lamps/{id}/photo"]
    assert photo["put"]["responses"]["200"] == {
        "description": "The photo.",
        "content": {"image/png": {"schema": {"type": "string", "format": "binary"}, "example": "..."}},
        "headers": {"X-Size": {"description": "Bytes.", "schema": {"type": "integer"}}},
    }
    assert [*photo["post"]["responses"]["200"]["content"]] == ["text/plain"]
    assert spec["paths"]["/lamps"]["get"]["responses"]["200"] == {"$ref": "#/components/responses/Lamps"}
    assert [*spec["components"]["responses"]["Lamps"]["content"]] == [JSON]


def test_security(spec: dict[str, Any]) -> None:
    """Basic becomes a scheme of HTTP, and a flow of OAuth gets its new name."""
    schemes = spec["components"]["securitySchemes"]
    assert schemes["login"] == {"type": "http", "scheme": "basic", "description": "Name and password."}
    assert schemes["key"] == {"type": "apiKey", "in": "query", "name": "key"}
    assert [*schemes["app"]["flows"]] == ["authorizationCode"]
    assert spec["security"] == [{"login": []}]


@pytest.mark.parametrize(
    ("place", "origin"),
    [
        ("#/components/schemas/Lamp/properties/kind", "#/definitions/Lamp/properties/kind"),
        ("#/components/parameters/Colour/schema/items", "#/parameters/Colour/items"),
        ("#/components/securitySchemes/key/in", "#/securityDefinitions/key/in"),
        (
            "#/paths/~1lamps~1{id}~1photo/put/parameters/0/schema/maxLength",
            "#/paths/~1lamps~1{id}~1photo/put/parameters/2/maxLength",
        ),
        (
            "#/paths/~1lamps~1{id}~1photo/put/requestBody/content/multipart~1form-data/schema/properties/tags/items",
            "#/paths/~1lamps~1{id}~1photo/put/parameters/1/items",
        ),
        (
            "#/paths/~1lamps/post/responses/201/content/application~1json/schema",
            "#/paths/~1lamps/post/responses/201/schema",
        ),
        ("#/info/title", "#/info/title"),
    ],
)
def test_places_lead_back_to_the_file(origins: dict[str, str], place: str, origin: str) -> None:
    """A message about the converted document can name the place in the file."""
    assert original(origins, place) == origin


def test_places_below_a_path_that_is_written_otherwise() -> None:
    """Places lead back to the file also where the parameters of a path get other names."""
    get = {"responses": {"200": {"description": "", "schema": {"type": "string"}}}}
    spec, origins = converted({**DOCUMENT, "paths": {"/lamps/{lampID}": {"get": get}}})
    notes = normalise(spec, origins)[1]
    place = "#/paths/~1lamps~1{lamp_id}/get/responses/200/content/application~1json/schema"
    assert notes.origin(place) == "#/paths/~1lamps~1{lampID}/get/responses/200/schema"


@pytest.mark.parametrize("member", ["name", "collectionFormat"])
def test_a_parameter_with_a_member_that_is_no_text(member: str) -> None:
    """A name or form that is no text stays for the rules."""
    field = {"name": "a", "in": "formData", "type": "array", "items": {"type": "string"}, member: {}}
    query = {**field, "in": "query"}
    post = {"parameters": [field, query], "responses": {}}
    assert converted({**DOCUMENT, "paths": {"/lamps": {"post": post}}})[0]["paths"]


def test_schemas_among_the_parameters() -> None:
    """Some documents keep schemas under parameters: they become schemas, and references to them are right."""
    document = {
        "swagger": "2.0",
        "parameters": {"Wire": {"type": "object"}},
        "definitions": {"Lamp": {"type": "object", "properties": {"wire": {"$ref": "#/parameters/Wire"}}}},
    }
    schemas = converted(document)[0]["components"]["schemas"]
    assert schemas["Wire"] == {"type": "object"}
    assert schemas["Lamp"]["properties"]["wire"] == {"$ref": "#/components/schemas/Wire"}


@pytest.mark.parametrize("wrong", [None, 3, "text", [], [3], {"a": 3}, {"a": {"b": 3}}, {"a": {"b": [None]}}])
@pytest.mark.parametrize("member", [*DOCUMENT.keys() - {"swagger"}])
def test_what_is_broken_stays_for_the_rules(member: str, wrong: Any) -> None:
    """A part of the wrong type does not end the conversion: what is wrong is told by the rules."""
    converted({**DOCUMENT, member: wrong})


def test_the_document_is_left_alone() -> None:
    """The conversion makes a new document."""
    before = repr(DOCUMENT)
    converted(DOCUMENT)
    assert repr(DOCUMENT) == before


def test_no_part_stands_in_two_places(spec: dict[str, Any]) -> None:
    """An overlay that changes one format of a body or an answer leaves the others alone."""
    seen: set[int] = set()
    waiting: list[Any] = [spec]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict | list) and node:
            assert id(node) not in seen, node
            seen.add(id(node))
            waiting += node.values() if isinstance(node, dict) else node
