"""The types of values in Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["plain", "enum", "model", "list", "map", "union"]


@dataclass(frozen=True)
class Type:
    """The type of a value.

    Attributes:
        kind: "plain" for what Python has itself, "enum" and "model" for generated classes, or how it is put together.
        name: annotation of a plain type (``str``, ``datetime.date``, ``Any``, ``None``), name of a generated class.
        parts: the items of a list, the values of a map (none if they may be anything), the alternatives of a union.
    """

    kind: Kind
    name: str = ""
    parts: tuple[Type, ...] = ()

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


def union_of(options: Iterable[Type]) -> Type:
    """Return the type of a value that has one of several types.

    Lists become one list, since its items say which it is, and so do maps; if one may be anything, all may.
    """
    flat = dict.fromkeys(each for option in options for each in option.options)
    if ANY in flat:
        return ANY
    for kind in ("list", "map"):
        alike = [of for of in flat if of.kind == kind]
        if len(alike) > 1:
            merged = Type(kind, parts=_parts(union_of(of.part for of in alike), kind))
            flat = dict.fromkeys(merged if of.kind == kind else of for of in flat)
    return next(iter(flat)) if len(flat) == 1 else Type("union", parts=tuple(flat))


def _parts(inner: Type, kind: Kind) -> tuple[Type, ...]:
    return () if kind == "map" and inner == ANY else (inner,)


UPLOAD: Final = Type("plain", "Upload")
"""A file that is sent, with or without a name."""
CONTENT: Final = Type("plain", "FileContent")
"""The content of a file."""
