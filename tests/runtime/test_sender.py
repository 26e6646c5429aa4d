"""Tests of calls on connections of ours, which need no httpx client, against calls through one."""

from __future__ import annotations

import gc
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.faults._server import FaultServer, answer
from tests.operations._wire import AsyncRecorder, Recorder

from uptimekit._runtime import Pagination
from uptimekit._runtime.call import Call
from uptimekit._runtime.encoding import Joined
from uptimekit._runtime.parts import Part

from ._kit import GET, POST, Driver, operation, request


@pytest.fixture
def library() -> None:
    """Connections of ours come from neither library."""


@pytest.fixture
def server() -> Iterator[FaultServer]:
    """A server that answers everything, and gives a cookie."""
    server = FaultServer(answer(set_cookie="session=1; Path=/"))
    yield server
    server.stop()


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What all connections of the test send."""
    wire = list[bytes]()
    transports = "uptimekit._runtime._{}.transport.{}"
    monkeypatch.setattr(transports.format("sync", "Backend"), lambda: Recorder(wire.append))
    monkeypatch.setattr(transports.format("async", "AsyncBackend"), lambda: AsyncRecorder(wire.append))
    return wire


def _client(driver: Driver, server: FaultServer, **options: Any) -> Any:
    return driver.client(urls={"base": server.url}, retries=0, **options)


def _http_client(driver: Driver, client: Any) -> Any:
    async def ask() -> Any:
        return client.http_client

    return driver.run(ask()) if driver.asynchronous else client.http_client


def test_an_httpx_client_that_is_asked_for(driver: Driver, server: FaultServer) -> None:
    """An httpx client has the connections of the calls, which go through it, with its hooks, from then on."""
    client, seen = _client(driver, server), list[str]()
    copy = client.with_options(retries=1)
    driver.send(client, request())
    http = _http_client(driver, client)

    def hook(sent: Any) -> None:
        seen.append(str(sent.url))

    async def asynchronous(sent: Any) -> None:
        hook(sent)

    http.event_hooks["request"].append(asynchronous if driver.asynchronous else hook)
    driver.send(client, request())
    driver.send(copy, request())
    assert _http_client(driver, copy) is http
    driver.run(http.get(f"{server.url}/own"))
    assert seen == [f"{server.url}/things"] * 2 + [f"{server.url}/own"]
    assert (server.connections, len(server.requests)) == (1, 4)
    driver.close(client)
    assert http.is_closed


def test_cookies_are_not_kept(driver: Driver, server: FaultServer) -> None:
    """A cookie of an answer is not sent with the next call, in neither way."""
    client = _client(driver, server)
    for _ in range(2):
        assert driver.send(client, request()).headers["set-cookie"] == "session=1; Path=/"
    _http_client(driver, client)
    for _ in range(2):
        driver.send(client, request())
    assert [seen.headers.get("cookie") for seen in server.requests] == [None] * 4


def test_a_call_leaves_no_circle(driver: Driver, server: FaultServer) -> None:
    """When a call is over nothing of it waits for the garbage collector, on a new connection and on a kept one."""
    client = _client(driver, server)
    gc.disable()
    try:
        before = _calls()
        for _ in range(2):
            driver.send(client, request())
        assert _calls() == before
    finally:
        gc.enable()


def _calls() -> int:
    return sum(type(each) is Call for each in gc.get_objects())


class _Broken(io.BytesIO):
    def read(self, *_: Any) -> bytes:
        raise LookupError("a fault of the caller's own file")


def test_a_file_that_fails(driver: Driver, server: FaultServer) -> None:
    """A file that cannot be read while it is sent is the same error on a new connection and on a kept one."""
    client = _client(driver, server)
    errors = [driver.error(client, request(POST, content=_Broken(b"x")))]
    driver.send(client, request())
    errors.append(driver.error(client, request(POST, content=_Broken(b"x"))))
    assert [(type(error), error.message) for error in errors] == [(type(errors[0]), errors[0].message)] * 2
    assert all("LookupError" in error.message for error in errors)


LISTING = operation("GET", pagination=Pagination("link", "items", next="next"))
REQUESTS: dict[str, Callable[[Path], Any]] = {
    "nothing": lambda _: request(POST),
    "json": lambda _: request(POST, json={"name": "ü"}),
    "form": lambda _: request(POST, form={"a": "1 2", "b": ["x", "y"]}),
    "text": lambda _: request(POST, content="ü"),
    "no bytes": lambda _: request(POST, content=b""),
    "file": lambda path: request(POST, content=path),
    "stream": lambda _: request(POST, content=io.BytesIO(b"abc")),
    "parts": lambda path: request(
        POST,
        multipart=[Part("a", "a", b"x", None, "text/plain"), Part("f", "f", path, "n.txt")],
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    ),
    "empty list": lambda _: request(GET, query={"a": []}),
    "odd query": lambda _: request(
        GET, query={"é ": ["a&b", ""], "n": 1.5, "joined": Joined(["a b", "c,d"], ",")}
    ),
    "odd separator": lambda _: request(GET, query={"joined": Joined(["a", "b"], " ")}),
    "unicode": lambda _: request(GET, path="/ü/a b"),
    "encoded": lambda _: request(GET, path="/a%2Fb/%zz/c%20d"),
    "dots": lambda _: request(GET, path="/a/../b/./c/.d"),
    "no path": lambda _: request(GET, path=""),
    "query in the path": lambda _: request(GET, path="/a?b=c#d"),
    "link": lambda _: request(LISTING, url="https://api.example.test/things?cursor=%7e&b=[1]"),
    "odd method": lambda _: request(operation("propfind")),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_odd_requests(name: str, driver: Driver, wire: list[bytes], tmp_path: Path) -> None:
    """Whatever a request is like, its bytes are those that an httpx client sends on these connections."""
    path = tmp_path / "file"
    path.write_bytes(b"content")
    assert len(set(_both(driver, wire, lambda: REQUESTS[name](path)))) == 1


@pytest.mark.parametrize(
    "base",
    [
        "http://[::1]:8080/api",
        "https://MÜLLER.example.test",
        "https://example.test:443/A%20b",
        "http://127.0.0.1:81",
        "https://example.test:8443/x/..",
    ],
)
def test_odd_servers(base: str, driver: Driver, wire: list[bytes]) -> None:
    """The address of the server, its Host header and the path below it are those of httpx."""
    ways = _both(driver, wire, request, urls={"base": base})
    assert len(set(ways)) == 1
    assert b"/things HTTP/1.1\r\nHost: " in ways[0]


def _both(driver: Driver, wire: list[bytes], make: Callable[[], Any], **options: Any) -> list[bytes]:
    """Return what is sent directly, and what is sent through httpx."""
    ways = []
    for through_httpx in (False, True):
        client = driver.client(retries=0, **options)
        if through_httpx:
            _http_client(driver, client)
        wire.clear()
        driver.send(client, make())
        ways.append(b"".join(wire))
    return ways
