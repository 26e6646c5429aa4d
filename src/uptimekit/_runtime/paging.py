"""Pagination: what each page is asked for, and whether another one follows.  No I/O."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

from . import http_library
from .errors import InputError, PaginationError
from .fast_reader import read_fast
from .json_types import is_list, is_object
from .operation import Pagination
from .reading import ShapeError, list_of, read_within, unchanged, wrong_type
from .request import ListRequest, Request
from .response import RawResponse, read_json
from .unset import UNSET
from .urls import without_parameters

__all__ = ["Page", "Walk"]

T = TypeVar("T")

_LONGEST_NUMBER: Final = 18  # digits: as many as any database counts to
_LONGEST_TOKEN: Final = 65_536  # characters: no URL of httpx is longer


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a listing.

    Attributes:
        items: its items, decoded, in the server's order.
        token: the page's place; pass it as ``start_at`` to begin a listing with this page.
        next_token: the place of the next page; None on the last one.
        response: the answer it came in.
    """

    items: list[T]
    token: str
    next_token: str | None
    response: RawResponse


class _Reading(Generic[T]):
    """The items of one body, and what it says about the next page; no dataclass, which is slow to make."""

    def __init__(self, items: list[T], following: str, body: Any) -> None:
        self.items, self.next, self.body = items, following, body


class Walk(Generic[T]):
    """The state of one listing.  Raises PaginationError if the listing is unsafe or endless."""

    def __init__(self, request: ListRequest[Any, T], start_at: str | None, max_pages: int) -> None:
        plan = request.operation.pagination
        if plan is None:
            raise InputError(f"{request.operation.id} is not a listing")
        if type(max_pages) is not int or max_pages < 1:
            raise InputError(
                f"max_pages must be a whole number of at least 1, not {max_pages!r}", field="max_pages"
            )
        self._plan: Pagination = plan
        self._request = request
        given: Any = request.read_item
        read_item: Callable[[Any], T] = getattr(given, "made", given)  # of a LateReader
        self._read_items = read_items = list_of(read_item)
        self._read = read_json(lambda body: _read(body, plan, read_items))
        self._max_pages = max_pages
        self._seen: set[str] = set()
        self._previous: Any = None
        self._size = self._page_size()  # items on a full page, as far as we know
        self._last: int | None = None  # number (or offset) of the last page, where it can be told
        self.first = self._first(start_at)

    def _page_size(self) -> int:
        name = self._plan.size_parameter
        asked = self._request.query.get(name, self._plan.size) if name else self._plan.size
        size = _number(str(asked))
        if size is None or (name in self._request.query and size < 1):
            raise InputError(f"{name} must be a whole number of at least 1, not {asked!r}", field=name)
        return size

    def _first(self, start_at: str | None) -> str:
        if self._plan.style in ("link", "cursor"):
            return self._without_keys(start_at or "")
        if start_at is None:
            return str(self._plan.first)
        if _number(str(start_at)) is None:
            raise InputError(
                f"start_at must be a page token of this listing, not {start_at!r}", field="start_at"
            )
        return str(start_at)

    # ------------------------------------------------------------------ asking

    def request(self, token: str) -> Request[Any]:
        """Return the request for the page at *token*."""
        plan, query = self._plan, dict(self._request.query)
        if token and plan.style == "link":
            return replace(self._request, url=token, query={})
        if plan.size_parameter:
            query.setdefault(plan.size_parameter, plan.size)
        if token:
            query[plan.parameter] = token
        return replace(self._request, query=query)

    def enter(self, token: str) -> None:
        """Go on to the page at *token*, before it is requested; raise if the listing is endless."""
        if token in self._seen:
            raise self._stop("the listing leads back to a page that was read already", token)
        if len(self._seen) >= self._max_pages:
            raise self._stop(f"the listing has more than max_pages ({self._max_pages}) pages", token)
        self._seen.add(token)

    def may_fetch(self, token: str, waiting: int) -> bool:
        """Whether the page at *token* may be fetched ahead, after *waiting* others."""
        return token not in self._seen and len(self._seen) + waiting < self._max_pages

    def ahead(self, token: str) -> str | None:
        """Return the token of the page after *token*, which is not read yet; None if that page may not exist."""
        if self._last is None or self._plan.style not in ("page", "offset"):
            return None
        following = int(token) + self._step
        return str(following) if following <= self._last else None

    # ------------------------------------------------------------------ reading

    def page(self, token: str, response: RawResponse) -> Page[T]:
        """Return the page at *token*, which was entered."""
        reading = self._read_fast(response) or self._read(response)
        if reading.items and _same(reading.items, self._previous):
            raise self._stop("the server sends the same page again and again", token)
        self._previous = reading.items
        self._last = self._last_page(token, reading)
        return Page(reading.items, token, self._next(token, reading), response)

    def _read_fast(self, response: RawResponse) -> _Reading[T] | None:
        body = read_fast(response, self._plan.items, self._read_items)
        try:
            return None if body is UNSET else _read(body, self._plan, unchanged)
        except ShapeError:
            return None

    @property
    def _step(self) -> int:
        return self._size if self._plan.style == "offset" else 1

    def _last_page(self, token: str, reading: _Reading[T]) -> int | None:
        """Return the number (or offset) of the last page; None if the body does not say it."""
        plan = self._plan
        if isinstance(pages := _at(reading.body, plan.total_pages), int):
            return plan.first + pages - 1
        if isinstance(total := _at(reading.body, plan.total_items), int) and self._size:
            self._learn_size(token, len(reading.items), total)
            return plan.first + max(0, total - 1) // self._size * self._step
        link = _at(reading.body, plan.last)
        return _number_in(link, plan.parameter) if isinstance(link, str) else None

    def _learn_size(self, token: str, count: int, total: int) -> None:
        """Notice that the server puts fewer items on a page than requested."""
        before = int(token) - self._plan.first
        before *= 1 if self._plan.style == "offset" else self._size
        if 0 < count < self._size and before + count < total:
            self._size = count

    def _next(self, token: str, reading: _Reading[T]) -> str | None:
        plan, count = self._plan, len(reading.items)
        if plan.style in ("link", "cursor"):
            if len(reading.next) > _LONGEST_TOKEN or not _is_text(reading.next):
                raise self._stop(
                    "the way to the next page is longer than an address, or no valid Unicode", token
                )
            return self._without_keys(reading.next) or None
        # An offset grows by the number of items that came: a short page must not skip any.
        following = int(token) + ((count or self._size) if plan.style == "offset" else 1)
        if plan.next:
            ended = not reading.next
        elif self._last is not None:
            ended = following > self._last and not (
                plan.style == "offset" and self._remain(following, reading)
            )
        else:
            ended = not count or (plan.short_page_ends and count < self._size)
        return None if ended else str(following)

    def _without_keys(self, token: str) -> str:
        """Return *token* without a credential, which a server may put into its links: callers store and show tokens."""
        return without_parameters(token, self._request.keys) if self._plan.style == "link" else token

    def _remain(self, following: int, reading: _Reading[T]) -> bool:
        total = _at(reading.body, self._plan.total_items)
        return isinstance(total, int) and bool(reading.items) and following - self._plan.first < total

    def _stop(self, text: str, token: str) -> PaginationError:
        error = PaginationError(text)
        error.operation = self._request.operation.id
        error.page_token = token
        return error


def _read(body: Any, plan: Pagination, read_items: Callable[[Any], list[T]]) -> _Reading[T]:
    items = read_within(plan.items, read_items, body)
    following = _at(body, plan.next)
    if is_object(following) or is_list(following):
        raise wrong_type(following, "text").within(plan.next)
    return _Reading(items, "" if following is None or following is False else str(following), body)


def _same(items: list[Any], before: Any) -> bool:
    try:
        return bool(items == before)
    except RecursionError:  # too deep to compare
        return False


def _is_text(token: str) -> bool:
    try:
        token.encode()
    except UnicodeEncodeError:
        return False
    return True


def _at(value: Any, path: str) -> Any:
    if not path:
        return None
    for name in path.split("."):
        value = value.get(name) if is_object(value) else None
    return value


def _number_in(link: str, parameter: str) -> int | None:
    try:
        return _number(http_library.URL(link).params.get(parameter, ""))
    except (http_library.InvalidURL, ValueError):
        return None


def _number(text: str) -> int | None:
    """Return a number of pages or items; None for any other text, and for an absurd number."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None
