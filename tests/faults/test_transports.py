"""The fault cases of transports: TLS after its handshake, transports that are not ours, cookies of a passed-in client."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.runtime._kit import GET, POST, Driver, ok, request

from uptimekit._runtime.errors import NetworkError, RequestTimeoutError

from ._network import OnSocket, Play
from ._server import FaultServer, Wire, answer

Serve = Callable[..., FaultServer]


def _garbage(wire: Wire) -> None:
    """Read a request, then send what is no TLS record past the encryption."""
    wire.read()
    with socket.socket(fileno=os.dup(wire.sock.fileno())) as bare:
        bare.sendall(b"this is no TLS record at all\r\n" * 20)
    wire.close()


@pytest.mark.parametrize("injected", [False, True])
@pytest.mark.fault(72, level="wire")
def test_case_72_tls_that_breaks_after_its_handshake(
    injected: bool, driver: Driver, serve: Serve, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A TLS connection that breaks under an answer: sent again if safe, else NetworkError with maybe_sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    options: dict[str, Any] = {}

    def client(server: FaultServer) -> Any:
        if injected:
            kind = httpx.AsyncClient if driver.asynchronous else httpx.Client
            trust = ssl.create_default_context(cafile=str(certificate))
            options.update(http_client=kind(verify=trust), close_http_client=True)
        return driver.client(urls={"base": server.url}, **options)

    server = serve(_garbage, answer(), tls=context)
    assert driver.send(client(server), request(GET)).attempts == 2
    server = serve(_garbage, tls=context)
    error = driver.error(client(server), request(POST))
    assert isinstance(error, NetworkError)
    assert (error.maybe_sent, error.attempts, len(server.requests)) == (True, 1, 1)


class Foreign(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport that sends, loses the connection, and says that it never had one; it traces nothing."""

    def __init__(self, send: Callable[[httpx.Request], Any], error: type[httpx.RequestError]) -> None:
        self._send = send
        self._error = error

    def handle_request(self, sent: httpx.Request) -> httpx.Response:
        self._send(sent)
        raise self._error("the connection was lost", request=sent)

    async def handle_async_request(self, sent: httpx.Request) -> httpx.Response:
        return self.handle_request(sent)


@pytest.mark.parametrize(
    "said", [httpx.ConnectTimeout, httpx.ConnectError, httpx.PoolTimeout, httpx.ProxyError]
)
@pytest.mark.parametrize("as_client", [False, True])
@pytest.mark.fault(80)
def test_case_80_a_transport_that_says_not_sent(
    said: type[httpx.RequestError], as_client: bool, driver: Driver, play: Play
) -> None:
    """What a transport of another make says about a request that it did not trace is not believed."""
    for op, attempts in ((POST, 1), (GET, 3)):
        peer = play(ok())
        foreign = Foreign(_sender(peer), said)
        options: dict[str, Any] = {"transport": foreign}
        if as_client:
            kind: Any = httpx.AsyncClient if driver.asynchronous else httpx.Client
            options = {"http_client": kind(transport=foreign), "close_http_client": True}
        error = driver.error(driver.client(urls={"base": peer.url}, **options), request(op))
        assert isinstance(error, NetworkError | RequestTimeoutError)
        assert (error.maybe_sent, error.attempts, len(peer.requests)) == (True, attempts, attempts)


def _sender(peer: Any) -> Callable[[httpx.Request], None]:
    def over_the_wire(sent: httpx.Request) -> None:
        with httpx.Client(trust_env=False) as http:
            http.request(sent.method, sent.url, headers=sent.headers, content=sent.content)

    def in_process(sent: httpx.Request) -> None:
        peer.handler(sent)

    return over_the_wire if isinstance(peer, OnSocket) else in_process


@pytest.mark.fault(85)
def test_case_85_cookies_of_a_passed_in_client(driver: Driver, play: Play) -> None:
    """A passed-in client keeps no cookie of our answers; what its owner keeps there stays, and is not sent by us."""
    peer = play(ok(set_cookie="session=s3cret; Path=/"))
    http = peer.http(cookies={"theirs": "kept"})
    client = driver.client(urls={"base": peer.url}, http_client=http, close_http_client=True)
    for _ in range(2):
        driver.send(client, request())
    assert dict(http.cookies) == {"theirs": "kept"}
    assert not [sent for sent in peer.requests if "session" in sent.headers.get("cookie", "")]
