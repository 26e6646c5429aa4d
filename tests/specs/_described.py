"""Object schemas as tables of fields: kind -> names, in the words of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apimodel.document import flatten, name_of

__all__ = ["Fields", "alternatives", "described", "ordered"]

Document = dict[str, Any]
Fields = dict[str, str]
"""Names of fields by their kind; "?" says that a field may be null, "!" that it is required."""

_KINDS = {"string": "text", "boolean": "flag", "integer": "whole", "number": "number"}


def alternatives(schema: Document) -> Iterator[str]:
    """Name the kinds that a value may have, "null" among them."""
    if "oneOf" in schema:
        for option in schema["oneOf"]:
            yield from alternatives(option)
    elif "$ref" in schema:
        yield name_of(schema["$ref"])
    elif "const" in schema:
        yield str(schema["const"])
    else:
        types = schema.get("type", "anything")
        for one in [types] if isinstance(types, str) else types:
            yield _plain(one, schema)


def _plain(kind: str, schema: Document) -> str:
    if kind == "array":
        inside = " or ".join(alternatives(schema["items"]))
        return "texts" if inside == "text" else f"{inside}[]"
    if kind == "object":
        inside = " or ".join(alternatives(schema["additionalProperties"]))
        return "map" if inside == "anything" else f"map of {inside}"
    if kind == "string" and "format" in schema:
        return {"date-time": "time", "date": "day"}[schema["format"]]
    return _KINDS.get(kind, kind)


def described(document: Document, schema: Document, mark: str = "") -> Fields:
    """Return the fields of an object schema as the tables have them, with *mark* at what is required."""
    fields, required = flatten(document, schema)
    kinds: dict[str, set[str]] = {}
    for name, field in fields.items():
        options = list(alternatives(field))
        null = "?" if "null" in options else ""
        kind = " or ".join(option for option in options if option != "null")
        kinds.setdefault(kind, set()).add(name + null + (mark if name in required else ""))
    return {kind: " ".join(sorted(names)) for kind, names in kinds.items()}


def ordered(fields: Fields) -> Fields:
    """Return the fields in the order that :func:`described` has."""
    return {kind: " ".join(sorted(names.split())) for kind, names in fields.items()}
