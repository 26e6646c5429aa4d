"""Shared by the tests of proposals: small documents, and what is proposed for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from documents import Document
from documents.propose.proposal import Proposal, Subject, subjects

JSON: Final = "application/json"
TEXT: Final = {"type": "string"}
TEXTS: Final = {"type": "array", "items": TEXT}


def answer(schema: Any, **others: Any) -> dict[str, Any]:
    """Return the answers of an operation: one of success, and others by their status after an underscore."""
    schemas = {"200": schema, **{status[1:]: each for status, each in others.items()}}
    return {
        status: {"description": "", "content": {JSON: {"schema": each}}} for status, each in schemas.items()
    }


def listing(path: str, properties: Any, *parameters: Any, **members: Any) -> dict[str, Any]:
    """Return a document with one operation that answers with an object of these properties, or with a schema."""
    schema = properties if "type" in properties else {"type": "object", "properties": properties}
    queries = [
        {"name": each, "in": "query", "schema": {"type": "integer"}} if isinstance(each, str) else each
        for each in parameters
    ]
    operation = {"operationId": "listLights", "parameters": queries, "responses": answer(schema), **members}
    return {"openapi": "3.1.0", "paths": {path: {"get": operation}}}


def only(spec: dict[str, Any]) -> Subject:
    """Return the one operation of a document that needs no other form."""
    (subject,) = subjects(Document(Path("lantern.yaml"), spec, spec))
    return subject


def pairs(proposals: Iterable[Proposal]) -> dict[str, Any]:
    """Return the members that are proposed with their values; there are no two for one."""
    listed = list(proposals)
    members = {each.member: each.value for each in listed}
    assert len(members) == len(listed)
    return members
