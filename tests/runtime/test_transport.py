"""Tests of our transports, on loopback sockets."""

from __future__ import annotations

import asyncio
import itertools
import queue
import random
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest
from tests.faults._server import FaultServer, Wire, answer, close_after_request, silence

from uptimekit._runtime._async.transport import AsyncTransport
from uptimekit._runtime._sync.transport import Transport
from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit._runtime.constants import MAX_CONNECTIONS, MAX_KEEPALIVE
from uptimekit._runtime.errors import ClientStateError, RequestTimeoutError
from uptimekit._runtime.network_settings import NetworkSettings

from ._kit import Driver, request


@pytest.fixture
def library() -> None:
    """Connections of ours come from neither library."""


Serve = Callable[..., FaultServer]


def _transport(driver: Driver, proxy: str | None = None) -> Any:
    kind: Any = AsyncTransport if driver.asynchronous else Transport
    return kind(NetworkSettings([], proxy=proxy))


def _http(driver: Driver, transport: Any) -> Any:
    kind: Any = httpx.AsyncClient if driver.asynchronous else httpx.Client
    return kind(transport=transport)


def _close(driver: Driver, http: Any) -> None:
    driver.run(http.aclose() if driver.asynchronous else http.close())


def _connections(client: Any) -> Any:
    return client._pool.get().transport.connections


def test_a_connection_is_kept_for_the_next_request(driver: Driver, serve: Serve) -> None:
    """Requests to one origin share a connection; one to another gets its own, and takes none away."""
    one, two = serve(answer()), serve(answer())
    http = _http(driver, _transport(driver))
    for server in (one, two, one, two):
        assert driver.run(http.get(server.url)).json() == {}
    assert (one.connections, two.connections) == (1, 1)
    _close(driver, http)
    assert one.hung_up.wait(10)
    assert two.hung_up.wait(10)


def test_a_connection_that_the_server_closed_is_replaced(driver: Driver, serve: Serve) -> None:
    """A kept connection that was closed meanwhile is not used again."""

    def goodbye(wire: Wire) -> None:
        answer()(wire)
        wire.close()

    server = serve(goodbye)
    transport = _transport(driver)
    http = _http(driver, transport)
    driver.run(http.get(server.url))
    assert server.hung_up.wait(10)
    driver.run(http.get(server.url))
    assert (server.connections, len(transport.connections.busy)) == (2, 0)
    _close(driver, http)


def test_a_connection_that_broke_is_not_kept(driver: Driver, serve: Serve) -> None:
    """After a fault nothing is kept, and httpx's exception of the same name is raised, its cause httpcore's."""
    server = serve(close_after_request)
    transport = _transport(driver)
    http = _http(driver, transport)
    with pytest.raises(httpx.RemoteProtocolError) as caught:
        driver.run(http.get(server.url))
    assert isinstance(caught.value.__cause__, httpcore.RemoteProtocolError)
    assert (transport.connections.idle, transport.connections.busy) == ([], set())
    _close(driver, http)


def test_a_connection_whose_answer_was_not_read_is_not_kept(driver: Driver, serve: Serve) -> None:
    """Closing an answer before its end closes the connection."""
    server = serve(answer(body=b"x" * 1_000_000))
    transport = _transport(driver)
    http = _http(driver, transport)
    sent = http.build_request("GET", server.url)
    response = driver.run(http.send(sent, stream=True))
    assert len(transport.connections.busy) == 1
    driver.run(response.aclose() if driver.asynchronous else response.close())
    assert (transport.connections.idle, transport.connections.busy) == ([], set())
    assert server.client_closed.wait(10)
    _close(driver, http)


def test_a_proxy_is_used(driver: Driver, serve: Serve) -> None:
    """A request goes to the proxy that is named, with the whole address and the proxy's credentials."""
    proxy = serve(answer())
    http = _http(driver, _transport(driver, proxy.url.replace("//", "//user:pass@")))
    driver.run(http.get("http://api.example.test/things"))
    seen = proxy.requests[0]
    assert seen.target == "http://api.example.test/things"
    assert seen.headers["proxy-authorization"] == "Basic dXNlcjpwYXNz"
    _close(driver, http)


def test_https_goes_through_a_tunnel(driver: Driver, serve: Serve) -> None:
    """A proxy is asked for a tunnel to an https server; one that refuses is a ProxyError, and nothing is kept."""
    proxy = serve(answer(403))
    transport = _transport(driver, proxy.url)
    http = _http(driver, transport)
    with pytest.raises(httpx.ProxyError):
        driver.run(http.get("https://api.example.test/things"))
    assert [(seen.method, seen.target) for seen in proxy.requests] == [("CONNECT", "api.example.test:443")]
    assert (transport.connections.idle, transport.connections.busy) == ([], set())
    _close(driver, http)


def test_certificates_are_read_only_for_https(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificates are asked for when an https connection is made, and no earlier."""
    read: list[bool] = []

    def certificates(_: NetworkSettings) -> ssl.SSLContext:
        read.append(True)
        return ssl.create_default_context()

    monkeypatch.setattr(NetworkSettings, "context", property(certificates))
    http = httpx.Client(transport=Transport(NetworkSettings([])))
    for scheme, times in (("http", 0), ("https", 1)):
        for port in (1, 1):
            with pytest.raises(httpx.ConnectError):
                http.get(f"{scheme}://127.0.0.1:{port}/")
        assert len(read) == times
    http.close()


def test_few_connections_are_kept(serve: Serve) -> None:
    """After many calls at once the documented number of connections stays open, and the others are closed."""
    driver, server = Driver("async"), serve(answer())
    client = driver.client(urls={"base": server.url})

    async def many() -> None:
        await asyncio.gather(*(client.send(request()) for _ in range(60)))
        assert (len(_connections(client).idle), len(_connections(client).busy)) == (MAX_KEEPALIVE, 0)

    driver.run(many())
    driver.finish()


def test_closing_ends_what_is_under_way(serve: Serve) -> None:
    """Closing a client from another thread ends a call that waits, though the server says nothing and keeps its side."""
    driver, reached = Driver("sync"), threading.Event()

    def silent(wire: Wire) -> None:
        wire.read()
        reached.set()
        wire.wait_for_end()

    server = serve(silent)
    client = driver.client(urls={"base": server.url}, retries=0, timeout=30)
    caught: list[Any] = []
    thread = threading.Thread(target=lambda: caught.append(driver.error(client, request())))
    thread.start()
    assert reached.wait(10)
    sockets = list(_connections(client).busy)
    client.close()
    assert [connection.is_closed() for connection in sockets] == [True]
    thread.join(20)
    assert isinstance(caught[0], ClientStateError)
    server.stop()
    driver.finish()


def test_closing_while_connecting(serve: Serve, certificate: Path) -> None:
    """A client that is closed from another thread during a handshake sends nothing afterwards, and keeps no socket."""
    driver, reached, closed = Driver("sync"), threading.Event(), threading.Event()
    received = queue.Queue[bytes]()

    def late(wire: Wire) -> None:
        reached.set()
        assert closed.wait(10)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        try:
            with context.wrap_socket(wire.sock, server_side=True) as sock:
                received.put(sock.recv(10))
        except OSError:  # the client may be gone before the handshake ends
            received.put(b"")
        wire.close()

    server = serve(late)
    url = server.url.replace("http:", "https:")
    client = driver.client(urls={"base": url}, retries=0, timeout=10, verify=str(certificate))
    caught: list[Any] = []
    thread = threading.Thread(target=lambda: caught.append(driver.error(client, request())))
    thread.start()
    assert reached.wait(10)
    client.close()
    closed.set()
    thread.join(20)
    assert isinstance(caught[0], ClientStateError)
    assert received.get(timeout=10) == b""
    server.stop()
    driver.finish()


class _Wrapper(httpx.AsyncBaseTransport):
    """A transport around one of httpx's, such as those that retry or keep answers."""

    def __init__(self, inner: httpx.AsyncHTTPTransport) -> None:
        self.inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self.inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self.inner.aclose()


def _passed_in(kind: str, network: httpx.AsyncHTTPTransport) -> httpx.AsyncClient:
    """Return a client with *network* at the place that *kind* says."""
    foreign = httpx.MockTransport(lambda _: httpx.Response(500))
    if kind == "wrapped":
        return httpx.AsyncClient(transport=_Wrapper(network))
    if kind == "mounted":
        return httpx.AsyncClient(mounts={"http://": network}, transport=foreign)
    if kind == "beside another":
        return httpx.AsyncClient(mounts={"http://other.test": foreign}, transport=network)
    return httpx.AsyncClient(transport=network)


@pytest.mark.parametrize(
    ("passed_in", "ticks"),
    [
        *itertools.product(["", "passed in"], [15, 60, 400]),
        *itertools.product(["wrapped", "mounted", "beside another"], [15]),
    ],
)
def test_cancelled_calls_lose_no_connection(serve: Serve, passed_in: str, ticks: int) -> None:
    """After 600 calls that were cancelled at random moments, as many calls as there are connections work at once."""
    driver, rng = Driver("async"), random.Random(ticks)
    limit = 12 if passed_in else MAX_CONNECTIONS
    barrier = threading.Barrier(limit)

    def together(wire: Wire) -> None:
        if wire.read().target == "/together":
            barrier.wait(60)  # for as many requests as there are connections
        wire.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    server = serve(together)
    network = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=limit))
    client = driver.client(
        urls={"base": server.url},
        http_client=_passed_in(passed_in, network) if passed_in else None,
        close_http_client=bool(passed_in),
        clock=SYSTEM_CLOCK,
        retries=0,
    )

    async def cancelled() -> None:
        task = asyncio.create_task(client.send(request()))
        for _ in range(rng.randrange(ticks)):
            await asyncio.sleep(0)
        task.cancel()
        if rng.random() < 0.3:
            await asyncio.sleep(0)
            task.cancel()  # some callers are impatient
        await asyncio.gather(task, return_exceptions=True)

    async def storm() -> None:
        for _ in range(6):
            await asyncio.gather(*(cancelled() for _ in range(100)))
        patient = client.with_options(timeout=60)
        sent = [request(path="/together") for _ in range(limit)]
        answers = await asyncio.gather(*map(patient.send, sent))
        assert [raw.status_code for raw in answers] == [200] * limit
        if not passed_in:
            assert not _connections(client).busy
        else:
            assert "Requests: 0 active, 0 queued | Connections: 0 active" in repr(network._pool)

    driver.run(storm())
    driver.finish()


@pytest.mark.parametrize("passed_in", [False, True], ids=["own pool", "passed in"])
def test_a_silent_server_leaves_nothing_behind(serve: Serve, passed_in: bool) -> None:
    """300 calls at once against a server that is silent all end at their deadline; 20 more find it answering."""
    driver, server = Driver("async"), serve(silence)
    http = httpx.AsyncClient() if passed_in else None
    client = driver.client(
        urls={"base": server.url},
        http_client=http,
        close_http_client=passed_in,
        clock=SYSTEM_CLOCK,
        retries=0,
    )
    hurried = client.with_options(deadline=0.5)

    async def calls() -> None:
        ended = await asyncio.gather(*(hurried.send(request()) for _ in range(300)), return_exceptions=True)
        errors = [error for error in ended if isinstance(error, RequestTimeoutError)]
        assert len(errors) == 300
        assert {error.phase for error in errors} == {"deadline"}
        queued = [error for error in errors if "100 calls at once are the limit" in str(error)]
        assert queued
        assert not any(error.maybe_sent for error in queued)
        server.play(answer())
        answers = await asyncio.gather(*(client.send(request()) for _ in range(20)))
        assert [raw.status_code for raw in answers] == [200] * 20

    driver.run(calls())
    driver.finish()


def test_a_connection_that_cannot_be_closed_keeps_no_other_open() -> None:
    """Closing a transport closes all of its connections, and then raises what one of them raised."""
    closed: list[str] = []

    class Connection:
        def __init__(self, name: str) -> None:
            self.name = name

        def close(self) -> None:
            closed.append(self.name)
            if self.name == "broken":
                raise OSError(self.name)

    transport = Transport(NetworkSettings([]))
    transport.connections.idle = [Connection("broken"), Connection("sound")]  # type: ignore[list-item]
    with pytest.raises(OSError, match="broken"):
        transport.close()
    assert closed == ["broken", "sound"]
