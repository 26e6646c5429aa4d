"""Groups of things that need a request each: a group is a slice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from .constants import GROUP

__all__ = ["groups_of"]

T = TypeVar("T")


def groups_of(what: str, things: Sequence[T]) -> Iterator[tuple[str, Sequence[T]]]:
    """Yield the groups, each with a label such as ``checks 101 to 200 of 250``."""
    for start in range(0, len(things), GROUP):
        group = things[start : start + GROUP]
        yield f"{what} {start + 1} to {start + len(group)} of {len(things)}", group
