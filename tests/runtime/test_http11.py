"""Tests of HTTP/1.1 over a direct connection."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
import pytest
from tests.faults._server import FaultServer, answer, raw

from uptimekit._runtime._async import http11
from uptimekit._runtime._async.http11 import AsyncHTTP11Connection
from uptimekit._runtime._async.transport import AsyncTransport
from uptimekit._runtime._sync.http11 import HTTP11Connection
from uptimekit._runtime._sync.transport import Transport
from uptimekit._runtime.constants import KEEPALIVE
from uptimekit._runtime.network_settings import NetworkSettings

from ._kit import Driver

Serve = Callable[..., FaultServer]
ORIGIN = httpcore.Origin(b"https", b"api.example.test", 443)
OK = b"HTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\n{}"
STEPS = ("http11.send_request_headers", "http11.send_request_body", "http11.receive_response_headers")


@pytest.fixture
def library() -> None:
    """Connections of ours come from neither library."""


class _Network(httpcore.AsyncNetworkBackend, httpcore.AsyncNetworkStream):
    """A backend and its one stream: each read returns the next of *pieces*; notes everything else."""

    def __init__(self, *pieces: bytes, refuses: int = -1) -> None:
        self._pieces = list(pieces)
        self._writes_left = refuses
        self.written: list[bytes] = []
        self.waits: list[tuple[str, float | None]] = []
        self.hostname: str | None = None
        self.closed = False

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any
    ) -> Any:
        assert (host, port) == ("api.example.test", 443)
        self.waits.append(("connect", timeout))
        return self

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> Any:
        assert isinstance(ssl_context, ssl.SSLContext)
        self.waits.append(("tls", timeout))
        self.hostname = server_hostname
        return self

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.waits.append(("write", timeout))
        if self._writes_left == 0:
            raise httpcore.WriteError("gone")
        self._writes_left -= 1
        self.written.append(buffer)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.waits.append(("read", timeout))
        return self._pieces.pop(0) if self._pieces else b""

    async def aclose(self) -> None:
        self.closed = True

    def get_extra_info(self, info: str) -> Any:
        return info == "is_readable" and not self._pieces


def _connection(network: _Network, *, secure: bool = False) -> AsyncHTTP11Connection:
    return AsyncHTTP11Connection(ORIGIN, network, ssl.create_default_context() if secure else None)


def _request(
    method: str = "GET", content: Any = None, headers: Iterable[Any] = (), **extensions: Any
) -> httpcore.Request:
    sent = [("Host", "api.example.test"), *headers]
    return httpcore.Request(
        method, "https://api.example.test/things", headers=sent, content=content, extensions=extensions
    )


async def _sent(
    connection: AsyncHTTP11Connection, request: httpcore.Request
) -> tuple[httpcore.Response, bytes]:
    response = await connection.handle_async_request(request)
    body = b"".join([piece async for piece in response.stream])  # type: ignore[union-attr]
    await response.stream.aclose()  # type: ignore[union-attr]
    return response, body


def _exchange(
    network: _Network, request: httpcore.Request
) -> tuple[httpcore.Response, bytes, AsyncHTTP11Connection]:
    connection = _connection(network)
    return *asyncio.run(_sent(connection, request)), connection


def test_a_request_and_its_answer() -> None:
    """The request goes out as it is, and the answer has its status, its headers as they are spelled, and its body."""
    network = _Network(b"HTTP/1.1 200 Fi", b"ne\r\nX-One: 1\r\nContent-Length: 4\r\n\r\nab", b"cd", b"later")
    request = _request("POST", b"body", [("Content-Length", "4"), ("X-Two", "2")])
    response, body, connection = _exchange(network, request)
    assert b"".join(network.written) == (
        b"POST /things HTTP/1.1\r\nHost: api.example.test\r\nContent-Length: 4\r\nX-Two: 2\r\n\r\nbody"
    )
    assert (response.status, body) == (200, b"abcd")
    assert response.headers == [(b"X-One", b"1"), (b"Content-Length", b"4")]
    assert response.extensions["http_version"] == b"HTTP/1.1"
    assert response.extensions["reason_phrase"] == b"Fine"
    assert (connection.is_idle(), connection.is_closed(), network.closed) == (True, False, False)


def test_each_step_is_reported() -> None:
    """The trace hears of every step under httpcore's names; a kept connection opens nothing."""
    network, heard = _Network(OK, OK, b"later"), list[str]()

    async def trace(event: str, info: dict[str, Any]) -> None:
        heard.append(event)
        if event.endswith(".started"):
            assert info["request"].method == b"GET"

    async def twice() -> None:
        connection = _connection(network, secure=True)
        await _sent(connection, _request(trace=trace))
        opened, heard[:] = heard[:4], heard[4:]
        assert opened == [
            f"connection.{step}"
            for step in (
                "connect_tcp.started",
                "connect_tcp.complete",
                "start_tls.started",
                "start_tls.complete",
            )
        ]
        expected = [
            f"{step}.{end}"
            for step in (*STEPS, "http11.receive_response_body")
            for end in ("started", "complete")
        ]
        assert heard == expected
        await _sent(connection, _request(trace=trace))
        assert heard == expected * 2

    asyncio.run(twice())


@pytest.mark.parametrize(("answered", "step"), [(b"", STEPS[2]), (OK[:-1], "http11.receive_response_body")])
def test_a_step_that_fails_is_reported_with_its_error(answered: bytes, step: str) -> None:
    """The trace gets the exception that the caller gets."""
    failed: list[tuple[str, Any]] = []

    async def trace(event: str, info: dict[str, Any]) -> None:
        if event.endswith(".failed"):
            failed.append((event, info["exception"]))

    with pytest.raises(httpcore.RemoteProtocolError) as caught:
        _exchange(_Network(answered), _request(trace=trace))
    assert failed == [(f"{step}.failed", caught.value)]


def test_time_outs_are_looked_up_at_each_step() -> None:
    """What the trace changes counts for the step that begins: a deadline comes nearer with each of them."""
    network, timeouts = _Network(OK), {"connect": 9.0, "read": 9.0, "write": 9.0}

    async def trace(event: str, _: dict[str, Any]) -> None:
        if event.endswith(".started"):
            timeouts.update({phase: seconds - 1 for phase, seconds in timeouts.items()})

    connection = _connection(network, secure=True)
    asyncio.run(
        _sent(connection, _request("POST", b"x", [("Content-Length", "1")], trace=trace, timeout=timeouts))
    )
    assert network.waits == [("connect", 8), ("tls", 7), ("write", 6), ("write", 5), ("read", 4)]


@pytest.mark.parametrize("given", [None, "other.example.test"])
def test_the_name_for_tls(given: str | None) -> None:
    """The host of the address is asked for, or what the request names instead."""
    network = _Network(OK)
    asyncio.run(
        _sent(_connection(network, secure=True), _request(**({"sni_hostname": given} if given else {})))
    )
    assert network.hostname == (given or "api.example.test")


def test_the_protocol_for_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    """HTTP/1.1 alone is offered, whatever else the given certificates were used for."""
    offered = list[list[str]]()
    monkeypatch.setattr(ssl.SSLContext, "set_alpn_protocols", lambda _, names: offered.append(names))
    asyncio.run(_sent(_connection(_Network(OK), secure=True), _request()))
    assert offered == [["http/1.1"]]


def test_an_answer_before_the_end_of_the_request() -> None:
    """A server that answers and takes nothing more is heard; the connection is not kept."""
    network = _Network(b"HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}", refuses=1)
    response, body, connection = _exchange(network, _request("POST", b"long", [("Content-Length", "4")]))
    assert (response.status, body, connection.is_closed(), network.closed) == (413, b"{}", True, True)


def test_interim_answers_are_passed_over() -> None:
    """100 and 103 are no answers; 101, which nobody asked for, is one without a body, and ends the connection."""
    network = _Network(
        b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK, b"later"
    )
    assert _exchange(network, _request())[0].status == 200
    network = _Network(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
    upgrade = _request(headers=[("Connection", "upgrade"), ("Upgrade", "x")])
    response, body, connection = _exchange(network, upgrade)
    assert (response.status, body, connection.is_closed()) == (101, b"", True)


@pytest.mark.parametrize(
    ("answered", "problem"),
    [
        (b"", "Server disconnected without sending a response."),
        (b"HTTP/1.1 2", "Server disconnected without sending a response."),
        (b"no HTTP\r\n\r\n", "illegal status line"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000, "too long"),
        (OK[:-1], "peer closed connection"),
    ],
)
def test_an_answer_that_is_none(answered: bytes, problem: str) -> None:
    """A broken answer is httpcore's error, with h11's words, and closes the connection."""
    network = _Network(answered)
    with pytest.raises(httpcore.RemoteProtocolError, match=problem):
        _exchange(network, _request())
    assert network.closed


def test_a_request_that_cannot_be_sent() -> None:
    """What HTTP cannot carry is httpcore's error."""
    network = _Network(OK)
    with pytest.raises(httpcore.LocalProtocolError):
        _exchange(network, _request(headers=[("X", "a\nb")]))
    with pytest.raises(httpcore.LocalProtocolError, match="Too little"):
        _exchange(network, _request("POST", b"abc", [("Content-Length", "5")]))


def test_an_idle_connection_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does after its time, or when the server has sent or ended something; a new one, or one in use, does not."""
    now = 100.0
    monkeypatch.setattr(http11.time, "monotonic", lambda: now)
    network = _Network(OK, b"later")
    connection = _connection(network)
    assert not connection.has_expired()
    asyncio.run(_sent(connection, _request()))
    assert not connection.has_expired()
    now += KEEPALIVE + 0.1
    assert connection.has_expired()
    now -= KEEPALIVE
    network._pieces.clear()
    assert connection.has_expired()


def test_origins() -> None:
    """Only requests to its own origin may go over a connection."""
    connection = _connection(_Network())
    assert connection.can_handle_request(ORIGIN)
    assert not connection.can_handle_request(httpcore.Origin(b"http", b"api.example.test", 443))


def test_a_cancelled_request_closes_its_connection() -> None:
    """A task that is cancelled while it waits for the answer leaves no open connection."""

    class Silent(_Network):
        async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            await asyncio.Event().wait()
            return b""

    async def cancel() -> None:
        network = Silent()
        task = asyncio.create_task(_sent(_connection(network), _request()))
        while not network.written:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert network.closed

    asyncio.run(cancel())


def test_closing_while_connecting() -> None:
    """A connection that is closed before it stands sends nothing, and closes what was opened."""

    class Closing(_Network):
        async def start_tls(self, *args: Any, **rest: Any) -> Any:
            await connection.aclose()
            self.closed = False  # as that of a socket that TLS has taken over
            return self

    network = Closing(OK)
    connection = _connection(network, secure=True)
    with pytest.raises(httpcore.ConnectError, match="closed"):
        asyncio.run(_sent(connection, _request()))
    assert (network.written, network.closed) == ([], True)


def test_bytes_after_an_answer_are_no_answer(driver: Driver, serve: Serve) -> None:
    """What a server sends beyond an answer is not taken for the answer to the next request."""
    stray = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
    server = serve(raw(OK + stray), answer(body=b"real"))
    transport: Any = (AsyncTransport if driver.asynchronous else Transport)(NetworkSettings([]))
    assert [_get(driver, transport, server) for _ in range(2)] == [b"{}", b"real"]
    assert server.connections == 2
    driver.run(transport.aclose() if driver.asynchronous else transport.close())


def test_direct_connections_are_ours(driver: Driver, serve: Serve) -> None:
    """Requests that no proxy carries go over these connections, sync and async."""
    server = serve(answer())
    transport: Any = (AsyncTransport if driver.asynchronous else Transport)(NetworkSettings([]))
    assert _get(driver, transport, server) == b"{}"
    (connection,) = transport.connections.idle
    assert type(connection) is (AsyncHTTP11Connection if driver.asynchronous else HTTP11Connection)
    driver.run(transport.aclose() if driver.asynchronous else transport.close())
    assert connection.is_closed()


def _get(driver: Driver, transport: Any, server: FaultServer) -> bytes:
    request = httpcore.Request("GET", server.url + "/", headers=[("Host", "api.example.test")])

    async def read() -> bytes:
        answered = await transport.exchange(request)
        body = b"".join([piece async for piece in answered.stream])
        await answered.stream.aclose()
        return body

    if driver.asynchronous:
        body: bytes = driver.run(read())
        return body
    answered = transport.exchange(request)
    body = b"".join(answered.stream)
    answered.stream.close()
    return body
