# Derived by scripts/generate.py from ../_async/transport.py; do not edit.
"""The network: connections made by httpcore, one for each request under way.

A pool of httpcore's own looks at all its connections for each request, and loses one for good when a task is
cancelled at the wrong moment.  Here a connection belongs to one request until that has ended.  Then it is kept for the
next one to the same origin if it is idle, and closed if not.  :mod:`uptimekit._runtime.connection_queue` limits how
many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import httpcore

from uptimekit._runtime._sync.http11 import HTTP11Connection
from uptimekit._runtime.connections import (
    Connections,
    Routes,
    core_request,
    response_of,
)
from uptimekit._runtime.direct import DirectRequest
from uptimekit._runtime.http_library import (
    BaseTransport,
    ByteStream,
    HTTPRequest,
    Response,
    translated,
)
from uptimekit._runtime.network_backend import Backend

if TYPE_CHECKING:
    from uptimekit._runtime.network_settings import NetworkSettings

__all__ = ["Transport"]

Trace = Callable[[str, Mapping[str, Any]], None]


class Transport(BaseTransport):
    """The network for synchronous clients.

    Args:
        network: asked for a proxy once for each origin, and for certificates if TLS is used.
    """

    def __init__(self, network: NetworkSettings) -> None:
        kinds = (HTTP11Connection, httpcore.HTTPProxy, httpcore.SOCKSProxy)
        self._backend = Backend()
        self._routes = Routes(network, self._backend, kinds)
        self.connections: Connections[httpcore.ConnectionInterface] = Connections()

    def handle_request(self, request: HTTPRequest) -> Response:
        """Send a request of httpx; return the answer as soon as its head is there."""
        return response_of(self.exchange(core_request(request)))

    def exchange(self, request: httpcore.Request) -> httpcore.Response:
        """Send *request*; return the answer as soon as its head is there.  Closing its stream frees the connection.

        Raises httpx's exceptions.  A direct request on a kept connection, which is sent at once, reports that and its
        failure as its only steps.
        """
        connection = self._connection(request.url.origin)
        trace = None
        if isinstance(request, DirectRequest) and connection.is_idle():
            trace = request.extensions.pop("trace")
            trace("http11.send_request_headers.started", {})
        try:
            answer = connection.handle_request(request)
        except BaseException as error:
            self._give_back(connection)
            _fail(error, trace)
        answer.stream = _Body(answer.stream, lambda: self._give_back(connection), trace)
        return answer

    def _connection(self, origin: httpcore.Origin) -> httpcore.ConnectionInterface:
        while (kept := self.connections.take(origin)) is not None:
            if not kept.has_expired():
                return kept
            self.connections.forget(kept)
            kept.close()
        return self.connections.add(self._routes.connection(origin))

    def _give_back(self, connection: httpcore.ConnectionInterface) -> None:
        _close(self.connections.give_back(connection))

    def close(self) -> None:
        """Close all connections, and end what is under way on them."""
        _close(self.connections.drop())


class _Body(ByteStream):
    """The body of an answer; closing it frees the connection."""

    def __init__(self, stream: Any, done: Callable[[], None], trace: Trace | None) -> None:
        self._stream = stream
        self._done = done
        self._trace = trace

    def __iter__(self) -> Iterator[bytes]:
        try:
            for piece in self._stream:
                yield piece
        except Exception as error:
            _fail(error, self._trace)

    def close(self) -> None:
        try:
            self._stream.close()
        finally:
            self._done()


def _close(connections: Iterable[httpcore.ConnectionInterface]) -> None:
    """Close all *connections*, even if one raises, such as a cancellation; its socket is closed by then."""
    failure: BaseException | None = None
    for connection in connections:
        try:
            connection.close()
        except BaseException as error:
            failure = error
    if failure is not None:
        raise failure


def _fail(error: BaseException, trace: Trace | None) -> NoReturn:
    """Raise httpx's exception of the same name for one of httpcore's, and any other as it is; report it to *trace*."""
    if trace is not None:
        trace("http11.failed", {"exception": error})
    if (known := translated(error)) is not None:
        raise known from error
    raise error
