"""The sentinel for "not given", where ``None`` means "send null"."""

from __future__ import annotations

import enum
from typing import Final, Literal

__all__ = ["UNSET", "Unset"]


class Unset(enum.Enum):
    """Type of :data:`UNSET`: an Enum, so that identity survives copy and pickle and ``is`` narrows its type."""

    UNSET = enum.auto()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""An argument that was not given: nothing is sent for it, and the server's default or present value stays."""
