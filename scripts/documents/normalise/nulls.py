"""Null: as a type where it is used, never as a part of a named object or enum."""

from __future__ import annotations

from typing import Any, Final

from apimodel.document import JsonObject

from .notes import Notes
from .trees import mapping, reference_of, sequence
from .walking import components, schemas

NULL: Final = {"type": "null"}
TEXTS: Final[tuple[str, ...]] = (
    "description",
    "deprecated",
    "readOnly",
    "writeOnly",
    "example",
    "examples",
    "x-secret",
)
_WHOLE: Final = frozenset({"$ref", "allOf", "enum", "properties", "const", "x-class-name"})


def allow_null(schema: JsonObject) -> None:
    """Let a schema take null as well."""
    kind = schema.get("type")
    for key in ("oneOf", "anyOf"):
        if isinstance(options := schema.get(key), list):
            if NULL not in options:
                options.append(dict(NULL))
            return
    if schema.keys() & _WHOLE:
        texts = {key: schema.pop(key) for key in TEXTS if key in schema}
        inner = dict(schema)
        schema.clear()
        schema |= {"oneOf": [inner, dict(NULL)], **texts}
    elif isinstance(kind, list):
        schema["type"] = kind if "null" in kind else [*kind, "null"]
    elif isinstance(kind, str) and kind != "null":
        schema["type"] = [kind, "null"]


def without_null(schema: JsonObject) -> bool:
    """Take null out of the types of a schema; tell whether it was there."""
    kind = schema.get("type")
    if not isinstance(kind, list) or "null" not in kind or len(kind) < 2:
        return False
    kinds = [each for each in kind if each != "null"]
    schema["type"] = kinds[0] if len(kinds) == 1 else kinds
    return True


def named(spec: JsonObject, notes: Notes) -> None:
    """Take null out of named objects, enums and references, and allow it wherever they are used."""
    nullable: set[str] = set()
    named = components(spec, "schemas")
    for name, schema in named.items():
        options = [each for each in sequence(mapping(schema).get("oneOf")) if each != NULL]
        if len(options) == 1 and len(schema["oneOf"]) == 2 and mapping(options[0]).keys() & _WHOLE:
            texts = {key: schema[key] for key in TEXTS if key in schema}
            named[name] = {**options[0], **texts}
            nullable.add(f"#/components/schemas/{name}")
            notes.change(
                "component that may be null: null written where it is used", f"#/components/schemas/{name}"
            )
    if nullable:
        for place in list(schemas(spec)):
            if reference_of(place.schema) in nullable and not place.where.rpartition("/")[0].endswith(
                "/allOf"
            ):
                allow_null(place.schema)


def is_null(schema: Any) -> bool:
    """Whether a schema is that of null alone."""
    return mapping(schema).get("type") == "null"
