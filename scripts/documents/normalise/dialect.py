"""Schemas that OpenAPI 3.0 and JSON Schema write in more than one way: one at a time, whatever stands around it."""

from __future__ import annotations

from typing import Final

from apimodel.document import JsonObject

from .class_names import ALTERNATIVE
from .notes import Notes
from .nulls import TEXTS, allow_null, without_null
from .trees import add_words, mapping, sequence, shown

# Members that narrow a value, which no client checks, or that only tools for editors read.
_UNREAD: Final = frozenset(
    {
        "$anchor",
        "$defs",
        "$id",
        "$schema",
        "$vocabulary",
        "contains",
        "contentSchema",
        "definitions",
        "dependencies",
        "dependentRequired",
    }
    | {
        "dependentSchemas",
        "else",
        "if",
        "maxContains",
        "minContains",
        "not",
        "propertyNames",
        "then",
        "title",
    }
    | {"unevaluatedItems", "unevaluatedProperties", "xml"}
)
_SHORT: Final = 40  # characters of a title that is a name, not a sentence
_BESIDE: Final = frozenset({"$ref", "$comment", "x-class-name", *TEXTS})
_SHAPES: Final = frozenset(
    {"properties", "required", "allOf", "oneOf", "anyOf", "additionalProperties", "items"}
)


def unread(schema: JsonObject, where: str, notes: Notes) -> None:
    """Leave out members that say nothing about types, and put a default into words: no client sends it."""
    title = schema.get("title")
    if isinstance(title, str) and len(title) <= _SHORT and where.split("/")[-2] in ("oneOf", "anyOf"):
        schema |= {ALTERNATIVE: title} if schema.keys() & {"properties", "allOf"} else {}
    for key in schema.keys() & _UNREAD:
        notes.change(f"{key} of a schema: left out", where)
        del schema[key]
    if "default" in schema:
        notes.change("default: put into words", where)
        add_words(schema, f"Default: {shown(schema.pop('default'))}.")
    if isinstance(schema.get("examples"), dict):
        del schema["examples"]


def beside_reference(schema: JsonObject, where: str, notes: Notes) -> None:
    """Keep texts beside a reference, and what adds to it as a part of its own."""
    if not isinstance(schema.get("$ref"), str):
        return
    others = schema.keys() - _BESIDE - {"nullable"}
    if others:
        parts = {key: schema.pop(key) for key in others}
        shaped = parts.keys() & _SHAPES
        notes.change(f"member beside $ref: {'a part of allOf' if shaped else 'left out'}", where)
        if shaped:
            reference = schema.pop("$ref")
            schema["allOf"] = [{"$ref": reference}, parts]


def bounds(schema: JsonObject, where: str, notes: Notes) -> None:
    """Write the exclusive bounds of OpenAPI 3.0 as numbers."""
    for key, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(schema.get(key), bool):
            notes.change(f"{key} of OpenAPI 3.0: a number", where)
            if schema.pop(key) and bound in schema:
                schema[key] = schema.pop(bound)


def content(schema: JsonObject, where: str, notes: Notes) -> None:
    """Write texts that hold bytes by their format."""
    media, encoding = schema.pop("contentMediaType", None), schema.pop("contentEncoding", None)
    if media is None and encoding is None:
        return
    notes.change("content of a text: its format", where)
    binary = (
        encoding in (None, "binary")
        and str(media).partition("/")[0] != "text"
        and media != "application/json"
    )
    schema.setdefault("type", "string")
    if binary or encoding in ("base64", "base64url"):
        schema.setdefault("format", "binary" if binary else "byte")


def types(schema: JsonObject, where: str, notes: Notes) -> None:
    """Write null as a type, and the type that other members imply."""
    if "nullable" in schema:
        may_be_null = schema.pop("nullable") is True
        notes.change("nullable: null is one of the types", where)
        if may_be_null:
            without_null(schema)
            allow_null(schema)
    kind = schema.get("type")
    if isinstance(kind, list) and len(kind) == 1:
        notes.change("type in a list of one: the type alone", where)
        schema["type"] = kind[0]
    if "type" not in schema and not schema.keys() & {"$ref", "oneOf", "anyOf", "allOf"}:
        implied = "object" if "properties" in schema else "array" if "items" in schema else None
        if implied:
            notes.change(f"type {implied}: written", where)
            schema["type"] = implied
    if isinstance(schema.get("type"), list) and schema.keys() & {"properties"}:
        _split(schema, where, notes)


def _split(schema: JsonObject, where: str, notes: Notes) -> None:
    """Make alternatives of the types of a schema that has properties."""
    kinds = [kind for kind in schema["type"] if kind != "object"]
    if "object" not in schema["type"]:
        return
    notes.change("object with several types: alternatives", where)
    texts = {key: schema.pop(key) for key in TEXTS if key in schema}
    inner = {**schema, "type": "object"}
    schema.clear()
    schema |= {"oneOf": [inner, *({"type": kind} for kind in kinds)], **texts}


def arrays(schema: JsonObject, where: str, notes: Notes) -> None:
    """Write the items of a list as one schema."""
    items = [*sequence(schema.get("prefixItems")), *sequence(schema.get("items"))]
    if items or "prefixItems" in schema:
        notes.change("items one by one: alternatives", where)
        rest = schema.get("items") if isinstance(schema.get("items"), dict) else None
        schema.pop("prefixItems", None)
        schema["items"] = {"anyOf": [*items, *([rest] if rest is not None else [])]}
    kind = schema.get("type")
    if "items" not in schema and "array" in (kind if isinstance(kind, list) else [kind]):
        notes.change("array without items: of any values", where)
        schema["items"] = {}
    if isinstance(schema.get("items"), bool):
        schema["items"] = {}


def maps(schema: JsonObject, where: str, notes: Notes) -> None:
    """Write maps by patterns as maps, whose names no client checks."""
    if "patternProperties" not in schema:
        return
    notes.change("patternProperties: additionalProperties", where)
    values = list(mapping(schema.pop("patternProperties")).values())
    if not isinstance(schema.get("additionalProperties"), dict):
        schema["additionalProperties"] = (
            values[0] if len(values) == 1 else {"anyOf": values} if values else {}
        )
