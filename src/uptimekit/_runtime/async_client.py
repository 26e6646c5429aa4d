"""The asynchronous client: it sends, waits and reads, and :mod:`.call` decides."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar, Unpack, cast

from .call import Call, Outcome
from .client_base import ClientBase
from .connection_queue import Release
from .constants import MAX_PAGES
from .content_coding import Body, read_already
from .credentials import Secret
from .errors import ClientStateError, UptimeKitError
from .operation import Provider
from .pools import AsyncPool
from .redaction import forget_request, silence
from .redirects import restore_location
from .request import ListRequest, Request
from .response import RawResponse
from .settings import ClientOptions
from .tracebacks import forget_locals, hides_locals

if TYPE_CHECKING:
    from .http_library import AsyncClient, AsyncHTTPClient, AsyncHTTPSender, HTTPRequest, Response
    from .pager import AsyncPager

__all__ = ["AsyncBaseClient"]

T = TypeVar("T")
Received: TypeAlias = "tuple[Response, bytes]"


class AsyncBaseClient(ClientBase):
    """The base of the generated asynchronous clients.

    A client may be used on several event loops, at the same time or one after the other, and has connections on each of
    them.  Close it on any loop.
    """

    @hides_locals
    def __init__(
        self,
        provider: Provider,
        *,
        servers: Mapping[str, str],
        variables: Mapping[str, str],
        secrets: Mapping[str, Secret],
        http_client: AsyncHTTPClient | None,
        **options: Unpack[ClientOptions],
    ) -> None:
        self._configure(provider, servers, variables, secrets, options)
        self._pool = AsyncPool(http_client, self._settings, self._shared.urls.values())
        self._shared.proxy_secrets, self._shared.proxy_of = self._pool.secrets, self._pool.proxy_of

    @property
    def http_client(self) -> AsyncClient:
        """An httpx client on the connections of the running event loop, or what was passed in; raises ClientStateError after ``aclose()``."""
        self._pool.check()
        return cast("AsyncClient", self._pool.http_client())

    async def call(self, request: Request[T]) -> T:
        """Send *request* and return what its reader makes of the answer."""
        try:
            return self._read(request, await self.send(request))
        except BaseException as error:
            forget_locals(error)
            raise

    def paginate(
        self,
        request: ListRequest[Any, T],
        *,
        start_at: str | None = None,
        prefetch: int = 0,
        max_pages: int = MAX_PAGES,
    ) -> AsyncPager[T]:
        """Return a lazy listing that begins with *request*.

        Args:
            request: request of a listing.
            start_at: where to begin, as an earlier pager said.  Default: the first page.
            prefetch: pages to fetch ahead of the one being read.
            max_pages: pages after which an endless listing is given up.
        """
        from .pager import AsyncPager  # a program that lists nothing does not pay for it

        request = self._listing(request)
        return AsyncPager(self.send, request, start_at=start_at, prefetch=prefetch, max_pages=max_pages)

    async def send(self, request: Request[Any]) -> RawResponse:
        """Send *request* with all its attempts; return the answer or raise a typed error."""
        self._pool.check()
        self._check(request)
        # Before the call's deadline starts: building takes longer than some deadlines.
        http = self._pool.get()
        self._pool.prepare(self._shared.urls[request.operation.server])
        try:
            call = Call(self._shared, self._settings, request, reports=self._pool.reports)
            try:
                while True:
                    while wait := call.turn():
                        if wait > 0:
                            await call.clock.asleep(wait)
                        else:
                            await call.acarry()
                    self._pool.check()
                    for name, source in call.outgoing.sources.items():
                        with call.asking():  # no local variable holds a secret: this frame is still running
                            call.authenticate(name, await source.get(call.refused(name), call.left))
                    delay = call.retry_delay(
                        await self._exchange(http, call.new_request(self._pool.maker(http)), call)
                    )
                    if delay is None:
                        return call.result()
                    if call.owes:
                        await call.acarry()
                    await call.clock.asleep(delay)
                    self._pool.check()
            finally:
                if call.close():
                    await call.acarry()
        except BaseException as error:
            forget_locals(error)
            raise

    async def _exchange(self, http: AsyncHTTPSender, request: HTTPRequest, call: Call) -> Outcome:
        release = await self._pool.queue.take(call.pool_timeout)
        if release is None:
            return self._pool.full(call.pool_timeout)
        from asyncio import timeout  # a program that never awaits does not pay for it

        limit = timeout(None if call.left == math.inf else call.left)
        end_silence = silence(foreign=self._pool.foreign)
        try:
            self._pool.check()  # it may have been closed meanwhile
            async with limit:
                if self._pool.loses_connections(http, request.url):
                    ended, release = release, _nothing
                    return await _shielded(http, request, call, ended)
                request.extensions["trace"] = _trace_to(call.trace)
                return await _received(await http.send(request, stream=True, follow_redirects=False), call)
        except UptimeKitError as error:
            return error
        except RuntimeError:
            self._pool.check()
            if http.is_closed:
                raise ClientStateError("the http_client that was passed in is closed") from None
            raise
        except Exception as error:
            if isinstance(error, TimeoutError) and limit.expired():
                return call.late()
            from .failures import is_transport_failure
            from .injected import answer_of

            if (answer := answer_of(error)) is not None:
                return answer
            forget_request(error)
            self._pool.check()  # closed while the call was under way: say so
            if call.is_reported(error) or is_transport_failure(error):
                return error
            raise
        finally:
            release()
            end_silence()
            del request  # the error's traceback keeps this frame, and the request shows its address

    async def aclose(self) -> None:
        """Close the connections.  Calls after it raise ClientStateError; closing twice is fine."""
        if self._owner:
            await self._pool.aclose()
            if self._membership is not None:
                await self._membership.aclose()

    async def __aenter__(self) -> Self:
        self._pool.check()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.aclose()


def _trace_to(*watching: Callable[[str, Mapping[str, Any]], None]) -> Callable[..., Awaitable[None]]:
    async def trace(event: str, info: Mapping[str, Any]) -> None:
        for each in watching:
            each(event, info)

    return trace


async def _shielded(http: AsyncHTTPSender, request: HTTPRequest, call: Call, ended: Release) -> Received:
    from .cancellation_shield import CancellationShield  # needs asyncio

    async def exchange() -> Received:
        return await _received(await http.send(request, stream=True, follow_redirects=False), call)

    shield = CancellationShield()
    request.extensions["trace"] = _trace_to(call.trace, shield.trace)
    return await shield.run(exchange(), ended)


def _nothing() -> None:
    pass


async def _received(response: Response, call: Call) -> Received:
    try:
        restore_location(response)
        call.check_head(response)
        if (content := read_already(response)) is not None:
            call.check_size(len(content))
            return response, content
        body = Body(response, call.check_size)
        # The iterator of the response would hide empty pieces, and the deadline would not be checked.
        stream: Any = response.stream
        async for piece in stream:
            body.add(piece)
        return response, body.whole()
    finally:
        await response.aclose()
