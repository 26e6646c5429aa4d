"""Enums: distinct values, and without null; those of values that are not texts are left to the model."""

from __future__ import annotations

from typing import Any

from apimodel.document import JsonObject

from .notes import Notes
from .nulls import allow_null, without_null
from .trees import shown


def enums(schema: JsonObject, where: str, notes: Notes) -> None:
    """Write an enum of texts as such, and null as a type."""
    values, names = schema.get("enum"), schema.get("x-enum-varnames")
    if names is not None and not (
        isinstance(names, list) and isinstance(values, list) and len(names) == len(values)
    ):
        notes.change("x-enum-varnames that are not one for each value: left out", where)
        del schema["x-enum-varnames"]
    if not isinstance(values, list):
        return
    may_be_null = schema.pop("nullable", False) is True
    may_be_null = without_null(schema) or None in values or may_be_null
    present = [value for value in values if value is not None]
    kind = schema.get("type")
    texts = (str,) if kind is None else (str, int, float) if kind == "string" else ()
    if kind == "array":
        _of_items(schema, where, notes)
    elif all(isinstance(value, texts) for value in present):
        _of_texts(schema, where, notes)
    else:
        _of_others(schema, present, may_be_null)
        return
    if may_be_null:
        notes.change("null in an enum: a type", where)
        allow_null(schema)


def _of_others(schema: JsonObject, values: list[object], may_be_null: bool) -> None:
    """Leave values that are not texts to the model, which gives them their types; null is one of them."""
    if may_be_null:
        schema["enum"] = [*values, None]
        if isinstance(kind := schema.get("type"), str):
            schema["type"] = [kind, "null"]


def _of_texts(schema: JsonObject, where: str, notes: Notes) -> None:
    written: list[Any] = schema["enum"]
    named = {
        value if isinstance(value, str) else shown(value): name
        for value, name in zip(written, schema.get("x-enum-varnames", written), strict=True)
        if value is not None
    }
    values = list(named)
    if schema["enum"] != values or schema.get("type") != "string":
        notes.change("enum: distinct texts", where)
        schema["enum"], schema["type"] = values, "string"
    if "x-enum-varnames" in schema:
        schema["x-enum-varnames"] = list(named.values())
    if not values:
        del schema["enum"]
        schema.pop("x-enum-varnames", None)


def _of_items(schema: JsonObject, where: str, notes: Notes) -> None:
    """Move the enum of a list to its items, which are meant."""
    notes.change("enum of a list: of its items", where)
    moved = {key: schema.pop(key) for key in ("enum", "x-enum-varnames") if key in schema}
    items = schema.get("items")
    if isinstance(items, dict) and "$ref" not in items and "enum" not in items:
        items |= moved
