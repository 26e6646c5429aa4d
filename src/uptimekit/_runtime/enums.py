"""Enums that stay open: a value the spec does not know survives reading and sending."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from typing import Any, Self, cast

__all__ = ["OpenStrEnum"]


class OpenStrEnum(enum.StrEnum):
    """A string enum that turns an unknown value into a pseudo-member instead of raising.

    Providers add values without notice; one new status must not fail a page of results.  A pseudo-member
    compares, hashes, prints and pickles as its string; :attr:`is_known` tells it from a documented one.  A number
    or boolean becomes one of its JSON text, and is sent back as what it was.
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
        """Return the documented members by their wire value: a look-up is many times faster than a call."""
        return {member.value: member for member in cls}

    @classmethod
    def of(cls, value: Any) -> Self:
        """Return the member of a text, known or not; raise ValueError for anything else, a number too."""
        if not isinstance(value, str):
            raise ValueError(f"{cls.__name__} is text")
        return cls(value)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}.{self.name}: {self.value!r}>"  # that of str takes no value that is a number

    @property
    def is_known(self) -> bool:
        """Whether the spec documents this value."""
        return self._value_ in type(self)._value2member_map_
