"""Fields of request bodies: their rules, as error messages and as JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast

from uptimekit.sandbox.uptimehunt._http import invalid

__all__ = ["Field", "Flag", "HeaderList", "Object", "Text", "Whole", "complaints", "read"]


class Field(Protocol):
    """One field of a body."""

    @property
    def required(self) -> bool:
        """Whether it has to be sent."""
        ...

    def complain(self, value: object) -> str | None:
        """What is wrong with a value that was sent; None if nothing is."""
        ...

    def schema(self) -> dict[str, object]:
        """The same as a JSON Schema."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Text of `least` to `most` characters that fully matches `pattern`, which `meaning` puts into words.

    With a `least` it must not be blank.
    """

    least: int = 0
    most: int | None = None
    pattern: str = ""
    meaning: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False

    def complain(self, value: object) -> str | None:
        """See `Field`."""
        if not isinstance(value, str):
            return "Must be text"
        if self.least and not value.strip():
            return "Must not be blank"
        if len(value) < self.least:
            return f"Must have at least {self.least} characters"
        if self.most is not None and len(value) > self.most:
            return f"Must have at most {self.most} characters"
        if self.choices and value not in self.choices:
            return f"Must be one of {', '.join(self.choices)}"
        if self.pattern and re.fullmatch(self.pattern, value) is None:
            return f"Must be {self.meaning}"
        return None

    def schema(self) -> dict[str, object]:
        """See `Field`."""
        schema: dict[str, object] = {"type": "string"}
        if self.least:
            schema["minLength"] = self.least
        if self.most is not None:
            schema["maxLength"] = self.most
        if self.choices:
            schema["enum"] = list(self.choices)
        if self.pattern:
            schema["pattern"] = f"^{self.pattern}$"
        return schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole number between two bounds, both included."""

    minimum: int
    maximum: int
    required: bool = False

    def complain(self, value: object) -> str | None:
        """See `Field`."""
        if not isinstance(value, int) or isinstance(value, bool):
            return "Must be a whole number"
        fits = self.minimum <= value <= self.maximum
        return None if fits else f"Must be between {self.minimum} and {self.maximum}"

    def schema(self) -> dict[str, object]:
        """See `Field`."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """True or false."""

    required: bool = False

    def complain(self, value: object) -> str | None:
        """See `Field`."""
        return None if isinstance(value, bool) else "Must be true or false"

    def schema(self) -> dict[str, object]:
        """See `Field`."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderList:
    """A list of objects with `name` and `value`."""

    required: bool = False

    def complain(self, value: object) -> str | None:
        """See `Field`."""
        items = cast("list[object]", value) if isinstance(value, list) else [None]
        return None if all(_is_header(item) for item in items) else "Must be a list of names and values"

    def schema(self) -> dict[str, object]:
        """See `Field`."""
        text = {"type": "string"}
        item = {"type": "object", "properties": {"name": text, "value": text}, "required": ["name", "value"]}
        return {"type": "array", "items": item}


def _is_header(item: object) -> bool:
    if not isinstance(item, dict):
        return False
    header = cast("dict[str, object]", item)
    return isinstance(header.get("name"), str) and isinstance(header.get("value"), str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """An object with these fields, and any others."""

    fields: Mapping[str, Field] = field(default_factory=lambda: dict[str, Field]())
    required: bool = False

    def complain(self, value: object) -> str | None:
        """See `Field`; the fields are looked at by `complaints`."""
        return None if isinstance(value, dict) else "Must be an object"

    def schema(self) -> dict[str, object]:
        """See `Field`."""
        return {
            "type": "object",
            "properties": {name: rule.schema() for name, rule in self.fields.items()},
            "required": [name for name, rule in self.fields.items() if rule.required],
        }


def complaints(fields: Mapping[str, Field], sent: Mapping[str, object]) -> dict[str, list[str]]:
    """What is wrong with an object: messages by field."""
    wrong_values = {name: rule.complain(sent[name]) for name, rule in fields.items() if name in sent}
    missing = {name: "Is required" for name, rule in fields.items() if rule.required and name not in sent}
    return {name: [wrong] for name, wrong in {**wrong_values, **missing}.items() if wrong is not None}


def read(fields: Mapping[str, Field], sent: Mapping[str, object]) -> dict[str, object]:
    """The fields that were sent, without unknown ones; a refusal with 422 if one is wrong or missing."""
    if wrong := complaints(fields, sent):
        raise invalid(wrong)
    return {name: value for name, value in sent.items() if name in fields}
