"""Lazy listings: items or pages, with a limited number of pages fetched ahead."""

from __future__ import annotations

import contextvars
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

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
        if type(prefetch) is not int or prefetch < 0:
            raise InputError(
                f"prefetch must be a whole number of at least 0, not {prefetch!r}", field="prefetch"
            )
        self._arguments = (request, start_at, max_pages)
        self._prefetch = prefetch
        self._walk()  # refuses bad arguments now rather than at the first item

    def _walk(self) -> Walk[T]:
        return Walk(*self._arguments)

    def called(self, method: str) -> Self:
        """Return this listing, whose errors name *method* as what was called."""
        self._arguments[0].called = method
        return self

    def _mark(self, error: UptimeKitError, token: str | None) -> None:
        error.page_token = token
        error.method = error.method or self._arguments[0].called


class Pager(_Listing[T]):
    """A listing that is fetched as it is read; iterate over it for items, or over :meth:`pages`.

    Nothing is sent before the first item is asked for.  With ``prefetch=n`` up to *n* pages are fetched ahead: at the
    same time if the server says how many there are, one by one if not.  An error that breaks a listing has a
    ``page_token``: pass it as ``start_at`` to go on there.  Items that are created or deleted between two pages may
    come twice or not at all: that is how paging by number works.
    """

    def __init__(
        self,
        send: Callable[[Request[Any]], RawResponse],
        request: ListRequest[Any, T],
        **rest: Any,
    ) -> None:
        super().__init__(request, **rest)
        self._send = send

    def __iter__(self) -> Generator[T]:
        page = None
        try:
            for page in self._pages():
                yield from page.items
        except BaseException as error:  # by hand: a decorator would cost a call for each item
            forget_locals(error)
            del page
            raise

    @hides_locals
    def pages(self) -> Generator[Page[T]]:
        """Iterate over the pages, each with its items and the token to come back to it."""
        yield from self._pages()

    def _pages(self) -> Generator[Page[T]]:
        walk, threads = self._walk(), None

        def start(token: str) -> Future[RawResponse]:
            nonlocal threads
            if threads is None:
                from concurrent.futures import ThreadPoolExecutor

                threads = ThreadPoolExecutor(self._prefetch, thread_name_prefix="uptimekit-prefetch")
            return threads.submit(contextvars.copy_context().run, self._send, walk.request(token))

        waiting = _Waiting(walk, start, self._prefetch)
        token: str | None = walk.first
        try:
            while token is not None:
                walk.enter(token)
                ahead = waiting.take(token)
                response = self._send(walk.request(token)) if ahead is None else ahead.result()
                waiting.fill(walk.ahead(token))  # no thread is idle while this page is read
                page = walk.page(token, response)
                waiting.fill(page.next_token)
                yield page
                token = page.next_token
        except UptimeKitError as error:
            self._mark(error, token)
            raise
        finally:
            if threads is not None:  # a caller who stops early does not wait for them
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

    async def __aiter__(self) -> AsyncGenerator[T]:
        page = item = None
        try:
            async with aclosing(self._pages()) as pages:
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
        async with aclosing(self._pages()) as pages:
            async for page in pages:
                yield page

    async def _pages(self) -> AsyncGenerator[Page[T]]:
        walk = self._walk()
        started: list[asyncio.Task[RawResponse]] = []

        def start(token: str) -> asyncio.Task[RawResponse]:
            import asyncio

            started.append(asyncio.ensure_future(self._send(walk.request(token))))
            return started[-1]

        waiting = _Waiting(walk, start, self._prefetch)
        token: str | None = walk.first
        try:
            while token is not None:
                walk.enter(token)
                ahead = waiting.take(token)
                page = walk.page(token, await (self._send(walk.request(token)) if ahead is None else ahead))
                if ahead is not None:
                    started.remove(ahead)
                waiting.fill(page.next_token)
                yield page
                token = page.next_token
        except UptimeKitError as error:
            self._mark(error, token)
            raise
        finally:
            if started:
                import asyncio

                for task in started:
                    task.cancel()
                await asyncio.gather(*started, return_exceptions=True)


class _Fetch(Protocol):
    def cancel(self) -> bool: ...


F = TypeVar("F", bound=_Fetch)


class _Waiting(Generic[F]):
    """Pages that are fetched ahead, in order, up to *bound* after the one that the caller has."""

    def __init__(self, walk: Walk[Any], start: Callable[[str], F], bound: int) -> None:
        self._walk = walk
        self._start = start
        self._bound = bound
        self._queue: deque[tuple[str, F]] = deque()

    def take(self, token: str) -> F | None:
        """Return the fetch of the page at *token*; None if it was not started."""
        if self._queue and self._queue[0][0] == token:
            return self._queue.popleft()[1]
        self._drop()  # the listing goes on elsewhere than it said
        return None

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
