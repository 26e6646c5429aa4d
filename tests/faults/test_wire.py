"""The fault cases that are about bytes, over real sockets on loopback."""

from __future__ import annotations

import gzip
import os
import shutil
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.runtime._kit import DELETE, GET, POST, Driver, operation, request

from uptimekit._runtime import Operation
from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit._runtime.errors import (
    DecodingError,
    NetworkError,
    RequestTimeoutError,
    ServerError,
)

from ._cases import covers
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
BAD_GZIP = raw(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope")
PUT = operation("PUT")


def _client(driver: Driver, server: FaultServer, **options: Any) -> Any:
    return driver.client(urls={"base": server.url}, **options)


def _free_port() -> int:
    server = FaultServer(answer())
    server.stop()
    return server.port


@pytest.mark.parametrize(("op", "attempts"), [(GET, 3), (POST, 3)])
@covers(2)
def test_case_2_refused(driver: Driver, op: Operation, attempts: int) -> None:
    """A refused connection is tried again with any method; the error names the host."""
    client = driver.client(urls={"base": f"http://127.0.0.1:{_free_port()}"})
    error = driver.error(client, request(op))
    assert isinstance(error, NetworkError)
    assert (error.attempts, error.maybe_sent) == (attempts, False)
    assert "127.0.0.1" in str(error)


@covers(1)
def test_case_1_a_name_that_does_not_resolve(driver: Driver) -> None:
    """A host name that does not resolve is tried again and named."""
    client = driver.client(urls={"base": "http://nowhere.invalid"})
    error = driver.error(client, request(POST))
    assert isinstance(error, NetworkError)
    assert (error.attempts, error.maybe_sent) == (3, False)
    assert "nowhere.invalid" in str(error)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate and its key, made for this run."""
    if (tool := shutil.which("openssl")) is None:
        pytest.skip("needs the openssl command to make a certificate")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    subprocess.run(
        [tool, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path, "-out", path.with_suffix(".crt")],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_text(path.read_text() + path.with_suffix(".crt").read_text())
    return path


@covers(5)
def test_case_5_an_untrusted_certificate(driver: Driver, serve: Serve, certificate: Path) -> None:
    """A certificate that nobody vouches for ends the call at once, with a hint at the trust store."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = serve(answer(), tls=context)
    error = driver.error(_client(driver, server), request())
    assert isinstance(error, NetworkError)
    assert (error.attempts, server.connections, server.requests) == (1, 1, [])
    assert "trust store" in str(error)


@covers(6)
def test_case_6_tls_that_breaks_in_the_handshake(driver: Driver, serve: Serve) -> None:
    """A handshake that breaks off is tried again with any method: nothing was sent."""
    server = serve(not_tls)
    client = driver.client(urls={"base": server.url.replace("http:", "https:")})
    error = driver.error(client, request(POST))
    assert isinstance(error, NetworkError)
    assert (error.maybe_sent, server.connections) == (False, 3)


@covers(7)
def test_case_7_a_kept_connection_that_was_closed(driver: Driver, serve: Serve) -> None:
    """A kept connection that closes before the first byte: sent again at once if safe, else maybe_sent."""
    for op, requests in ((GET, 3), (POST, 2)):
        server = serve(answer(), close_after_request, answer())
        client = _client(driver, server, retries=0)
        driver.send(client, request())
        driver.clock.slept.clear()
        if op is GET:
            assert driver.send(client, request(op)).attempts == 2
            assert driver.clock.slept == [0.0]
        else:
            error = driver.error(client, request(op))
            assert isinstance(error, NetworkError)
            assert error.maybe_sent
        assert len(server.requests) == requests


@covers(7)
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
@covers(8, 10, 11)
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


@covers(8)
def test_case_8_a_reset_before_the_request_was_read(driver: Driver, serve: Serve) -> None:
    """A reset right after the connection was made: sent again if safe."""
    server = serve(reset_at_once, answer())
    assert driver.send(_client(driver, server), request()).attempts == 2


@covers(9)
def test_case_9_no_answer_in_time(driver: Driver, serve: Serve) -> None:
    """Silence ends in a read time-out: safe calls are sent again, unsafe ones raise maybe_sent."""
    server = serve(silence, answer())
    assert driver.send(_client(driver, server, timeout=0.3), request()).attempts == 2
    server = serve(silence)
    error = driver.error(_client(driver, server, timeout=0.3), request(POST))
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.maybe_sent, error.attempts) == ("read", True, 1)


@covers(9)
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
@covers(12)
def test_case_12_a_dripping_body(driver: Driver, serve: Serve, compressed: bool) -> None:
    """A body of one byte a second, plain or gzip, ends at the deadline, and the connection is closed."""
    body = gzip.compress(os.urandom(40), mtime=0)
    extra = b"Content-Encoding: gzip\r\n" if compressed else b""
    server = serve(
        drip(HEAD + extra + b"Content-Length: 1000\r\n\r\n", body[:40], lambda: driver.clock.advance(1))
    )
    error = driver.error(_client(driver, server, deadline=30.0), request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.status_code, error.request_id) == ("deadline", 200, "r1")
    assert server.client_closed.wait(10)
    assert len(server.requests) == 1


@covers(12)
def test_case_12_a_head_that_drips_ends_for_a_task() -> None:
    """A task's deadline ends even an answer whose head drips in byte by byte."""
    driver = Driver("async")
    server = FaultServer(lambda wire: _drip_head(wire))
    client = _client(driver, server, clock=SYSTEM_CLOCK, deadline=0.2, timeout=30)
    error = driver.error(client, request())
    assert isinstance(error, RequestTimeoutError)
    assert error.phase == "deadline"
    driver.finish()
    server.stop()


def _drip_head(wire: Wire) -> None:
    wire.read()
    wire.write(b"HTTP/1.1 200 OK\r\nX: ")
    while not wire.server.gone.wait(0.01):
        wire.write(b"x")


@covers(13)
def test_case_13_bad_gzip(driver: Driver, serve: Serve) -> None:
    """Broken gzip is asked for once more if safe, then raises DecodingError with status and request id."""
    for op, requests in ((GET, 2), (POST, 1)):
        server = serve(BAD_GZIP)
        error = driver.error(_client(driver, server, retries=4), request(op))
        assert type(error) is DecodingError
        assert (error.status_code, error.request_id, len(server.requests)) == (200, "r1", requests)


@pytest.mark.parametrize(
    ("number", "step", "says"),
    [
        (14, answer(200, b'{"a": "\xff\xfe"}'), "broken JSON"),
        (15, answer(200, b""), "empty"),
        (17, answer(200, b"<html>sign in</html>", "text/html"), "text/html"),
    ],
)
@covers(14, 15, 17)
def test_case_14_15_17_no_json(driver: Driver, serve: Serve, number: int, step: Step, says: str) -> None:
    """What is no JSON raises DecodingError that says what came instead."""
    with pytest.raises(DecodingError, match=says) as caught:
        driver.json(_client(driver, serve(step)), request())
    assert caught.value.status_code == 200


@covers(16)
def test_case_16_a_body_on_204(driver: Driver, serve: Serve) -> None:
    """A body after a 204 is ignored, and does not become the answer to the next call."""
    server = serve(raw(b'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n{"a":'), answer_json({"b": 2}))
    client = _client(driver, server)
    assert driver.send(client, request(DELETE)).content == b""
    assert driver.json(client, request()) == {"b": 2}


@covers(18, 19, 20, 21)
def test_case_18_to_21_error_statuses(driver: Driver, serve: Serve) -> None:
    """Gateway and server errors over the wire: sent again if safe, and no markup in the message."""
    for code in (502, 503, 520, 530):
        markup = answer(code, b"<html><h1>Oh no</h1></html>", "text/html")
        assert driver.send(_client(driver, serve(markup, answer())), request()).attempts == 2
        error = driver.error(_client(driver, serve(markup)), request(POST))
        assert isinstance(error, ServerError)
        assert (error.attempts, "<" in str(error), str(code) in str(error)) == (1, False, True)
    assert driver.error(_client(driver, serve(answer(501))), request()).attempts == 1


@covers(22, 23, 26)
def test_case_22_23_26_retry_after(driver: Driver, serve: Serve) -> None:
    """429 and 420 wait for their Retry-After with any method; a doubled header counts as none."""
    for code in (429, 420):
        driver.clock.slept.clear()
        server = serve(answer(code, Retry_After="2"), answer())
        driver.send(_client(driver, server), request(POST))
        assert 2 <= driver.clock.slept[0] <= 2.1
    head = b"HTTP/1.1 503 No\r\nRetry-After: 2\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n"
    driver.clock.slept.clear()
    driver.send(_client(driver, serve(raw(head), answer())), request())
    assert driver.clock.slept[0] <= 0.5
