"""The connections of our transports and how they are made, without any I/O."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import httpcore

from .constants import KEEPALIVE, MAX_KEEPALIVE
from .http_library import URL, HTTPRequest, Proxy, Response
from .locks import Locked

if TYPE_CHECKING:
    from .network_settings import NetworkSettings

__all__ = ["Connections", "Routes", "core_request", "core_url", "response_of"]

C = TypeVar("C", bound="httpcore.ConnectionInterface | httpcore.AsyncConnectionInterface")


class Connections(Locked, Generic[C]):
    """The connections of one transport; idle ones are in the order in which they became idle."""

    def __init__(self) -> None:
        super().__init__()
        self.idle: list[C] = []
        self.busy: set[C] = set()
        self._closed = False

    def take(self, origin: httpcore.Origin) -> C | None:
        """Return the idle connection to *origin* that was used last, and count it as busy; None if there is none."""
        with self._lock:
            for connection in reversed(self.idle):
                if connection.can_handle_request(origin):
                    self.idle.remove(connection)
                    self.busy.add(connection)
                    return connection
        return None

    def add(self, connection: C) -> C:
        """Add a new connection, which is busy, and return it."""
        with self._lock:
            self.busy.add(connection)
        return connection

    def forget(self, connection: C) -> None:
        """Remove a busy connection, which the caller closes."""
        with self._lock:
            self.busy.discard(connection)

    def give_back(self, connection: C) -> list[C]:
        """Keep *connection* if it can be used again; return the connections to close."""
        with self._lock:
            self.busy.discard(connection)  # it is none of them if the transport was closed meanwhile
            if self._closed or connection.is_closed() or not connection.is_idle():
                return [connection]
            self.idle.append(connection)
            spare = max(0, len(self.idle) - MAX_KEEPALIVE)
            while spare < len(self.idle) - 1 and self.idle[spare].has_expired():
                spare += 1
            closing, self.idle = self.idle[:spare], self.idle[spare:]
            return closing

    def drop(self) -> list[C]:
        """Keep nothing from now on; return all connections, which the caller closes."""
        with self._lock:
            self._closed = True
            closing = [*self.idle, *self.busy]
            self.idle, self.busy = [], set()
            return closing


class Routes:
    """Makes connections, direct or through a proxy."""

    def __init__(self, network: NetworkSettings, backend: Any, kinds: tuple[Any, Any, Any]) -> None:
        self._network = network
        self._backend = backend
        self._direct, self._by_http, self._by_socks = kinds
        self._known: dict[str, Any] = {}

    def connection(self, origin: httpcore.Origin) -> Any:
        """Return a new connection that is not open yet."""
        key = str(origin)
        if (route := self._known.get(key)) is None:
            url = URL(scheme=origin.scheme.decode(), host=origin.host.decode(), port=origin.port)
            route = self._known[key] = self._route(url, self._network.proxy_for(url))
        return route(origin)

    def _route(self, url: URL, proxy: Proxy | None) -> Any:
        context = self._network.context if url.scheme == "https" else None
        if proxy is None:
            return partial(self._direct, backend=self._backend, context=context)
        options = {
            "proxy_url": core_url(proxy.url),
            "proxy_auth": proxy.raw_auth,
            "ssl_context": context,
            "network_backend": self._backend,
            "keepalive_expiry": KEEPALIVE,
        }
        if proxy.url.scheme.startswith("socks5"):
            return self._by_socks(**options).create_connection
        if proxy.url.scheme == "https":
            options["proxy_ssl_context"] = proxy.ssl_context or self._network.context
        return self._by_http(proxy_headers=proxy.headers.raw, **options).create_connection


def core_url(url: URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def core_request(request: HTTPRequest) -> httpcore.Request:
    return httpcore.Request(
        method=request.method,
        url=core_url(request.url),
        headers=request.headers.raw,
        content=request.stream,
        extensions=request.extensions,
    )


def response_of(answer: Any) -> Response:
    return Response(answer.status, headers=answer.headers, stream=answer.stream, extensions=answer.extensions)
