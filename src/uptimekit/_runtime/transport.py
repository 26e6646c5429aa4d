"""The network: connections made by httpcore, one for each request under way.

A pool of httpcore's own looks at all its connections for each request, and loses one for good when a task is
cancelled at the wrong moment.  Here a connection belongs to one request until that has ended, in whatever way; then
it is kept for the next one to the same origin if it is idle, or closed.  How many there may be is decided by the
queue in front: see :mod:`.connection_queue`.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Generic, NoReturn, TypeVar

import httpcore

from .constants import KEEPALIVE, MAX_KEEPALIVE
from .http_library import (
    URL,
    AsyncBaseTransport,
    AsyncByteStream,
    BaseTransport,
    HTTPRequest,
    Proxy,
    Response,
    SyncByteStream,
    translated,
)
from .locks import Locked
from .network_backend import AsyncBackend, Backend
from .urls import Origin, origin_of

__all__ = ["AsyncTransport", "ProxyFor", "Transport", "Trust"]

C = TypeVar("C", bound="httpcore.ConnectionInterface | httpcore.AsyncConnectionInterface")
ProxyFor = Callable[[URL], "Proxy | None"]
Trust = Callable[[], ssl.SSLContext]


class _Connections(Locked, Generic[C]):
    """The connections of one transport, idle ones in the order in which they became idle; no I/O."""

    def __init__(self) -> None:
        super().__init__()
        self.idle: list[C] = []
        self.busy: set[C] = set()
        self._closed = False

    def take(self, origin: httpcore.Origin) -> C | None:
        """Return the connection to *origin* that was used last; it is busy from now on."""
        with self._lock:
            for connection in reversed(self.idle):
                if connection.can_handle_request(origin):
                    self.idle.remove(connection)
                    self.busy.add(connection)
                    return connection
        return None

    def add(self, connection: C) -> C:
        """Take in a new connection, which is busy."""
        with self._lock:
            self.busy.add(connection)
        return connection

    def forget(self, connection: C) -> None:
        """Take out a busy connection, which is to be closed."""
        with self._lock:
            self.busy.discard(connection)

    def give_back(self, connection: C) -> list[C]:
        """Keep *connection* if it is of further use; return those that are to be closed."""
        with self._lock:
            if connection not in self.busy:
                return []  # closed with the transport
            self.busy.remove(connection)
            if self._closed or connection.is_closed() or not connection.is_idle():
                return [connection]
            self.idle.append(connection)
            spare = max(0, len(self.idle) - MAX_KEEPALIVE)
            while spare < len(self.idle) - 1 and self.idle[spare].has_expired():
                spare += 1
            closing, self.idle = self.idle[:spare], self.idle[spare:]
            return closing

    def drop(self) -> list[C]:
        """Keep nothing from now on; return all connections, which are to be closed."""
        with self._lock:
            self._closed = True
            closing = [*self.idle, *self.busy]
            self.idle, self.busy = [], set()
            return closing


class _Routes:
    """Makes connections: direct ones, or through a proxy."""

    def __init__(self, proxy_for: ProxyFor, trust: Trust, backend: Any, kinds: tuple[Any, Any, Any]) -> None:
        self._proxy_for = proxy_for
        self._trust = trust
        self._options = {"network_backend": backend, "keepalive_expiry": KEEPALIVE}
        self._direct, self._by_http, self._by_socks = kinds
        self._found: dict[Origin, Any] = {}

    @cached_property
    def context(self) -> ssl.SSLContext:
        """Who vouches for servers; takes as long as reading some hundred certificates."""
        return self._trust()

    def connection(self, url: URL, origin: httpcore.Origin) -> Any:
        """Return a new connection, not open yet."""
        key = origin_of(url)
        if (route := self._found.get(key)) is None:
            route = self._found[key] = self._route(url, self._proxy_for(url))
        return route.create_connection(origin)

    def _route(self, url: URL, proxy: Proxy | None) -> Any:
        options = {"ssl_context": self.context, **self._options} if url.scheme == "https" else self._options
        if proxy is None:
            return self._direct(**options)
        options = {"proxy_url": _core_url(proxy.url), "proxy_auth": proxy.raw_auth, **options}
        if proxy.url.scheme.startswith("socks5"):
            return self._by_socks(**options)
        if proxy.url.scheme == "https":
            options["proxy_ssl_context"] = proxy.ssl_context or self.context
        return self._by_http(proxy_headers=proxy.headers.raw, **options)


class Transport(BaseTransport):
    """The network for threads.

    Args:
        proxy_for: returns the proxy to a URL, or None; asked once for each origin.
        trust: returns the certificates to trust; called once, when the first https connection is made.
    """

    def __init__(self, proxy_for: ProxyFor, trust: Trust) -> None:
        kinds = (httpcore.ConnectionPool, httpcore.HTTPProxy, httpcore.SOCKSProxy)
        self._routes = _Routes(proxy_for, trust, Backend(), kinds)
        self.connections: _Connections[httpcore.ConnectionInterface] = _Connections()

    def prepare(self) -> None:
        """Do now what the first https connection would have to do."""
        _ = self._routes.context

    def handle_request(self, request: HTTPRequest) -> Response:
        """Send *request*; return the answer as soon as its head is there."""
        sent = _core_request(request)
        connection = self._connection(request.url, sent.url.origin)
        try:
            answer = connection.handle_request(sent)
        except BaseException as error:
            self._give_back(connection)
            _raise(error)
        return _answer(answer, _Body(answer.stream, lambda: self._give_back(connection)))

    def _connection(self, url: URL, origin: httpcore.Origin) -> httpcore.ConnectionInterface:
        while (kept := self.connections.take(origin)) is not None:
            if not kept.has_expired():
                return kept
            self.connections.forget(kept)
            kept.close()
        return self.connections.add(self._routes.connection(url, origin))

    def _give_back(self, connection: httpcore.ConnectionInterface) -> None:
        for spare in self.connections.give_back(connection):
            spare.close()

    def close(self) -> None:
        """Close all connections, and end what is under way on them."""
        for connection in self.connections.drop():
            connection.close()


class _Body(SyncByteStream):
    """The body of an answer; closing it frees the connection."""

    def __init__(self, stream: Any, done: Callable[[], None]) -> None:
        self._stream = stream
        self._done = done

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._stream
        except Exception as error:
            _raise(error)

    def close(self) -> None:
        try:
            self._stream.close()
        finally:
            self._done()


class AsyncTransport(AsyncBaseTransport):
    """The network for tasks; arguments as for :class:`Transport`."""

    def __init__(self, proxy_for: ProxyFor, trust: Trust) -> None:
        kinds = (httpcore.AsyncConnectionPool, httpcore.AsyncHTTPProxy, httpcore.AsyncSOCKSProxy)
        self._routes = _Routes(proxy_for, trust, AsyncBackend(), kinds)
        self.connections: _Connections[httpcore.AsyncConnectionInterface] = _Connections()

    def prepare(self) -> None:
        """See :meth:`Transport.prepare`."""
        _ = self._routes.context

    async def handle_async_request(self, request: HTTPRequest) -> Response:
        """Send *request*; return the answer as soon as its head is there."""
        sent = _core_request(request)
        connection = await self._connection(request.url, sent.url.origin)
        try:
            answer = await connection.handle_async_request(sent)
        except BaseException as error:
            await self._give_back(connection)
            _raise(error)
        return _answer(answer, _AsyncBody(answer.stream, lambda: self._give_back(connection)))

    async def _connection(self, url: URL, origin: httpcore.Origin) -> httpcore.AsyncConnectionInterface:
        while (kept := self.connections.take(origin)) is not None:
            if not kept.has_expired():
                return kept
            self.connections.forget(kept)
            await _close([kept])
        return self.connections.add(self._routes.connection(url, origin))

    async def _give_back(self, connection: httpcore.AsyncConnectionInterface) -> None:
        await _close(self.connections.give_back(connection))

    async def aclose(self) -> None:
        """Close all connections, and end what is under way on them."""
        await _close(self.connections.drop())


class _AsyncBody(AsyncByteStream):
    """The body of an answer; closing it frees the connection."""

    def __init__(self, stream: Any, done: Callable[[], Awaitable[None]]) -> None:
        self._stream = stream
        self._done = done

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._stream:
                yield piece
        except Exception as error:
            _raise(error)

    async def aclose(self) -> None:
        try:
            await self._stream.aclose()
        finally:
            await self._done()


async def _close(connections: Iterable[httpcore.AsyncConnectionInterface]) -> None:
    cancelled: BaseException | None = None
    for connection in connections:
        try:
            await connection.aclose()
        except asyncio.CancelledError as error:  # its socket is closed by then; go on with the others
            cancelled = error
    if cancelled is not None:
        raise cancelled


def _core_url(url: URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _core_request(request: HTTPRequest) -> httpcore.Request:
    return httpcore.Request(
        method=request.method,
        url=_core_url(request.url),
        headers=request.headers.raw,
        content=request.stream,
        extensions=request.extensions,
    )


def _answer(answer: Any, body: _Body | _AsyncBody) -> Response:
    return Response(answer.status, headers=answer.headers, stream=body, extensions=answer.extensions)


def _raise(error: BaseException) -> NoReturn:
    """Raise httpx's exception of the same name for one of httpcore's; any other as it is."""
    if (known := translated(error)) is not None:
        raise known from error
    raise error
