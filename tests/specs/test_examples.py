"""Every specification: valid OpenAPI 3.1, with examples that are true to their schemas."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from ._documents import SPECS, example_problems, examples, load, schemas_without_example

ANY_SPEC = pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)


def document() -> dict[str, Any]:
    """A small document with one example of each place where examples are looked for."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "paths": {
            "/things/{id}": {
                "parameters": [
                    {
                        "name": "id",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "integer"},
                        "example": 1,
                    }
                ],
                "post": {
                    "requestBody": {
                        "content": {"application/json": {"schema": {"type": "integer"}, "example": 2}}
                    },
                    "responses": {"200": {"$ref": "#/components/responses/Done"}},
                },
            }
        },
        "components": {
            "examples": {"Full": {"value": {"name": "a", "at": "2026-03-01T10:15:00+00:00"}}},
            "responses": {
                "Done": {
                    "description": "Done.",
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Thing"},
                            "examples": {"full": {"$ref": "#/components/examples/Full"}},
                        }
                    },
                }
            },
            "schemas": {
                "Thing": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string", "examples": ["a"]},
                        "at": {"type": ["string", "null"], "format": "date-time"},
                        "inner": {"$ref": "#/components/schemas/Thing"},
                    },
                    "examples": [{"name": "a", "at": None, "inner": {"name": "b"}}],
                }
            },
        },
    }


def test_there_are_specs() -> None:
    """The folder is found, so that the tests below run over something."""
    assert SPECS


@ANY_SPEC
def test_is_valid_openapi(path: Path) -> None:
    """The document is valid OpenAPI 3.1."""
    found = load(path)

    assert found["openapi"] == "3.1.0"
    assert [error.message for error in OpenAPIV31SpecValidator(found).iter_errors()] == []


@ANY_SPEC
def test_every_schema_has_an_example(path: Path) -> None:
    """Each named schema shows at least one example."""
    assert schemas_without_example(load(path)) == []


@ANY_SPEC
def test_every_example_is_valid(path: Path) -> None:
    """Each example of a schema, parameter, header, request or response fits its schema."""
    assert example_problems(load(path)) == []


def test_all_places_are_looked_at() -> None:
    """Examples are found at schemas, their properties, parameters, requests and referenced responses."""
    found = dict(examples(document()))

    assert list(found) == [
        "/paths/~1things~1{id}/parameters/0/schema",
        "/paths/~1things~1{id}/post/requestBody/content/application~1json/schema",
        "/components/responses/Done/content/application~1json/schema",
        "/components/schemas/Thing",
        "/components/schemas/Thing/properties/name",
    ]
    assert example_problems(document()) == []


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("paths", "/things/{id}", "parameters", 0, "example"), "one"),
        (
            ("paths", "/things/{id}", "post", "requestBody", "content", "application/json", "example"),
            2.5,
        ),
        (("components", "examples", "Full", "value", "at"), "yesterday"),
        (("components", "examples", "Full", "value", "name"), None),
        (("components", "schemas", "Thing", "examples", 0, "inner", "name"), 1),
        (("components", "schemas", "Thing", "properties", "name", "examples", 0), 1),
    ],
)
def test_a_wrong_example_is_found(place: tuple[str | int, ...], wrong: object) -> None:
    """A value of the wrong type or format is reported wherever it stands, also behind a reference."""
    broken = copy.deepcopy(document())
    node: Any = broken
    for part in place[:-1]:
        node = node[part]
    node[place[-1]] = wrong

    assert len(example_problems(broken)) == 1


def test_a_schema_without_example_is_found() -> None:
    """A named schema that shows nothing is reported by its name."""
    broken = document()
    del broken["components"]["schemas"]["Thing"]["examples"]

    assert schemas_without_example(broken) == ["Thing"]


def test_an_invalid_document_is_found() -> None:
    """The validator in use does refuse a document: one whose path parameter is not declared."""
    broken = document()
    del broken["paths"]["/things/{id}"]["parameters"]

    assert list(OpenAPIV31SpecValidator(broken).iter_errors())
