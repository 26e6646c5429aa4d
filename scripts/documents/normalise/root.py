"""The members at the root of a document."""

from __future__ import annotations

from typing import Final

from apimodel.document import JsonObject

from .notes import Notes
from .trees import mapping

_UNREAD: Final = ("webhooks", "jsonSchemaDialect")


def root(spec: JsonObject, notes: Notes) -> None:
    """Write version 3.1, leave out what no client has, and make the version of the API a text."""
    if str(spec.get("openapi")).startswith("3.0."):
        notes.change("OpenAPI 3.0: read as 3.1", "#/openapi")
        spec["openapi"] = "3.1.0"
    _mappings(spec, notes)
    for key in _UNREAD:
        if key in spec:
            notes.change(f"{key}: left out", f"#/{key}")
            del spec[key]
    info = mapping(spec.get("info"))
    if info and not isinstance(info.get("version"), str):
        notes.change("version of the API: written as text", "#/info")
        info["version"] = str(info.get("version", ""))


def _mappings(spec: JsonObject, notes: Notes) -> None:
    """Tell rooms that are no objects, and empty them: the steps add schemas there."""
    for holder, name, where in (
        (spec, "components", "#/components"),
        (mapping(spec.get("components")), "schemas", "#/components/schemas"),
    ):
        if not isinstance(holder.get(name, {}), dict):
            notes.problem(where, "is no object", "correct it")
            holder[name] = {}
