"""Fields and arguments, and the named schemas: models and enums."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .document import JsonObject, is_enum
from .names import identifier
from .types import Type

STYLES: Final = {
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "path": ("simple",),
    "header": ("simple",),
    "cookie": ("form",),
}
"""The styles of parameters by their places, the one by default first."""


@dataclass(frozen=True)
class Field:
    """A field of an object.

    Attributes:
        data: what the document says of it, members beside its reference included.
        schema: its schema; of a parameter, a part of ``data``.
    """

    name: str
    wire: str
    type: Type
    required: bool
    data: JsonObject = field(default_factory=dict)
    schema: JsonObject = field(default_factory=dict)

    @property
    def description(self) -> str:
        text = str(self.data.get("description") or self.schema.get("description", ""))
        return " ".join(filter(None, [text, self._values]))

    @property
    def _values(self) -> str:
        """The values that it has, in words, if no class has them; a constant text tells nothing but its kind."""
        if "const" in self.schema and not isinstance(self.schema["const"], str):
            return f"Always {json.dumps(self.schema['const'])}."
        if "enum" in self.schema and not is_enum(self.schema):
            return f"One of {', '.join(map(json.dumps, self.schema['enum']))}."
        return ""

    @property
    def deprecated(self) -> bool:
        return bool(self.data.get("deprecated"))

    @property
    def secret(self) -> bool:
        return bool(self.data.get("x-secret"))

    @property
    def constant(self) -> Any:
        """The only value that it has; None if there are several."""
        only = self.schema.get("enum", ())
        return self.schema.get("const", only[0] if len(only) == 1 else None)

    @property
    def location(self) -> str:
        """Where it travels, as OpenAPI says it: path, query, header, or else body."""
        return "body"


@dataclass(frozen=True)
class Argument(Field):
    """An argument of a method.

    ``place`` says where it travels: path, query, header, cookie, field (of the body), inner (a field of the body's
    envelope), body (all of it) or format (which media type is sent).  ``rule`` says how it becomes text: a parameter
    itself, or the encoding of a field.
    """

    place: str = "body"
    rule: JsonObject = field(default_factory=dict)

    @property
    def location(self) -> str:
        return self.place if self.place in STYLES else "body"

    @property
    def style(self) -> str:
        """How a parameter, or a field of a form, becomes text: a style of OpenAPI, or "json"."""
        return (
            "json"
            if "content" in self.rule
            else str(self.rule.get("style") or STYLES.get(self.place, ["form"])[0])
        )

    @property
    def exploded(self) -> bool:
        """Whether each item of a list or object stands apart."""
        return bool(self.rule.get("explode", self.style == "form"))


@dataclass(frozen=True)
class Model:
    """A named schema that is no enum.

    Attributes:
        data: the schema, with its ``allOf`` merged.
        answered: whether answers hold it: it becomes a class, if it has fields.
        sent: whether arguments hold it, or x-params asks for it: it becomes a TypedDict.
        nested: whether arguments hold it, and are not just made of its fields.
    """

    name: str
    data: JsonObject
    fields: tuple[Field, ...]
    answered: bool
    sent: bool
    nested: bool

    @property
    def module(self) -> str:
        return identifier(self.name)

    @property
    def description(self) -> str:
        return str(self.data.get("description", ""))

    @property
    def record(self) -> list[str] | None:
        """The schemas whose fields may be sent for it; None if no class keeps it as JSON has it."""
        return self.data.get("x-record")


@dataclass(frozen=True)
class Enum:
    """A named set of texts; ``members`` has the values by their Python names."""

    name: str
    description: str
    members: Mapping[str, str]

    @property
    def module(self) -> str:
        return identifier(self.name)
