"""Small documents, and what becomes of them."""

from __future__ import annotations

import copy
from typing import Any, Final

from documents.normalise import Notes, normalise

JSON: Final = "application/json"
LAMP: Final = {"$ref": "#/components/schemas/Lamp"}


def answer(schema: Any = None, media: str = JSON) -> dict[str, Any]:
    """Return the responses of an operation that answers with *schema*."""
    content = {} if schema is None else {"content": {media: {"schema": schema}}}
    return {"200": {"description": "OK", **content}}


def operation(**members: Any) -> dict[str, Any]:
    """Return a good operation, but for *members*; None leaves one out."""
    good = {"operationId": "listLamps", "x-method-name": "list", "tags": ["lamps"], "responses": answer()}
    return {key: value for key, value in {**good, **members}.items() if value is not None}


def document(paths: Any = None, schemas: Any = None, **root: Any) -> dict[str, Any]:
    """Return a document of these paths and schemas."""
    components = {"components": {"schemas": schemas}} if schemas is not None else {}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Lamps", "version": "1"},
        "servers": [{"url": "https://lamps.test"}],
        "paths": {"/lamps": {"get": operation()}} if paths is None else paths,
        **components,
        **root,
    }


def normalised(written: dict[str, Any]) -> tuple[dict[str, Any], Notes]:
    """Normalise a document, which must stay as it is; what comes out must not change a second time."""
    before = copy.deepcopy(written)
    spec, notes = normalise(written)
    assert written == before
    again, more = normalise(spec)
    assert (again, more.changes) == (spec, [])
    return spec, notes


def named(schemas: dict[str, Any], version: str = "3.0.3", of: Any = LAMP) -> dict[str, Any]:
    """Return the named schemas after a document with *schemas*, of which an answer refers to ``Lamp``."""
    paths = {"/lamps": {"get": operation(responses=answer(of))}}
    spec, _ = normalised(document(paths, schemas, openapi=version))
    found: dict[str, Any] = spec["components"]["schemas"]
    return found


def of_property(schema: Any, version: str = "3.0.3", **others: Any) -> Any:
    """Return what becomes of the schema of a property."""
    return named({"Lamp": {"type": "object", "properties": {"it": schema}}, **others}, version)["Lamp"][
        "properties"
    ]["it"]


def what(notes: Notes) -> list[tuple[str, str]]:
    """Return what was done, and where."""
    return [(change.what, change.where) for change in notes.changes]
