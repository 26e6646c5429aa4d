"""The gate of a served sandbox: whom it lets in, and how much they may send."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
from starlette.types import ASGIApp

from uptimekit.sandbox import (
    BetterStackSandbox,
    HealthchecksSandbox,
    RunningServer,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)
from uptimekit.sandbox._gate import MAX_BODY, Gate


async def _app(scope: object, receive: object, send: object) -> None:
    raise AssertionError("never called here")


@pytest.mark.parametrize(
    ("host", "good"),
    [
        ("localhost", True), ("LOCALHOST:8000", True), ("localhost.", True), ("app.localhost", True), ("127.0.0.1:43210", True),
        ("127.9.9.9", True), ("[::1]:80", True), ("[::1]", True), ("", False), ("evil.test", False), ("localhost.evil.test", False),
        ("127.0.0.1.evil.test", False), ("evil.test:80", False), ("10.0.0.5", False), ("0.0.0.0", False), ("[::ffff:10.0.0.5]", False),
        ("2130706433", False), ("localhost@evil.test", False), ("evil.test#localhost", False), ("notlocalhost", False),
    ],
)  # fmt: skip
def test_names_of_this_machine(host: str, good: bool) -> None:
    """On a loopback address only loopback names and addresses are good."""
    assert Gate(_app, "127.0.0.1")._admits(host) is good


@pytest.mark.parametrize(
    ("bound", "host", "good"),
    [
        ("monitor.test", "monitor.test:80", True), ("monitor.test", "Monitor.TEST.", True), ("monitor.test", "other.test", False),
        ("10.0.0.5", "10.0.0.5:80", True), ("10.0.0.5", "10.0.0.6", False), ("0.0.0.0", "10.0.0.6:80", True),
        ("::", "[fd00::1]:80", True), ("0.0.0.0", "evil.test", False), ("", "evil.test", False), ("", "", False),
    ],
)  # fmt: skip
def test_what_is_listened_on(bound: str, host: str, good: bool) -> None:
    """The bound name or address is good; where all are bound, every literal address, but no name."""
    assert Gate(_app, bound)._admits(host) is good
    assert Gate(_app, bound, hosts=["evil.test", "other.test"])._admits(host) is (
        good or "evil" in host or "other" in host
    )


def _sandboxes() -> list[tuple[ASGIApp, str]]:
    statuspage, uptimehunt = StatuspageSandbox(), UptimeHuntSandbox()
    return [
        (HealthchecksSandbox().app, "/api/v3/checks/"),
        (BetterStackSandbox().app, "/api/v2/monitors"),
        (statuspage.app, f"{statuspage.manage_path}/pages"),
        (uptimehunt.app, f"{uptimehunt.base_path}/projects"),
    ]


@pytest.mark.parametrize("number", range(4))
def test_all_four_refuse_strangers(number: int) -> None:
    """No sandbox answers to another name, or lets web pages read its answers."""
    app, path = _sandboxes()[number]
    with serve(app) as server, httpx.Client(base_url=server.url, trust_env=False) as client:
        refused = client.get(path, headers={"Host": "rebound.test"})
        assert (refused.status_code, refused.text.count("\n")) == (421, 1)
        for reply in (client.get(path), client.options(path)):
            assert reply.status_code != 421
            assert not [name for name in reply.headers if name.startswith("access-control-")]


def test_cors_on_demand() -> None:
    """With cors=True the headers of the provider are sent as it sends them."""
    app, path = _sandboxes()[0]
    with serve(app, cors=True) as server:
        assert httpx.get(server.url + path, trust_env=False).headers["access-control-allow-origin"] == "*"


@pytest.fixture
def server() -> Iterator[RunningServer]:
    with serve(HealthchecksSandbox().app) as running:
        yield running


def _raw(server: RunningServer, head: bytes, body: bytes = b"") -> bytes:
    """Send a request as it is, and return the status line of the answer; empty if the connection just ended."""
    with socket.create_connection((server.host, server.port), timeout=20) as peer:
        peer.sendall(head.replace(b"\n", b"\r\n") + b"\r\n\r\n" + body)
        peer.shutdown(socket.SHUT_WR)
        answer = b""
        while not answer.endswith(b"\r\n") and (more := peer.recv(1024)):
            answer += more
    return answer.partition(b"\r\n")[0]


def test_a_body_beyond_all_measure(server: RunningServer) -> None:
    """A body that is announced as too long, or turns out to be, is refused with 413, and the server goes on."""
    head = b"POST /api/v3/checks/ HTTP/1.1\nHost: localhost\n"
    assert _raw(server, head + b"Content-Length: %d" % (MAX_BODY + 1)).startswith(b"HTTP/1.1 413")

    def endless() -> Iterator[bytes]:
        for _ in range(MAX_BODY // 2**20 + 2):
            yield b" " * 2**20

    with httpx.Client(base_url=server.url, trust_env=False) as client:
        with suppress(
            httpx.WriteError, httpx.ReadError
        ):  # the answer may come while the body is still being sent
            assert client.post("/api/v3/checks/", content=endless()).status_code == 413
        assert client.get("/api/v3/status/").status_code == 200


@pytest.mark.parametrize(
    "head",
    [
        b"POST /api/v3/checks/ HTTP/1.1\nHost: localhost\nContent-Length: five",
        b"POST /api/v3/checks/ HTTP/1.1\nHost: localhost\nContent-Length: -1",
        b"POST /api/v3/checks/ HTTP/1.1\nHost: localhost\nContent-Length: " + b"9" * 5000,
        b"POST /api/v3/checks/ HTTP/1.1\nHost: localhost\nContent-Length: 1\nContent-Length: 2",
        b"POST /api/v3/checks/ HTTP/1.1\nHost: localhost\nTransfer-Encoding: rot13",
        b"GET /api/v3/status/ HTTP/1.1",
        b"GET /api/v3/status/ HTTP/1.1\nHost: localhost\nHost: evil.test",
        b"GET /api/v3/\xff HTTP/1.1\nHost: localhost",
        b"nonsense",
    ],
)  # fmt: skip
def test_broken_heads(server: RunningServer, head: bytes) -> None:
    """A head that is none of HTTP's gets a 4xx or 501, and the server goes on."""
    assert _raw(server, head).split(b" ")[1] in (b"400", b"413", b"421", b"431", b"501")
    assert httpx.get(f"{server.url}/api/v3/status/", trust_env=False).status_code == 200


def test_a_body_that_is_cut_off(server: RunningServer) -> None:
    """A body shorter than announced changes nothing, and the server goes on."""
    key = json.dumps({"name": "x"}).encode()
    _raw(server, b"POST /api/v3/checks/ HTTP/1.1\nHost: localhost\nContent-Length: 1000", key)
    assert httpx.get(f"{server.url}/api/v3/status/", trust_env=False).status_code == 200
