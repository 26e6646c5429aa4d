"""How a listing goes on: pure decisions over one page after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import httpx

from .errors import InputError, PaginationError
from .json_types import is_object
from .model import items_of
from .operation import Pagination, Request
from .response import RawResponse, read_json

__all__ = ["Page", "Walk"]

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a listing.

    Attributes:
        items: its items, decoded, in the server's order.
        token: where it stands; pass it as ``start_at`` to begin a listing with this page.
        next_token: where the next page stands, None on the last one.
        response: the answer it came in.
    """

    items: list[T]
    token: str
    next_token: str | None
    response: RawResponse


@dataclass(frozen=True)
class _Reading(Generic[T]):
    """What one body says: its items, and what it tells about the way on."""

    items: list[T]
    next: str
    last: int | None


class Walk(Generic[T]):
    """The state of one listing.  Raises PaginationError where going on would be unsafe or endless."""

    def __init__(
        self, request: Request, read_item: Callable[[Any], T], start_at: str | None, max_pages: int
    ) -> None:
        plan = request.operation.pagination
        if plan is None:
            raise InputError(f"{request.operation.id} is not a listing")
        if max_pages < 1:
            raise InputError(f"max_pages must be at least 1, not {max_pages}", field="max_pages")
        self._plan: Pagination = plan
        self._request = request
        self._read = read_json(lambda value: self._reading(value, read_item))
        self._max_pages = max_pages
        self._pages = 0
        self._seen: set[str] = set()
        self._previous: Any = None
        self._size = self._page_size()
        self.first = self._first(start_at)
        self.last: int | None = None  # number of the last page, where it can be told

    def _page_size(self) -> int:
        name = self._plan.size_parameter
        return int(self._request.query.get(name, self._plan.size)) if name else self._plan.size

    def _first(self, start_at: str | None) -> str:
        if self._plan.style in ("link", "cursor"):
            return start_at or ""
        if start_at is None:
            return str(self._plan.first)
        if not start_at.isdecimal():
            raise InputError(
                f"start_at must be a page token of this listing, not {start_at!r}", field="start_at"
            )
        return start_at

    def request(self, token: str) -> Request:
        """Return the request for the page at *token*."""
        plan, query = self._plan, dict(self._request.query)
        if plan.size_parameter:
            query.setdefault(plan.size_parameter, plan.size)
        if plan.style == "link":
            return (
                replace(self._request, url=token, query={}) if token else replace(self._request, query=query)
            )
        if token:
            query[plan.parameter] = token
        return replace(self._request, query=query)

    def page(self, token: str, response: RawResponse) -> Page[T]:
        """Return the page at *token*; pages are handed in in order."""
        self._count(token)
        reading = self._read(response)
        self._refuse_repetition(token, reading.items)
        self.last = reading.last
        return Page(reading.items, token, self._next(token, reading), response)

    def ahead(self, token: str) -> str | None:
        """Return the page after *token* if it surely exists, before *token* was read."""
        if self.last is None or self._plan.style not in ("page", "offset"):
            return None
        following = int(token) + self._step
        return str(following) if following <= self.last else None

    # ------------------------------------------------------------------ reading one body

    def _reading(self, value: Any, read_item: Callable[[Any], T]) -> _Reading[T]:
        items = [read_item(item) for item in items_of(value, self._plan.items)]
        return _Reading(items, str(_at(value, self._plan.next) or ""), self._last(value))

    @property
    def _step(self) -> int:
        return self._size if self._plan.style == "offset" else 1

    def _last(self, value: Any) -> int | None:
        """Return the number (or offset) of the last page, if the body tells it."""
        plan = self._plan
        if isinstance(pages := _at(value, plan.total_pages), int):
            return plan.first + pages - 1
        if isinstance(total := _at(value, plan.total_items), int) and self._size:
            full = max(0, total - 1) // self._size
            return plan.first + full * self._step
        link = _at(value, plan.last)
        return _number_in(link, plan.parameter) if isinstance(link, str) else None

    def _next(self, token: str, reading: _Reading[T]) -> str | None:
        plan = self._plan
        if plan.style in ("link", "cursor"):
            return reading.next or None
        if plan.next:
            ended = not reading.next
        elif reading.last is not None:
            ended = int(token) + self._step > reading.last
        else:
            ended = not reading.items or (plan.short_page_ends and len(reading.items) < self._size)
        return None if ended else str(int(token) + (self._step or len(reading.items)))

    # ------------------------------------------------------------------ what would be endless

    def _count(self, token: str) -> None:
        self._pages += 1
        if self._pages > self._max_pages:
            raise self._stop(f"the listing has more than max_pages ({self._max_pages}) pages", token)
        if token in self._seen:
            raise self._stop("the listing leads back to a page that was read already", token)
        self._seen.add(token)

    def _refuse_repetition(self, token: str, items: list[T]) -> None:
        if items and items == self._previous:
            raise self._stop("the server sends the same page again and again", token)
        self._previous = items

    def _stop(self, text: str, token: str) -> PaginationError:
        error = PaginationError(text)
        error.operation = self._request.operation.id
        error.page_token = token
        return error


def _at(value: Any, path: str) -> Any:
    if not path:
        return None
    for name in path.split("."):
        value = value.get(name) if is_object(value) else None
    return value


def _number_in(link: str, parameter: str) -> int | None:
    try:
        text = httpx.URL(link).params.get(parameter, "")
    except httpx.InvalidURL:
        return None
    return int(text) if text.isdecimal() else None
