"""The fault cases that are about bytes, over real sockets on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import os
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.runtime._kit import DELETE, GET, POST, Driver, operation, request

from uptimekit._runtime import Operation
from uptimekit._runtime.call import Call
from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit._runtime.errors import (
    NetworkError,
    RedirectError,
    RequestTimeoutError,
)

from ._server import (
    FaultServer,
    Step,
    Wire,
    answer,
    answer_json,
    close_after_request,
    drip,
    not_tls,
    raw,
    reset_after_request,
    reset_at_once,
    silence,
)

Serve = Callable[..., FaultServer]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: r1\r\n"
CUT = raw(HEAD + b'Content-Length: 100\r\n\r\n{"a":', close=True)
BAD_CHUNK = raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n", close=True)
PUT = operation("PUT")


def _client(driver: Driver, server: FaultServer, **options: Any) -> Any:
    return driver.client(urls={"base": server.url}, **options)


def _free_port() -> int:
    server = FaultServer(answer())
    server.stop()
    return server.port


@pytest.mark.parametrize(("op", "attempts"), [(GET, 3), (POST, 3)])
@pytest.mark.fault(2, level="wire")
def test_case_2_refused(driver: Driver, op: Operation, attempts: int) -> None:
    """A refused connection is tried again with any method; the error names the host."""
    client = driver.client(urls={"base": f"http://127.0.0.1:{_free_port()}"})
    error = driver.error(client, request(op))
    assert isinstance(error, NetworkError)
    assert (error.attempts, error.maybe_sent) == (attempts, False)
    assert "127.0.0.1" in str(error)


@pytest.mark.fault(1, level="wire")
def test_case_1_a_name_that_does_not_resolve(driver: Driver) -> None:
    """A host name that does not resolve is tried again and named."""
    client = driver.client(urls={"base": "http://nowhere.invalid"})
    error = driver.error(client, request(POST))
    assert isinstance(error, NetworkError)
    assert (error.attempts, error.maybe_sent) == (3, False)
    assert "nowhere.invalid" in str(error)


@pytest.mark.fault(3, level="wire")
def test_case_3_a_connection_that_takes_too_long(driver: Driver) -> None:
    """A server that accepts no more connections is tried again with any method, then the connect time-out shows."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, contextlib.ExitStack() as waiting:
        address = listener.getsockname()
        for _ in range(8):  # whoever comes after these waits for its SYN to be answered
            waiting.enter_context(full := socket.socket())
            full.setblocking(False)
            full.connect_ex(address)
        client = driver.client(urls={"base": f"http://127.0.0.1:{address[1]}"}, timeout=0.05)
        error = driver.error(client, request(POST))
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.attempts, error.maybe_sent) == ("connect", 3, False)


@pytest.mark.fault(4, level="wire")
def test_case_4_no_free_connection(driver: Driver, serve: Serve) -> None:
    """A call for which the pool has no connection fails with the pool's limit; nothing is sent for it."""
    reached, release = threading.Event(), threading.Event()

    def held(wire: Wire) -> None:
        wire.read()
        reached.set()
        assert release.wait(20)
        wire.write(HEAD + b"Content-Length: 2\r\n\r\n{}")

    server = serve(held)
    kind = httpx.AsyncClient if driver.asynchronous else httpx.Client
    http: Any = kind(limits=httpx.Limits(max_connections=1))
    client = _client(driver, server, http_client=http, close_http_client=True, retries=1)
    hurried = client.with_options(timeout=0.05)

    async def both() -> Any:
        holder = asyncio.create_task(client.send(request()))
        assert await asyncio.to_thread(reached.wait, 20)
        with pytest.raises(RequestTimeoutError) as caught:
            await hurried.send(request(POST))
        release.set()
        await holder
        return caught.value

    if driver.asynchronous:
        error = driver.run(both())
    else:
        holder = threading.Thread(target=client.send, args=(request(),))
        holder.start()
        assert reached.wait(20)
        error = driver.error(hurried, request(POST))
        release.set()
        holder.join(20)
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.maybe_sent, error.attempts) == ("pool", False, 2)
    assert error.message == (
        "no free connection within 0.05 s: 1 call at once is the limit of the http_client that was passed in; "
        "make fewer, or give that more connections"
    )
    assert [seen.method for seen in server.requests] == ["GET"]


@pytest.mark.fault(5, level="wire")
def test_case_5_an_untrusted_certificate(driver: Driver, serve: Serve, certificate: Path) -> None:
    """A certificate that nobody vouches for ends the call at once, with TLS's reason and a hint at `verify`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = serve(answer(), tls=context)
    error = driver.error(_client(driver, server), request())
    assert isinstance(error, NetworkError)
    assert (error.attempts, server.connections, server.requests) == (1, 1, [])
    assert error.message == (
        f"127.0.0.1:{server.port}: its TLS certificate is not trusted (self-signed certificate); "
        "pass verify= with the path of its CA file, or set SSL_CERT_FILE"
    )


@pytest.mark.fault(38, level="wire")
def test_case_38_a_downgrade(driver: Driver, serve: Serve, certificate: Path) -> None:
    """A redirect from https to http of the same host raises, and the key never goes out in the clear."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    plain = serve(answer())
    server = serve(answer(301, b"", Location=plain.url + "/things"), tls=context)
    kind = httpx.AsyncClient if driver.asynchronous else httpx.Client
    http: Any = kind(verify=ssl.create_default_context(cafile=str(certificate)))
    error = driver.error(_client(driver, server, http_client=http, close_http_client=True), request())
    assert isinstance(error, RedirectError)
    assert (len(server.requests), plain.connections) == (1, 0)


@pytest.mark.fault(6, level="wire")
def test_case_6_tls_that_breaks_in_the_handshake(driver: Driver, serve: Serve) -> None:
    """A handshake that breaks off is tried again with any method: nothing was sent."""
    server = serve(not_tls)
    client = driver.client(urls={"base": server.url.replace("http:", "https:")})
    error = driver.error(client, request(POST))
    assert isinstance(error, NetworkError)
    assert (error.maybe_sent, server.connections) == (False, 3)


@pytest.mark.fault(7, level="wire")
def test_case_7_a_kept_connection_that_was_closed(driver: Driver, serve: Serve) -> None:
    """A kept connection that closes before the first byte: sent again at once if safe, else maybe_sent."""
    for op, requests in ((GET, 3), (POST, 2)):
        server = serve(answer(), close_after_request, answer())
        client = _client(driver, server, retries=0)
        driver.send(client, request())
        driver.clock.waits.clear()
        if op is GET:
            assert driver.send(client, request(op)).attempts == 2
            assert driver.clock.waits == [0.0]
        else:
            error = driver.error(client, request(op))
            assert isinstance(error, NetworkError)
            assert error.maybe_sent
        assert len(server.requests) == requests


@pytest.mark.fault(7, level="wire")
def test_case_7_a_connection_that_closes_while_idle(driver: Driver, serve: Serve) -> None:
    """A connection that the server closed between two calls costs the second nothing, not even with POST."""

    def goodbye(wire: Wire) -> None:
        answer()(wire)
        wire.close()

    server = serve(goodbye, answer())
    client = _client(driver, server)
    driver.send(client, request(POST))
    assert server.hung_up.wait(10)
    assert driver.send(client, request(POST)).attempts == 1
    assert server.connections == 2


@pytest.mark.parametrize("fault", [reset_after_request, close_after_request, CUT, BAD_CHUNK])
@pytest.mark.fault(8, 10, 11, level="wire")
def test_case_8_10_11_a_connection_that_breaks(driver: Driver, serve: Serve, fault: Step) -> None:
    """A connection that breaks before or in the answer: safe calls are sent again, unsafe ones raise maybe_sent."""
    server = serve(fault, answer_json({"a": 1}))
    assert driver.json(_client(driver, server), request(GET)) == {"a": 1}
    server = serve(fault)
    error = driver.error(_client(driver, server), request(POST, content=b"x"))
    assert isinstance(error, NetworkError)
    assert (error.maybe_sent, error.attempts, len(server.requests)) == (True, 1, 1)
    assert error.status_code == (200 if fault in (CUT, BAD_CHUNK) else None)
    error = driver.error(_client(driver, server), request(PUT))
    assert error.attempts == 3


@pytest.mark.fault(8, level="wire")
def test_case_8_a_reset_before_the_request_was_read(driver: Driver, serve: Serve) -> None:
    """A reset right after the connection was made: sent again if safe."""
    server = serve(reset_at_once, answer())
    assert driver.send(_client(driver, server), request()).attempts == 2


@pytest.mark.fault(9, level="wire")
def test_case_9_silence_until_the_deadline(driver: Driver, serve: Serve) -> None:
    """A deadline shorter than the time-out ends the wait for an answer, without a retry."""
    server = serve(silence)
    client = _client(driver, server, clock=SYSTEM_CLOCK, deadline=0.15, timeout=30)
    started = SYSTEM_CLOCK.monotonic()
    error = driver.error(client, request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.attempts) == ("deadline", 1)
    assert SYSTEM_CLOCK.monotonic() - started < 5


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.fault(12, level="wire")
def test_case_12_a_dripping_body(
    driver: Driver, serve: Serve, compressed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body of one byte a second, plain or gzip, ends at the deadline, and the connection is closed."""
    begun, head = threading.Event(), Call.check_head

    def noted(call: Call, response: httpx.Response) -> None:
        head(call, response)
        begun.set()

    def tick() -> None:
        begun.wait(10)  # seconds begin to pass once the head has arrived
        driver.clock.advance(1)

    monkeypatch.setattr(Call, "check_head", noted)
    body = gzip.compress(os.urandom(40), mtime=0)
    extra = b"Content-Encoding: gzip\r\n" if compressed else b""
    server = serve(drip(HEAD + extra + b"Content-Length: 1000\r\n\r\n", body[:40], tick))
    error = driver.error(_client(driver, server, deadline=30.0), request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.status_code, error.request_id) == ("deadline", 200, "r1")
    assert server.client_closed.wait(10)
    assert len(server.requests) == 1


@pytest.mark.fault(16, level="wire")
def test_case_16_a_body_on_204(driver: Driver, serve: Serve) -> None:
    """A body after a 204 is ignored, and does not become the answer to the next call."""
    server = serve(raw(b'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n{"a":'), answer_json({"b": 2}))
    client = _client(driver, server)
    assert driver.send(client, request(DELETE)).content == b""
    assert driver.json(client, request()) == {"b": 2}
