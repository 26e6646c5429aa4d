"""The three ways to request a page of a list; no answer has a total or a link to the next page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from starlette.datastructures import QueryParams

__all__ = ["page_by_limit", "page_by_per_page", "page_from_zero"]

T = TypeVar("T")

_SIZE = 100
"""Default and maximum alike. The schema of components says 1100, its prose 100."""


def page_by_per_page(query: QueryParams, items: Sequence[T]) -> Sequence[T]:
    """`page` from 1, and `per_page`: most lists."""
    return _cut(items, _number(query, "page", 1) - 1, _number(query, "per_page", _SIZE))


def page_by_limit(query: QueryParams, items: Sequence[T]) -> Sequence[T]:
    """`page` from 1, and `limit`: incidents."""
    return _cut(items, _number(query, "page", 1) - 1, _number(query, "limit", _SIZE))


def page_from_zero(query: QueryParams, items: Sequence[T]) -> Sequence[T]:
    """`page` from 0, and `limit`: subscribers."""
    return _cut(items, _number(query, "page", 0, lowest=0), _number(query, "limit", _SIZE))


def _cut(items: Sequence[T], skipped: int, size: int) -> Sequence[T]:
    size = min(size, _SIZE)
    return items[skipped * size : (skipped + 1) * size]


def _number(query: QueryParams, name: str, default: int, lowest: int = 1) -> int:
    # What the service makes of other values is not known; here they count as not sent.
    sent = query.get(name, "")
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else default
    return number if number >= lowest else default
