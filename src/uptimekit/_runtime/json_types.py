"""Tests of JSON values that both type checkers understand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

__all__ = ["is_array", "is_list", "is_object"]


def is_object(value: Any) -> TypeGuard[Mapping[str, Any]]:
    """Whether *value* is a mapping."""
    return isinstance(value, Mapping)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether *value* is a list, as ``json.loads`` makes them."""
    return isinstance(value, list)


def is_array(value: Any) -> TypeGuard[Sequence[Any]]:
    """Whether *value* is any sequence or set that becomes a JSON array; a string is not."""
    return isinstance(value, (list, tuple, set, frozenset))
