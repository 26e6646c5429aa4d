"""The types of values in Python."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["plain", "enum", "model", "list", "map", "union"]


@dataclass(frozen=True)
class Type:
    """The type of a value.

    Attributes:
        kind: "plain" for what Python has itself, "enum" and "model" for generated classes, or how it is put together.
        name: annotation of a plain type (``str``, ``datetime.date``, ``Any``, ``None``), name of a generated class.
        parts: the items of a list, the values of a map (none if they may be anything), the alternatives of a union.
        constant: the only value, if there is only one; a new constant must not break a client, so it is no type.
    """

    kind: Kind
    name: str = ""
    parts: tuple[Type, ...] = ()
    constant: str | None = field(default=None, compare=False)

    @property
    def part(self) -> Type:
        """What a list or map holds."""
        return self.parts[0] if self.parts else ANY

    @property
    def options(self) -> tuple[Type, ...]:
        """The alternatives; of anything but a union, itself."""
        return self.parts if self.kind == "union" else (self,)

    @property
    def solid(self) -> Type:
        """The type without null."""
        options = tuple(option for option in self.options if option != NULL)
        return options[0] if len(options) == 1 else Type("union", parts=options)

    @property
    def nullable(self) -> bool:
        return NULL in self.options


NULL: Final = Type("plain", "None")
ANY: Final = Type("plain", "Any")
