"""Enums that stay open: a value the spec does not know survives reading and sending."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Self

__all__ = ["OpenStrEnum"]


class OpenStrEnum(enum.StrEnum):
    """A string enum that turns an unknown value into a pseudo-member instead of raising.

    Providers add values without notice; one new status must not fail a page of results.  A pseudo-member
    compares, hashes, prints and pickles as its string; :attr:`is_known` tells it from a documented one.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = "UNKNOWN"
        member._value_ = value
        return member  # not cached: what a server sends must not grow the class

    @classmethod
    def by_value(cls) -> Mapping[str, Self]:
        """Return the documented members by their wire value: a look-up is many times faster than a call."""
        return {member.value: member for member in cls}

    @property
    def is_known(self) -> bool:
        """Whether the spec documents this value."""
        return self._value_ in type(self)._value2member_map_
