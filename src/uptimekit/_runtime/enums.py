"""Open enums: a value that the spec does not list is read and sent like any other."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from typing import Any, Self, cast

__all__ = ["ListedFields", "OpenStrEnum"]


class OpenStrEnum(enum.StrEnum):
    """A string enum that turns an unknown value into a pseudo-member instead of raising.

    Providers add values without notice, and one new status must not fail a page of results.  A pseudo-member compares,
    hashes, prints and pickles as its string; :attr:`is_known` distinguishes it from a documented member.  A number or
    boolean becomes a pseudo-member of its JSON text, and is sent as the number or boolean again.
    """

    @classmethod
    def _missing_(cls, value: Any) -> Self | None:
        if not isinstance(value, (str, bool, int, float)):
            return None
        text = value if isinstance(value, str) else json.dumps(value)
        member, sent = str.__new__(cls, text), cast(Any, value)
        member._name_ = "UNKNOWN"
        member._value_ = sent  # a number goes back as one
        return member  # not cached: what a server sends must not grow the class

    @classmethod
    def by_value(cls) -> Mapping[str, Self]:
        """Return the documented members by value: looking one up is much faster than calling the enum."""
        return {member.value: member for member in cls}

    @classmethod
    def of(cls, value: Any) -> Self:
        """Return the member of a text, known or not; raise ValueError for anything else, such as a number."""
        if not isinstance(value, str):
            raise ValueError(f"{cls.__name__} is text")
        return cls(value)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}.{self.name}: {self.value!r}>"  # that of str takes no value that is a number

    @property
    def is_known(self) -> bool:
        """Whether the spec documents this value."""
        return self._value_ in type(self)._value2member_map_


class ListedFields:
    """The fields of an object whose values the spec lists, with their enums, for objects that keep JSON as it is."""

    def __init__(self, enums: Mapping[str, type[OpenStrEnum]]) -> None:
        self._table = [(name, frozenset(kind.by_value()), kind) for name, kind in enums.items()]

    def unknown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields with a text that no enum lists, also in a list: as members, which can be sent again."""
        found: dict[str, Any] = {}
        for name, known, kind in self._table:
            value: Any = values.get(name)
            if value.__class__ is str:
                if value not in known:
                    found[name] = kind(value)
            elif value.__class__ is list and not known.issuperset(map(str, value)):
                new = (each.__class__ is str and each not in known for each in value)
                found[name] = [
                    kind(each) if unknown else each for each, unknown in zip(value, new, strict=True)
                ]
        return found
