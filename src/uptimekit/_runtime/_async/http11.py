"""HTTP/1.1 over a direct connection, on h11.

httpcore's connections do the same in twice the time, because they are made to be shared and to speak HTTP/2.  A
connection of :mod:`.transport` has one request at a time; those through a proxy are httpcore's.
"""

from __future__ import annotations

import math
import ssl
import time
from collections.abc import AsyncIterator, Mapping
from types import TracebackType
from typing import Any, Final, cast

import h11
import httpcore

from uptimekit._runtime.constants import KEEPALIVE, READ_AHEAD

__all__ = ["AsyncHTTP11Connection"]

_HEAD_SIZE: Final = 100 * 1024  # bytes of a head at most, as in httpcore


class AsyncHTTP11Connection(httpcore.AsyncConnectionInterface):
    """A connection to the server at *origin*, which is opened by its first request.

    Reports each step to the ``trace`` of a request, under httpcore's names.

    Args:
        context: the certificates to trust; None without TLS.
    """

    def __init__(
        self, origin: httpcore.Origin, backend: httpcore.AsyncNetworkBackend, context: ssl.SSLContext | None
    ) -> None:
        self._origin = origin
        self._backend = backend
        self._context = context
        self._stream: httpcore.AsyncNetworkStream | None = None
        self._protocol = h11.Connection(h11.CLIENT, max_incomplete_event_size=_HEAD_SIZE)
        self._idle = self._closed = False
        self._expires = math.inf

    def can_handle_request(self, origin: httpcore.Origin) -> bool:
        """Whether requests to *origin* may go over this connection."""
        return origin == self._origin

    def is_idle(self) -> bool:
        """Whether the last request has ended, and another one may follow."""
        return self._idle

    def is_closed(self) -> bool:
        """Whether the connection is closed."""
        return self._closed

    def has_expired(self) -> bool:
        """Whether an idle connection is too old, or was ended by the server."""
        return time.monotonic() > self._expires or (
            self._idle and self._stream is not None and bool(self._stream.get_extra_info("is_readable"))
        )

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send *request*; return the answer as soon as its head is there."""
        self._idle = False
        try:
            stream = self._stream or await self._open(request)
            await self._send(request, stream)
            async with _Step(request, "http11.receive_response_headers"):
                head = await self._head(request, stream)
        except BaseException:
            await self.aclose()
            raise
        return httpcore.Response(
            head.status_code,
            headers=head.headers.raw_items(),
            content=_AsyncBody(self, request, stream),
            extensions={
                "http_version": b"HTTP/" + head.http_version,
                "reason_phrase": head.reason,
                "network_stream": stream,
            },
        )

    async def _open(self, request: httpcore.Request) -> httpcore.AsyncNetworkStream:
        host = self._origin.host.decode("ascii")
        async with _Step(request, "connection.connect_tcp"):
            self._stream = await self._backend.connect_tcp(
                host, self._origin.port, _seconds(request, "connect")
            )
        if self._context is not None:
            async with _Step(request, "connection.start_tls"):
                self._context.set_alpn_protocols(["http/1.1"])
                name = _extensions(request).get("sni_hostname") or host
                seconds = _seconds(request, "connect")
                self._stream = await self._stream.start_tls(self._context, name, seconds)
        if self._closed:  # meanwhile, with its client: nothing is sent
            raise httpcore.ConnectError("the connection is closed")
        return self._stream

    async def _send(self, request: httpcore.Request, stream: httpcore.AsyncNetworkStream) -> None:
        try:
            async with _Step(request, "http11.send_request_headers"):
                head = h11.Request(method=request.method, target=request.url.target, headers=request.headers)
                await stream.write(self._protocol.send(head), _seconds(request, "write"))
            async with _Step(request, "http11.send_request_body"):
                content: Any = request.stream
                async for piece in content:
                    data = self._protocol.send(h11.Data(data=piece))
                    await stream.write(data, _seconds(request, "write"))
                if end := self._protocol.send(h11.EndOfMessage()):
                    await stream.write(end, _seconds(request, "write"))
        except h11.LocalProtocolError as error:
            raise httpcore.LocalProtocolError(error) from error
        except httpcore.WriteError:
            pass  # the server may have answered before it closed

    async def _head(self, request: httpcore.Request, stream: httpcore.AsyncNetworkStream) -> Any:
        head = None
        while not isinstance(head, h11.Response) and getattr(head, "status_code", 0) != 101:
            head = await self.event(request, stream)
        return head

    async def event(self, request: httpcore.Request, stream: httpcore.AsyncNetworkStream) -> Any:
        """Return the next part of the answer, as h11 has it."""
        try:
            while (event := self._protocol.next_event()) is h11.NEED_DATA:
                data = await stream.read(READ_AHEAD, _seconds(request, "read"))
                if not data and self._protocol.their_state is h11.SEND_RESPONSE:
                    raise httpcore.RemoteProtocolError("Server disconnected without sending a response.")
                self._protocol.receive_data(data)
        except h11.RemoteProtocolError as error:
            raise httpcore.RemoteProtocolError(error) from error
        return event

    async def finish(self) -> None:
        """End the request under way: the connection is idle if the answer has come to its end, and closed if not.

        Bytes after the end close it, too: they would be taken for the answer to the next request.
        """
        both = self._protocol.our_state, self._protocol.their_state
        if both == (h11.DONE, h11.DONE) and not self._protocol.trailing_data[0]:
            self._protocol.start_next_cycle()
            self._idle, self._expires = True, time.monotonic() + KEEPALIVE
        else:
            await self.aclose()

    async def aclose(self) -> None:
        """Close the connection, and end what is under way on it."""
        self._closed, self._idle = True, False
        if self._stream is not None:
            await self._stream.aclose()


class _AsyncBody:
    """The body of an answer."""

    def __init__(
        self,
        connection: AsyncHTTP11Connection,
        request: httpcore.Request,
        stream: httpcore.AsyncNetworkStream,
    ) -> None:
        self._connection = connection
        self._request = request
        self._stream = stream
        self._ended = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async with _Step(self._request, "http11.receive_response_body"):
                while isinstance(
                    event := await self._connection.event(self._request, self._stream), h11.Data
                ):
                    yield bytes(event.data)
        except BaseException:
            await self.aclose()
            raise

    async def aclose(self) -> None:
        if not self._ended:
            self._ended = True
            await self._connection.finish()


class _Step:
    """Reports a step to the trace of a request."""

    def __init__(self, request: httpcore.Request, name: str) -> None:
        self._trace = _extensions(request).get("trace")
        self._request = request
        self._name = name

    async def __aenter__(self) -> None:
        if self._trace is not None:
            await self._trace(f"{self._name}.started", {"request": self._request})

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._trace is None:
            return
        if error is None:
            await self._trace(f"{self._name}.complete", {})
        else:
            await self._trace(f"{self._name}.failed", {"exception": error})


def _seconds(request: httpcore.Request, phase: str) -> float | None:
    """Return the time-out of *phase*, which the trace may have changed since the request was made."""
    seconds: float | None = _extensions(request).get("timeout", {}).get(phase)
    return seconds


def _extensions(request: httpcore.Request) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", request.extensions)  # a dict of anything to a type checker
