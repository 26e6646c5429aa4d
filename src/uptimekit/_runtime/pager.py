"""Lazy listings: items or pages, one at a time, with a bounded look-ahead."""

from __future__ import annotations

import contextvars
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .errors import InputError, UptimeKitError
from .operation import Request
from .paging import Page, Walk
from .response import RawResponse

if TYPE_CHECKING:  # both are slow to import and needed only where pages are fetched ahead
    import asyncio
    from concurrent.futures import Future

__all__ = ["AsyncPager", "Pager"]

T = TypeVar("T")


class _Listing(Generic[T]):
    def __init__(
        self,
        request: Request,
        read_item: Callable[[Any], T],
        *,
        start_at: str | None,
        prefetch: int,
        max_pages: int,
    ) -> None:
        if prefetch < 0:
            raise InputError(f"prefetch must be at least 0, not {prefetch}", field="prefetch")
        self._arguments = (request, read_item, start_at, max_pages)
        self._prefetch = prefetch
        self._walk()  # refuses bad arguments now rather than at the first item

    def _walk(self) -> Walk[T]:
        return Walk(*self._arguments)


class Pager(_Listing[T]):
    """A listing that is fetched as it is read; iterate over it for items, or over :meth:`pages`.

    Nothing is sent before the first item is asked for.  With ``prefetch=n`` up to *n* pages are fetched ahead,
    at the same time where the server tells how many there are, else one.  An error that breaks a listing
    carries ``page_token``: pass it as ``start_at`` to go on there.  Items that appear or vanish on the server
    between two pages may be seen twice or not at all: that is how paging by number works.
    """

    def __init__(
        self,
        send: Callable[[Request], RawResponse],
        request: Request,
        read_item: Callable[[Any], T],
        **rest: Any,
    ) -> None:
        super().__init__(request, read_item, **rest)
        self._send = send

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[Page[T]]:
        """Iterate over the pages, each with its items and the token to come back to it."""
        walk = self._walk()
        if self._prefetch:
            yield from self._ahead(walk)
            return
        token: str | None = walk.first
        while token is not None:
            page = walk.page(token, self._fetch(walk, token))
            yield page
            token = page.next_token

    def _fetch(self, walk: Walk[T], token: str) -> RawResponse:
        try:
            return self._send(walk.request(token))
        except UptimeKitError as error:
            error.page_token = token
            raise

    def _ahead(self, walk: Walk[T]) -> Iterator[Page[T]]:
        from concurrent.futures import ThreadPoolExecutor

        waiting: deque[tuple[str, Future[RawResponse]]] = deque()
        with ThreadPoolExecutor(self._prefetch, thread_name_prefix="uptimekit-prefetch") as threads:

            def start(token: str) -> None:
                context = contextvars.copy_context()
                waiting.append((token, threads.submit(context.run, self._fetch, walk, token)))

            try:
                start(walk.first)
                while waiting:
                    token, fetched = waiting.popleft()
                    page = walk.page(token, fetched.result())
                    if page.next_token is None:
                        _cancel(waiting)
                    else:
                        _fill(walk, page.next_token, waiting, start, self._prefetch)
                    yield page
            finally:
                _cancel(waiting)


class AsyncPager(_Listing[T]):
    """The asynchronous :class:`Pager`: ``async for item in pager``, ``async for page in pager.pages()``."""

    def __init__(
        self,
        send: Callable[[Request], Awaitable[RawResponse]],
        request: Request,
        read_item: Callable[[Any], T],
        **rest: Any,
    ) -> None:
        super().__init__(request, read_item, **rest)
        self._send = send

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Iterate over the pages, each with its items and the token to come back to it."""
        import asyncio

        walk = self._walk()
        waiting: deque[tuple[str, asyncio.Task[RawResponse]]] = deque()

        def start(token: str) -> None:
            waiting.append((token, asyncio.ensure_future(self._fetch(walk, token))))

        token: str | None = walk.first
        try:
            while token is not None:
                if not waiting:
                    start(token)
                token, fetched = waiting.popleft()
                page = walk.page(token, await fetched)
                token = page.next_token
                if token is None:
                    _cancel(waiting)
                elif self._prefetch:
                    _fill(walk, token, waiting, start, self._prefetch)
                yield page
        finally:
            left = [task for _, task in waiting]
            _cancel(waiting)
            await asyncio.gather(*left, return_exceptions=True)

    async def _fetch(self, walk: Walk[T], token: str) -> RawResponse:
        try:
            return await self._send(walk.request(token))
        except UptimeKitError as error:
            error.page_token = token
            raise


def _fill(
    walk: Walk[Any],
    next_token: str,
    waiting: deque[tuple[str, Any]],
    start: Callable[[str], None],
    bound: int,
) -> None:
    """Start fetching what comes next, up to *bound* pages beyond the one in the caller's hands."""
    if not waiting:
        start(next_token)
    while len(waiting) < bound and (following := walk.ahead(waiting[-1][0])) is not None:
        start(following)


def _cancel(waiting: deque[tuple[str, Any]]) -> None:
    """Cancel what was fetched ahead and is not wanted any more."""
    while waiting:
        waiting.pop()[1].cancel()
