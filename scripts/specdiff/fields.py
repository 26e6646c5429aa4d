"""Named values: arguments of a method, keys of what is sent, fields of what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from codegen.names import identifier
from codegen.spec import JsonObject, resolve

from .types import NULL, Type, type_of

__all__ = ["Field", "field_of"]


@dataclass(frozen=True)
class Field:
    """One named value.

    ``place`` is where it travels (path, query, header, body); ``rules`` is what the client neither checks nor shows.
    """

    name: str
    wire: str
    place: str
    type: Type
    required: bool
    deprecated: bool
    secret: bool
    text: str
    rules: Mapping[str, Any]

    @property
    def solid(self) -> Type:
        """The type without null."""
        return self.type - {NULL}

    @property
    def nullable(self) -> bool:
        return NULL in self.type


# Limits and formats that only the server checks, and what a reader may want to know all the same.
_RULES: Final = (
    *("format", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum"),
    *("exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems", "default", "const"),
    *("readOnly", "writeOnly"),
)


def field_of(
    spec: JsonObject,
    wire: str,
    schema: JsonObject,
    *,
    place: str,
    required: bool,
    around: JsonObject | None = None,
) -> Field:
    """Return the field *wire* with its *schema*; *around* is the parameter that holds the schema, if one does."""
    outer = {**schema, **(around or {})}
    target = resolve(spec, schema)
    return Field(
        name=identifier(wire),
        wire=wire,
        place=place,
        type=type_of(spec, schema),
        required=required,
        deprecated=bool(outer.get("deprecated")),
        secret=bool(outer.get("x-secret")),
        text=str(outer.get("description", "")),
        rules={key: target[key] for key in _RULES if key in target},
    )
