"""What is not valid OpenAPI 3.1 is told in plain lines, and the rules look at all the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ._support import DROP, JSON, LIGHT, answer, operation, patched, problems_of, prop, schema

GET = "#/paths/~1lights~1{light_id}/get"
EXTRA = "#/components/schemas/Light/properties/extra_one"
LAMP = {"$ref": "#/components/schemas/Lamp"}
QUERY = {"name": "a", "in": "query", "schema": {"type": "string"}}


def parameters(*given: Any) -> dict[str, Any]:
    return operation("get", {"parameters": list(given)})


CASES: list[tuple[str, Mapping[str, Any], str]] = [
    (
        "type that decides which members are known",
        {"components": {"securitySchemes": {"apiKey": {"type": "apikey"}}}},
        "#/components/securitySchemes/apiKey/type: 'apikey' is none of apiKey, http, mutualTLS, oauth2, openIdConnect; correct it",
    ),
    (
        "type of a schema",
        prop({"type": "strng"}),
        f"{EXTRA}/type: 'strng' is none of array, boolean, integer, null, number, object, string; correct it",
    ),
    (
        "one of several types",
        prop({"type": ["string", "nul"]}),
        f"{EXTRA}/type/1: 'nul' is none of array, boolean, integer, null, number, object, string; correct it",
    ),
    ("text as a schema", prop("text"), f"{EXTRA}: 'text' is not of type boolean or object; correct it"),
    (
        "list as properties",
        schema("Light", {"properties": [{"id": {}}]}),
        "#/components/schemas/Light/properties: a list is not of type object; correct it",
    ),
    ("no answer", operation("get", {"responses": {"200": []}}), f"{GET}/responses/200: a list is not of type object"),
    (
        "no property",
        schema("LightCreate", {"properties": {"name": "text"}}),
        "LightCreate/properties/name: 'text' is not of type boolean or object",
    ),
    ("no title", {"info": {"title": DROP}}, "#/info: title is missing; write it"),
    (
        "a schema as a parameter",
        parameters(LIGHT),
        f"{GET}/parameters/0: #/components/schemas/Light is none of components/parameters; refer to one of them",
    ),
    ("odd root", {"webhook": {}}, "#/webhook: no member has this name here; write webhooks"),
    ("no info", {"info": DROP}, "#: info is missing; write it"),
    ("list of paths", {"paths": [1]}, "#/paths: a list is not of type object; correct it"),
    ("no slash", {"paths": {"lamps": {}}}, "#/paths/lamps: a path without a slash before it; write /lamps"),
    (
        "misspelt method",
        {"paths": {"/lamps": {"gett": {}}}},
        "#/paths/~1lamps/gett: no member has this name here; write get",
    ),
    (
        "odd member",
        operation("get", {"colour": 1}),
        f"{GET}/colour: no member has this name here; correct the name, or remove it",
    ),
    (
        "odd status",
        operation("get", {"responses": {"2xx": {"description": "ok"}}}),
        f"{GET}/responses/2xx: no status of an answer; write a status such as 200, or default",
    ),
    (
        "name of a component",
        patched({"components": {"parameters": {"a b": QUERY}}}, parameters({"$ref": "#/components/parameters/a b"})),
        "#/components/parameters/a b: the name 'a b' does not match '^[a-zA-Z0-9._-]+$'; rename it",
    ),
    ("parameter without a name", parameters({"in": "query", "schema": {}}), f"{GET}/parameters/0: name is missing"),
    (
        "parameter without a schema",
        parameters({"name": "a", "in": "query"}),
        f"{GET}/parameters/0: schema or content is missing; correct it",
    ),
    (
        "parameter with two forms",
        parameters({**QUERY, "content": {JSON: {}}}),
        f"{GET}/parameters/0: more than one of the forms that exclude each other; correct it",
    ),
    (
        "place of a parameter",
        parameters({**QUERY, "in": "quary"}),
        f"{GET}/parameters/0/in: 'quary' is none of query, header, path, cookie; correct it",
    ),
    (
        "key without a name",
        {"components": {"securitySchemes": {"apiKey": {"name": DROP}}}},
        "#/components/securitySchemes/apiKey: name is missing; write it",
    ),
    (
        "two kinds of a license",
        {"info": {"license": {"name": "MIT", "identifier": "MIT", "url": "https://beacon.test"}}},
        "#/info/license: identifier and url exclude each other; correct it",
    ),
    ("long text", {"security": "x" * 99}, f"#/security: '{'x' * 59}... is not of type array; correct it"),
    (
        "a circle of references",
        patched(
            schema("Lamp", {"oneOf": [{"$ref": "#/components/schemas/Lantern"}, {"type": "string"}]}),
            patched(schema("Lantern", {"anyOf": [LAMP, {"type": "null"}]}), prop(LAMP)),
        ),
        "it is a part of itself (Lantern -> Lamp -> Lantern); leave out one of them",
    ),
    (
        "allOf of itself",
        schema("Light", {"allOf": [LIGHT]}),
        "#/components/schemas/Light: it is a part of itself (Light -> Light); leave out one of them",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("patch", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_one_fault_is_one_line(patch: Mapping[str, Any], expected: str) -> None:
    """Each fault is told once, in words, at its exact place; what follows from it is not told."""
    (line,) = problems_of(patched(patch))
    assert line.startswith("beacon.yaml: ")
    assert expected in line


def test_the_rest_of_a_broken_document_is_looked_at() -> None:
    """Faults of all kinds come at once, and inside a broken operation as well."""
    broken = patched(
        {"info": {"title": DROP}},
        patched(
            operation("get", {"x-method-name": "Get", "colour": 1, "x-unwrap": "lamp"}),
            patched(schema("Light", {"requierd": []}), patched(prop(LAMP))),
        ),
    )
    assert problems_of(broken) == [
        f"beacon.yaml: {line}"
        for line in (
            "#/info: title is missing; write it",
            f"{GET}/colour: no member has this name here; correct the name, or remove it",
            f"{EXTRA}: #/components/schemas/Lamp does not exist; correct the name, or add the component",
            "#/components/schemas/Light: requierd is no member of a schema; correct the name, or remove it",
            f"{GET}: x-method-name is 'Get'; write a lower-case method name, such as list",
            f"{GET}: x-unwrap 'lamp' is no field of its JSON answer; write a dotted path to one",
        )
    ]


def test_places_behind_a_broken_item_of_a_list() -> None:
    """Items of a list keep their numbers in messages, also if earlier ones are broken."""
    lines = problems_of(
        patched(parameters({"in": "query", "schema": {}}, [], {**QUERY, "schema": {"requierd": []}}))
    )
    places = [line.split(": ")[1] for line in lines]
    assert places == [f"{GET}/parameters/0", f"{GET}/parameters/1", f"{GET}/parameters/2/schema"]


def test_what_refers_to_a_broken_part_is_not_told() -> None:
    """A component that is not valid is told once, however often it is used."""
    broken = {"Odd": {"in": "query", "schema": {}}}
    document = patched(
        {"components": {"parameters": broken}}, patched(parameters({"$ref": "#/components/parameters/Odd"}))
    )
    assert problems_of(document) == ["beacon.yaml: #/components/parameters/Odd: name is missing; write it"]


def test_methods_with_names_of_their_own_are_looked_at() -> None:
    """An operation of a method that OpenAPI has no name for is judged as all others are."""
    purge = {"operationId": "purge", "x-method-name": "purge", "tags": ["Lights"], "responses": answer(LIGHT)}
    path = {"/lamps": {"additionalOperations": {"PURGE": purge}}}
    assert problems_of(patched({"paths": path})) == []
    path["/lamps"]["additionalOperations"]["PURGE"] = {**purge, "deprecated": 1, "x-unwrap": "lamp"}
    places = [line.split(": ")[1] for line in problems_of(patched({"paths": path}))]
    operation = "#/paths/~1lamps/additionalOperations/PURGE"
    assert places == [f"{operation}/deprecated", operation]


def test_a_body_as_an_answer() -> None:
    """An answer may refer to a request body: both are read for what they hold."""
    bodies = {"requestBodies": {"Lamp": {"content": {JSON: {"schema": LIGHT}}}}}
    document = patched({"components": bodies}, patched(operation("get", {"responses": {"200": None}})))
    document["paths"]["/lights/{light_id}"]["get"]["responses"]["200"] = {
        "$ref": "#/components/requestBodies/Lamp"
    }
    assert problems_of(document) == []


def test_an_empty_component_exists() -> None:
    """A reference to `{}`, any value, leads to a component."""
    document = patched(schema("Anything", {}), patched(prop({"$ref": "#/components/schemas/Anything"})))
    assert problems_of(document) == []


def test_names_that_look_like_references() -> None:
    """A field or component may be called $ref, and examples may hold what looks like one."""
    odd = {
        "properties": {
            "$ref": {"type": "string"},
            "properties": {"type": "string", "examples": [{"$ref": "x"}]},
        }
    }
    document = patched(schema("Light", odd))
    assert not [line for line in problems_of(document) if "$ref:" in line or "does not exist" in line]


def test_a_reference_in_a_property_that_has_the_name_of_a_keyword() -> None:
    """References of properties called `example` or `default` are looked at."""
    document = patched(schema("Light", {"properties": {"example": {"$ref": "#/components/schemas/Lamp"}}}))
    (line,) = problems_of(document)
    assert "properties/example: #/components/schemas/Lamp does not exist" in line


@pytest.mark.parametrize("value", [b"bytes", {1, 2}])
def test_a_value_that_json_does_not_know(value: object) -> None:
    """What a YAML tag has made is told by its place and type."""
    (line,) = problems_of(patched({"info": {"description": value}}))
    assert (
        line
        == f"beacon.yaml: #/info/description: a {type(value).__name__}, which JSON does not know; write a text"
    )


def test_answers_that_are_errors_are_not_looked_at() -> None:
    """Schemas and media types of error answers are never used, so no rule is about them."""
    error = answer({"type": "object", "properties": {"a": {"enum": ["x"]}}})["200"]
    error["content"]["odd"] = error["content"][JSON]
    assert problems_of(patched(operation("get", {"responses": {"404": error, "default": error}}))) == []
