"""The network: connections made by httpcore, one for each request under way.

A pool of httpcore's own looks at all its connections for each request, and loses one for good when a task is
cancelled at the wrong moment.  Here a connection belongs to one request until that has ended.  Then it is kept for the
next one to the same origin if it is idle, and closed if not.  :mod:`uptimekit._runtime.connection_queue` limits how
many there are.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import httpcore

from uptimekit._runtime._async.http11 import AsyncHTTP11Connection
from uptimekit._runtime.asyncio_backend import AsyncBackend  # async only
from uptimekit._runtime.connections import (
    Connections,
    Routes,
    core_request,
    response_of,
)
from uptimekit._runtime.direct import DirectRequest
from uptimekit._runtime.http_library import (
    AsyncBaseTransport,
    AsyncByteStream,
    HTTPRequest,
    Response,
    translated,
)

# sync only: from uptimekit._runtime.network_backend import Backend

if TYPE_CHECKING:
    from uptimekit._runtime.network_settings import NetworkSettings

__all__ = ["AsyncTransport"]

Trace = Callable[[str, Mapping[str, Any]], Awaitable[None]]


class AsyncTransport(AsyncBaseTransport):
    """The network for asynchronous clients.

    Args:
        network: asked for a proxy once for each origin, and for certificates if TLS is used.
    """

    def __init__(self, network: NetworkSettings) -> None:
        kinds = (AsyncHTTP11Connection, httpcore.AsyncHTTPProxy, httpcore.AsyncSOCKSProxy)
        self._backend = AsyncBackend()
        self._routes = Routes(network, self._backend, kinds)
        self.connections: Connections[httpcore.AsyncConnectionInterface] = Connections()

    async def handle_async_request(self, request: HTTPRequest) -> Response:
        """Send a request of httpx; return the answer as soon as its head is there."""
        return response_of(await self.exchange(core_request(request)))

    async def exchange(self, request: httpcore.Request) -> httpcore.Response:
        """Send *request*; return the answer as soon as its head is there.  Closing its stream frees the connection.

        Raises httpx's exceptions.  A direct request on a kept connection, which is sent at once, reports that and its
        failure as its only steps.
        """
        connection = await self._connection(request.url.origin)
        trace = None
        if isinstance(request, DirectRequest) and connection.is_idle():
            trace = request.extensions.pop("trace")
            await trace("http11.send_request_headers.started", {})
        try:
            answer = await connection.handle_async_request(request)
        except BaseException as error:
            await self._give_back(connection)
            await _fail(error, trace)
        answer.stream = _AsyncBody(answer.stream, lambda: self._give_back(connection), trace)
        return answer

    async def _connection(self, origin: httpcore.Origin) -> httpcore.AsyncConnectionInterface:
        while (kept := self.connections.take(origin)) is not None:
            if not kept.has_expired():
                return kept
            self.connections.forget(kept)
            await kept.aclose()
        return self.connections.add(self._routes.connection(origin))

    async def _give_back(self, connection: httpcore.AsyncConnectionInterface) -> None:
        await _close(self.connections.give_back(connection))

    async def aclose(self) -> None:
        """Close all connections, and end what is under way on them."""
        await _close(self.connections.drop())

    def abandon(self) -> None:  # async only
        """Close all connections at once, without an event loop to wait on."""
        self.connections.drop()
        self._backend.abandon()


class _AsyncBody(AsyncByteStream):
    """The body of an answer; closing it frees the connection."""

    def __init__(self, stream: Any, done: Callable[[], Awaitable[None]], trace: Trace | None) -> None:
        self._stream = stream
        self._done = done
        self._trace = trace

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._stream:
                yield piece
        except Exception as error:
            await _fail(error, self._trace)

    async def aclose(self) -> None:
        try:
            await self._stream.aclose()
        finally:
            await self._done()


async def _close(connections: Iterable[httpcore.AsyncConnectionInterface]) -> None:
    """Close all *connections*, even if one raises, such as a cancellation; its socket is closed by then."""
    failure: BaseException | None = None
    for connection in connections:
        try:
            await connection.aclose()
        except BaseException as error:
            failure = error
    if failure is not None:
        raise failure


async def _fail(error: BaseException, trace: Trace | None) -> NoReturn:
    """Raise httpx's exception of the same name for one of httpcore's, and any other as it is; report it to *trace*."""
    if trace is not None:
        await trace("http11.failed", {"exception": error})
    if (known := translated(error)) is not None:
        raise known from error
    raise error
