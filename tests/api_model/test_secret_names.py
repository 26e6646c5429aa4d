"""Tests of which parameters and fields of a spec are secrets of a request."""

from __future__ import annotations

from typing import Any

from apimodel.document import operations
from apimodel.secret_names import secret_names


def _names(body: Any, parameters: Any = (), schemas: Any = None) -> tuple[str, ...]:
    operation: Any = {"operationId": "x", "parameters": list(parameters), "responses": {}}
    if body is not None:
        operation["requestBody"] = {"content": {"application/json": {"schema": body}}}
    spec: Any = {"paths": {"/{id}": {"post": operation}}, "components": {"schemas": schemas or {}}}
    return secret_names(spec, next(operations(spec)))


def test_parameters() -> None:
    """Marked parameters count wherever they travel, under the names that are sent; others do not."""
    parameters = [
        {"name": "id", "in": "path", "x-secret": True},
        {"name": "X-Sign", "in": "header", "x-secret": True},
        {"name": "page", "in": "query"},
    ]
    assert _names(None, parameters) == ("id", "X-Sign")


def test_fields_of_the_body() -> None:
    """Marked fields count at any depth: in inherited, referenced, listed and alternative objects."""
    schemas = {
        "Base": {"type": "object", "properties": {"password": {"x-secret": True}}},
        "Header": {"type": "object", "properties": {"name": {}, "value": {"x-secret": True}}},
        "Key": {"type": "string", "x-secret": True},
    }
    body = {
        "allOf": [{"$ref": "#/components/schemas/Base"}],
        "properties": {
            "headers": {"type": "array", "items": {"$ref": "#/components/schemas/Header"}},
            "key": {"$ref": "#/components/schemas/Key"},
            "either": {"oneOf": [{"properties": {"token": {"x-secret": True}}}, {"type": "null"}]},
            "free": {"additionalProperties": {"properties": {"pin": {"x-secret": True}}}},
        },
    }
    assert set(_names(body, schemas=schemas)) == {"password", "value", "key", "token", "pin"}


def test_a_schema_that_holds_itself() -> None:
    """A recursive schema is read once."""
    node: Any = {"properties": {"pass": {"x-secret": True}, "next": {"$ref": "#/components/schemas/Node"}}}
    assert _names({"$ref": "#/components/schemas/Node"}, schemas={"Node": node}) == ("pass",)
