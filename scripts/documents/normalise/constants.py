"""Enums and constants: of texts, and without null."""

from __future__ import annotations

from typing import Any

from apimodel.document import JsonObject

from .notes import Notes
from .nulls import allow_null, without_null
from .trees import add_words, shown


def enums(schema: JsonObject, where: str, notes: Notes) -> None:
    """Write an enum as one of texts; the values of another are put into words."""
    values = schema.get("enum")
    if not isinstance(values, list):
        return
    may_be_null = schema.pop("nullable", False) is True
    may_be_null = without_null(schema) or None in values or may_be_null
    present = [value for value in values if value is not None]
    kind = schema.get("type")
    if kind == "array":
        _of_items(schema, where, notes)
    elif kind in (None, "string") and all(isinstance(value, str) for value in present):
        _of_texts(schema, present, where, notes)
    elif kind == "string" and all(isinstance(value, str | int | float) for value in present):
        _of_texts(
            schema, [value if isinstance(value, str) else shown(value) for value in present], where, notes
        )
    else:
        notes.change("enum of values that are not texts: put into words", where)
        del schema["enum"]
        schema.pop("x-enum-varnames", None)
        if present:
            add_words(schema, f"One of {', '.join(map(shown, present))}.")
        if kind is None and (implied := _kind(present)):
            schema["type"] = implied
    if may_be_null:
        notes.change("null in an enum: a type", where)
        allow_null(schema)


def constants(schema: JsonObject, where: str, notes: Notes) -> None:
    """Keep constants that are texts; others are put into words."""
    if "const" not in schema:
        return
    value = schema["const"]
    if isinstance(value, str):
        return
    notes.change("constant that is not a text: put into words", where)
    del schema["const"]
    if value is None:
        schema["type"] = "null"
        return
    add_words(schema, f"Always {shown(value)}.")
    if kind := _kind([value]):
        schema.setdefault("type", kind)


def _of_texts(schema: JsonObject, values: list[str], where: str, notes: Notes) -> None:
    names = schema.get("x-enum-varnames")
    if names is not None and (not isinstance(names, list) or len(names) != len(schema["enum"])):
        notes.change("x-enum-varnames that are not one for each value: left out", where)
        del schema["x-enum-varnames"]
    values = list(dict.fromkeys(values))
    if schema["enum"] != values or schema.get("type") != "string":
        notes.change("enum: distinct texts", where)
        schema["enum"], schema["type"] = values, "string"
    if not values:
        del schema["enum"]


def _of_items(schema: JsonObject, where: str, notes: Notes) -> None:
    """Move the enum of a list to its items, which are meant."""
    notes.change("enum of a list: of its items", where)
    values = schema.pop("enum")
    items = schema.get("items")
    if isinstance(items, dict) and "$ref" not in items:
        items.setdefault("enum", values)


def _kind(values: list[Any]) -> str | None:
    """Return the type of JSON values that are of one."""
    kinds = {
        "boolean"
        if isinstance(v, bool)
        else "integer"
        if isinstance(v, int)
        else "number"
        if isinstance(v, float)
        else None
        for v in values
    }
    return kinds.pop() if len(kinds) == 1 else "number" if kinds == {"integer", "number"} else None
