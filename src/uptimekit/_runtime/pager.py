"""Lazy listings: items or pages, one at a time, with a bounded look-ahead."""

from __future__ import annotations

import contextvars
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from .errors import InputError, UptimeKitError
from .paging import Page, Walk
from .request import ListRequest, Request
from .response import RawResponse
from .tracebacks import forget_locals, hides_locals

if TYPE_CHECKING:  # both are slow to import and needed only where pages are fetched ahead
    import asyncio
    from concurrent.futures import Future

__all__ = ["AsyncPager", "Pager"]

T = TypeVar("T")


class _Listing(Generic[T]):
    def __init__(
        self,
        request: ListRequest[Any, T],
        *,
        start_at: str | None,
        prefetch: int,
        max_pages: int,
    ) -> None:
        if prefetch < 0:
            raise InputError(f"prefetch must be at least 0, not {prefetch}", field="prefetch")
        self._arguments = (request, start_at, max_pages)
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
        send: Callable[[Request[Any]], RawResponse],
        request: ListRequest[Any, T],
        **rest: Any,
    ) -> None:
        super().__init__(request, **rest)
        self._send = send

    def __iter__(self) -> Iterator[T]:
        page = None
        try:
            for page in self.pages():
                yield from page.items
        except BaseException as error:  # by hand: a decorator would cost a call for each item
            forget_locals(error)
            del page
            raise

    @hides_locals
    def pages(self) -> Iterator[Page[T]]:
        """Iterate over the pages, each with its items and the token to come back to it."""
        walk = self._walk()
        if self._prefetch:
            yield from self._ahead(walk)
            return
        token: str | None = walk.first
        while token is not None:
            walk.enter(token)
            page = _page(walk, token, self._fetch(walk, token))
            yield page
            token = page.next_token

    def _fetch(self, walk: Walk[T], token: str) -> RawResponse:
        try:
            return self._send(walk.request(token))
        except UptimeKitError as error:
            error.page_token = token
            raise

    def _ahead(self, walk: Walk[T]) -> Generator[Page[T]]:
        from concurrent.futures import ThreadPoolExecutor

        threads = ThreadPoolExecutor(self._prefetch, thread_name_prefix="uptimekit-prefetch")

        def start(token: str) -> Future[RawResponse]:
            return threads.submit(contextvars.copy_context().run, self._fetch, walk, token)

        waiting = _Waiting(walk, start, self._prefetch)
        token: str | None = walk.first
        try:
            while token is not None:
                walk.enter(token)
                page = _page(walk, token, waiting.take(token).result())
                waiting.fill(page.next_token)
                yield page
                token = page.next_token
        finally:
            # Whoever stops early does not wait for pages that nobody wants.
            threads.shutdown(wait=False, cancel_futures=True)


class AsyncPager(_Listing[T]):
    """The asynchronous :class:`Pager`: ``async for item in pager``, ``async for page in pager.pages()``."""

    def __init__(
        self,
        send: Callable[[Request[Any]], Awaitable[RawResponse]],
        request: ListRequest[Any, T],
        **rest: Any,
    ) -> None:
        super().__init__(request, **rest)
        self._send = send

    async def __aiter__(self) -> AsyncIterator[T]:
        page = item = None
        try:
            async with aclosing(self.pages()) as pages:
                async for page in pages:
                    for item in page.items:
                        yield item
        except BaseException as error:
            forget_locals(error)
            del page, item
            raise

    @hides_locals
    async def pages(self) -> AsyncGenerator[Page[T]]:
        """Iterate over the pages, each with its items and the token to come back to it."""
        walk = self._walk()
        if self._prefetch:
            async with aclosing(self._ahead(walk)) as pages:
                async for page in pages:
                    yield page
            return
        token: str | None = walk.first
        while token is not None:
            walk.enter(token)
            page = _page(walk, token, await self._fetch(walk, token))
            yield page
            token = page.next_token

    async def _fetch(self, walk: Walk[T], token: str) -> RawResponse:
        try:
            return await self._send(walk.request(token))
        except UptimeKitError as error:
            error.page_token = token
            raise

    async def _ahead(self, walk: Walk[T]) -> AsyncGenerator[Page[T]]:
        import asyncio

        started: list[asyncio.Task[RawResponse]] = []

        def start(token: str) -> asyncio.Task[RawResponse]:
            started.append(asyncio.ensure_future(self._fetch(walk, token)))
            return started[-1]

        waiting = _Waiting(walk, start, self._prefetch)
        token: str | None = walk.first
        try:
            while token is not None:
                walk.enter(token)
                fetch = waiting.take(token)
                page = _page(walk, token, await fetch)
                started.remove(fetch)
                waiting.fill(page.next_token)
                yield page
                token = page.next_token
        finally:
            for task in started:
                task.cancel()
            await asyncio.gather(*started, return_exceptions=True)


def _page(walk: Walk[T], token: str, response: RawResponse) -> Page[T]:
    try:
        return walk.page(token, response)
    except UptimeKitError as error:
        error.page_token = token
        raise


class _Fetch(Protocol):
    def cancel(self) -> bool: ...


F = TypeVar("F", bound=_Fetch)


class _Waiting(Generic[F]):
    """Pages that are fetched ahead, in order, up to *bound* beyond the one in the caller's hands."""

    def __init__(self, walk: Walk[Any], start: Callable[[str], F], bound: int) -> None:
        self._walk = walk
        self._start = start
        self._bound = bound
        self._queue: deque[tuple[str, F]] = deque()

    def take(self, token: str) -> F:
        """Return the fetch of the page at *token*, started now unless it was before."""
        if self._queue and self._queue[0][0] == token:
            return self._queue.popleft()[1]
        self._drop()  # the listing takes another way than it told
        return self._start(token)

    def fill(self, token: str | None) -> None:
        """Start fetching the page at *token*, and those after it that surely exist."""
        if token is None or (self._queue and self._queue[0][0] != token):
            self._drop()
        if self._queue:
            token = self._walk.ahead(self._queue[-1][0])
        while token is not None and len(self._queue) < self._bound:
            if not self._walk.may_fetch(token, len(self._queue)):
                break
            self._queue.append((token, self._start(token)))
            token = self._walk.ahead(token)

    def _drop(self) -> None:
        while self._queue:
            self._queue.pop()[1].cancel()
