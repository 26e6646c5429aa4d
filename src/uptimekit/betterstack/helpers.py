"""Small help with lists of objects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeVar

__all__ = ["filter_on_attribute"]

T = TypeVar("T")
_ABSENT: Final = object()


def filter_on_attribute(objects: Iterable[T], name: str, value: Any) -> list[T]:
    """Return those *objects* that have an attribute *name* equal to *value*, in their order."""
    found = ((each, getattr(each, name, _ABSENT)) for each in objects)
    return [each for each, actual in found if actual is not _ABSENT and actual == value]
