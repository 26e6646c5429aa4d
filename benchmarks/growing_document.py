"""A made-up document of any number of operations, in the dialect in which vendors write theirs.

OpenAPI 3.0 with ``nullable``, inline objects and enums, error answers on every operation, examples, and no word of ours.
Each resource adds five operations, three schemas and about 20 properties, so that everything grows at one rate.
"""

from __future__ import annotations

from typing import Any, Final

__all__ = ["PER_RESOURCE", "document"]

PER_RESOURCE: Final = 5
_Json = dict[str, Any]


def document(operations: int) -> _Json:
    """Return a document of *operations*, which is rounded up to whole resources."""
    numbers = range(-(-operations // PER_RESOURCE))
    return {
        "openapi": "3.0.3",
        "info": {"title": "Growing", "version": "1", "description": "Grows by resources."},
        "servers": [{"url": "https://growing.test/api"}],
        "security": [{"token": []}],
        "tags": [{"name": f"Depot {number}"} for number in numbers],
        "paths": {path: item for number in numbers for path, item in _paths(number).items()},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                **{name: schema for number in numbers for name, schema in _schemas(number).items()},
                "Error": _object(message=_text("What is wrong."), code={"type": "integer"}),
            },
        },
    }


def _paths(number: int) -> dict[str, _Json]:
    whole, one = f"/depots{number}", f"/depots{number}/{{depot_id}}"
    depot, page = _reference(f"Depot{number}"), _reference(f"Depot{number}Page")
    body = {"required": True, "content": {"application/json": {"schema": _reference(f"Depot{number}Write")}}}
    key = {"name": "depot_id", "in": "path", "required": True, "schema": _text("Id of the depot.")}
    queries = [
        {"name": "cursor", "in": "query", "schema": _text("Where the page begins.")},
        {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 25, "maximum": 100}},
        {"name": "state", "in": "query", "schema": {"type": "string", "enum": ["open", "closed"]}},
    ]

    def operation(verb: str, answer: _Json | None, **more: Any) -> _Json:
        return {
            "operationId": f"{verb}Depot{number}",
            "summary": f"{verb} a depot of kind {number}.",
            "description": "The answer has every field.\n\nThe team's plan decides how many depots there may be.",
            "tags": [f"Depot {number}"],
            **more,
            "responses": _responses(answer),
        }

    return {
        whole: {
            "get": operation("list", page, parameters=queries),
            "post": operation("create", depot, requestBody=body),
        },
        one: {
            "parameters": [key],
            "get": operation("get", depot),
            "put": operation("update", depot, requestBody=body),
            "delete": operation("delete", None),
        },
    }


def _responses(answer: _Json | None) -> _Json:
    problem = {"application/json": {"schema": _reference("Error"), "example": {"message": "No.", "code": 1}}}
    good = {"content": {"application/json": {"schema": answer}}} if answer else {}
    failed = {
        status: {"description": "Failed.", "content": problem} for status in ("400", "401", "404", "429")
    }
    return {"200" if answer else "204": {"description": "Done.", **good}, **failed}


def _schemas(number: int) -> dict[str, _Json]:
    fields = {
        "name": _text("Name of the depot."),
        "notes": {**_text("Notes, if there are any."), "nullable": True, "example": "By the river."},
        "opened_at": {"type": "string", "format": "date-time"},
        "capacity": {"type": "integer", "minimum": 0},
        "fill": {"type": "number", "nullable": True},
        "labels": {"type": "array", "items": {"type": "string"}},
        "state": {"type": "string", "enum": ["open", "closed", "moving"]},
        "address": _object(street=_text("Street."), city=_text("City."), gates={"type": "integer"}),
        "keepers": {"type": "array", "items": _object(name=_text("Name."), email=_text("Address."))},
    }
    depot = _object(**{"id": _text("Id of the depot."), "created_at": fields["opened_at"], **fields})
    return {
        f"Depot{number}": {**depot, "required": ["id", "name"], "title": "A depot"},
        f"Depot{number}Write": {**_object(**fields), "required": ["name"]},
        f"Depot{number}Page": _object(
            depots={"type": "array", "items": _reference(f"Depot{number}")},
            next_cursor={"type": "string", "nullable": True},
        ),
    }


def _object(**properties: _Json) -> _Json:
    return {"type": "object", "properties": properties}


def _text(description: str) -> _Json:
    return {"type": "string", "description": description}


def _reference(name: str) -> _Json:
    return {"$ref": f"#/components/schemas/{name}"}
