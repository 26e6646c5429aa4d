"""Bodies over several attempts, and bodies whose length nobody knows."""

from __future__ import annotations

import asyncio
import gzip
import io
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import httpx
import httpx2
import pytest

from uptimekit import InputError, NetworkError, RateLimitError, ServerError
from uptimekit._runtime import (
    AsyncBaseClient,
    BaseClient,
    Operation,
    Provider,
    Request,
    Server,
    multipart,
    read_nothing,
)
from uptimekit._runtime.files import FileReader

PUT = Operation(id="put", method="PUT", path="/", idempotent=True, returns_body=False)
PROVIDER = Provider("depot", {"base": Server("http://127.0.0.1")})


class OnceOnly(io.RawIOBase):
    """A file that can be read once, and does not know its length."""

    def __init__(self, content: bytes) -> None:
        self.rest = io.BytesIO(content)
        self.largest = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.largest = max(self.largest, size)
        return self.rest.read(size)


def request_of(kind: str, content: Any) -> Request[None]:
    if kind == "raw":
        return Request(PUT, "/", read_nothing, content=content)
    return Request(PUT, "/", read_nothing, multipart=multipart({"file": content}, files={"file": "file"}))


def send(mode: str, library: Any, handler: Any, request: Request[None], **options: Any) -> None:
    """Send a request with either client, over a transport of either library."""
    made: dict[str, Any] = {
        "servers": {"base": "http://127.0.0.1"}, "variables": {}, "secrets": {}, "http_client": None,
        "transport": library.MockTransport(handler), "backoff": 0.0, **options,
    }  # fmt: skip

    async def awaited() -> None:
        client = AsyncBaseClient(PROVIDER, **made)
        try:
            await client.call(request)
        finally:
            await client.aclose()

    if mode == "async":
        asyncio.run(awaited())
    else:
        with BaseClient(PROVIDER, **made) as client:
            client.call(request)


@pytest.fixture(params=["sync", "async"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[httpx, httpx2], ids=["httpx", "httpx2"])
def library(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(params=["raw", "multipart"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_retry_sends_a_file_from_where_it_began(mode: str, library: Any, kind: str) -> None:
    """Every attempt sends the same bytes of a file that was passed in open, and leaves it open."""
    file = io.BytesIO(b"skipped|sent")
    file.seek(8)
    seen: list[bytes] = []

    def handler(request: Any) -> Any:
        seen.append(request.read())
        return library.Response(503 if len(seen) < 3 else 204)

    send(mode, library, handler, request_of(kind, file), retries=2)
    assert len(seen) == 3
    assert all(b"sent" in body and b"skipped" not in body for body in seen)
    assert not file.closed


def test_a_file_that_cannot_be_rewound_is_sent_once(mode: str, library: Any, kind: str) -> None:
    """After such a file was read, an answer that would be worth a retry is the end."""
    seen: list[Any] = []

    def handler(request: Any) -> Any:
        seen.append(
            (request.read(), request.headers.get("transfer-encoding"), request.headers.get("content-length"))
        )
        return library.Response(503)

    with pytest.raises(ServerError):
        send(mode, library, handler, request_of(kind, OnceOnly(b"sent")), retries=2)
    assert len(seen) == 1
    assert b"sent" in seen[0][0]
    assert seen[0][1:] == ("chunked", None)


def test_a_rate_limit_does_not_repeat_a_file_that_is_used_up(mode: str) -> None:
    """A 429, too, is raised after a file that cannot be rewound was sent."""
    answer = httpx.Response(429, headers={"Retry-After": "0"})
    with pytest.raises(RateLimitError):
        send(
            mode,
            httpx,
            lambda request: (request.read(), answer)[1],
            request_of("raw", OnceOnly(b"x")),
            retries=2,
        )


def test_a_file_that_was_not_read_is_sent_after_a_failed_connection(mode: str, library: Any) -> None:
    """Whatever can be sent once is still there after an attempt that did not begin to send it."""
    seen: list[bytes] = []

    class Transport(library.MockTransport):  # which reads the request before it calls its handler
        def handle_request(self, request: Any) -> Any:
            self.fail_first()
            return super().handle_request(request)

        async def handle_async_request(self, request: Any) -> Any:
            self.fail_first()
            return await super().handle_async_request(request)

        def fail_first(self) -> None:
            if not seen:
                seen.append(b"")
                raise library.ConnectError("no")

    def handler(request: Any) -> Any:
        seen.append(request.content)
        return library.Response(204)

    send(mode, library, None, request_of("raw", OnceOnly(b"sent")), retries=1, transport=Transport(handler))
    assert seen == [b"", b"sent"]


def test_a_file_is_read_in_pieces(mode: str, kind: str) -> None:
    """A file is never read whole into memory."""
    file = OnceOnly(bytes(300_000))
    seen: list[int] = []

    class Transport(httpx.BaseTransport, httpx.AsyncBaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            seen.extend(len(piece) for piece in request.stream)  # type: ignore[union-attr]
            return httpx.Response(204)

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            seen.extend([len(piece) async for piece in request.stream])  # type: ignore[union-attr]
            return httpx.Response(204)

    send(mode, httpx, None, request_of(kind, file), transport=Transport())
    assert sum(seen) >= 300_000
    assert max(seen) <= file.largest == 65_536


def test_the_length_of_a_compressed_file_is_that_of_its_content(tmp_path: Path) -> None:
    """The size of the file on the disk is not that of what is read."""
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(bytes(10_000)))
    with gzip.open(path) as file:
        file.read(1_000)
        assert FileReader("file", file).length() == 9_000


def test_a_pipe_has_no_length(mode: str, kind: str) -> None:
    """The size that the system tells of a pipe is 0; its content is sent nevertheless."""
    reading, writing = os.pipe()
    os.write(writing, b"through the pipe")
    os.close(writing)
    seen: list[bytes] = []
    with os.fdopen(reading, "rb") as file:
        send(mode, httpx, lambda r: (seen.append(r.read()), httpx.Response(204))[1], request_of(kind, file))
    assert b"through the pipe" in seen[0]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The files that are opened by their paths."""
    files: list[Any] = []
    original = Path.open

    def remember(self: Path, *args: Any, **named: Any) -> Any:
        files.append(original(self, *args, **named))
        return files[-1]

    monkeypatch.setattr(Path, "open", remember)
    return files


@pytest.mark.parametrize("outcome", ["answer", "error"])
def test_what_was_opened_is_closed(
    mode: str, kind: str, outcome: str, tmp_path: Path, opened: list[Any]
) -> None:
    """A file that was given as a path is open during the call, in all its attempts, and closed after it."""
    path = tmp_path / "data"
    path.write_bytes(b"data")
    opened.clear()

    def handler(request: Any) -> Any:
        assert b"data" in request.read()
        assert not opened[0].closed
        if outcome == "error":
            raise httpx.ReadError("broken")
        return httpx.Response(204)

    if outcome == "error":
        with pytest.raises(NetworkError):
            send(mode, httpx, handler, request_of(kind, path), retries=1)
    else:
        send(mode, httpx, handler, request_of(kind, path))
    assert [file.closed for file in opened] == [True]


class Odd:
    """A file whose reading fails."""

    def __init__(self, outcome: Any) -> None:
        self.outcome = outcome

    def read(self, size: int = -1) -> Any:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (OSError(5, "Input/output error"), "the file cannot be read (Input/output error)"),
        (
            ValueError("I/O operation on closed file"),
            "the file cannot be read (I/O operation on closed file)",
        ),
        ("text", "read() must return bytes, not str"),
    ],
)
def test_a_file_that_cannot_be_read_is_no_failure_of_the_network(
    mode: str, kind: str, outcome: Any, text: str
) -> None:
    """The error is the caller's, names the argument, and nothing is tried again."""
    seen: list[Any] = []

    def handler(request: Any) -> Any:
        seen.append(request)
        return httpx.Response(204, content=request.read())

    with pytest.raises(InputError) as caught:
        send(mode, httpx, handler, request_of(kind, Odd(outcome)), retries=2)
    assert f"{'file' if kind == 'multipart' else 'body'}: {text}" in str(caught.value)
    assert len(seen) <= 1


class Changing(io.BytesIO):
    """A file that is *more* bytes longer, or less bytes shorter, once it was read from."""

    def __init__(self, content: bytes, more: int) -> None:
        super().__init__(content)
        self.more = more

    def read(self, size: int | None = -1, /) -> bytes:
        if self.more:
            here, more, self.more = self.tell(), self.more, 0
            self.truncate(len(self.getvalue()) + min(more, 0))
            self.seek(0, os.SEEK_END)
            self.write(b"m" * more)
            self.seek(here)
        return super().read(size)


def test_a_file_that_grows_is_sent_as_it_was(mode: str, kind: str) -> None:
    """What is added to a file while it is sent, as to a log, is not sent, so that the length stays right."""
    seen: list[Any] = []
    request = request_of(kind, Changing(b"0123456789", 4))
    send(mode, httpx, lambda r: (seen.append((r.read(), r)), httpx.Response(204))[1], request)
    content, sent = seen[0]
    assert len(content) == int(sent.headers["content-length"])
    assert b"0123456789" in content
    assert b"m" not in content.rpartition(b"0123456789")[2].partition(b"--")[0]


def test_a_file_that_shrinks_is_told(mode: str, kind: str) -> None:
    """A file that became shorter is the caller's error, and no failure of the network."""
    with pytest.raises(InputError, match="the file became shorter while it was sent"):
        send(
            mode,
            httpx,
            lambda r: httpx.Response(204, content=r.read()),
            request_of(kind, Changing(b"0123456789", -4)),
        )


class Depot(BaseHTTPRequestHandler):
    """Keeps the bodies that it gets, and refuses the first one of each path that says so."""

    protocol_version = "HTTP/1.1"
    bodies: ClassVar[list[bytes]] = []

    def log_message(self, *args: Any) -> None:
        """Keep quiet."""

    def do_PUT(self) -> None:
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b"".join(iter(self._chunk, b""))
        else:
            body = self.rfile.read(int(self.headers["Content-Length"]))
        self.bodies.append(body)
        self.send_response(503 if len(self.bodies) == 1 else 204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline(), 16)
        piece = self.rfile.read(size)
        self.rfile.readline()
        return piece


@pytest.fixture(scope="module")
def depot() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Depot)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("given", ["ours", httpx, httpx2], ids=["ours", "httpx", "httpx2"])
@pytest.mark.parametrize("known", [True, False], ids=["known length", "unknown length"])
def test_files_over_a_socket(mode: str, kind: str, depot: str, given: Any, known: bool) -> None:
    """Over a real connection of any client a file arrives as it is; with a known length also in a second attempt."""
    content = bytes(range(256)) * 1_000
    file = io.BytesIO(content) if known else OnceOnly(content)
    Depot.bodies.clear()
    if not known:
        Depot.bodies.append(b"the first one is refused")
    made: dict[str, Any] = {
        "servers": {"base": depot}, "variables": {}, "secrets": {}, "http_client": None, "backoff": 0.0, "retries": 1,
    }  # fmt: skip
    request = request_of(kind, file)

    async def awaited() -> None:
        if given != "ours":
            made["http_client"] = given.AsyncClient(params={"of": "the owner"}, trust_env=False)
        client = AsyncBaseClient(PROVIDER, close_http_client=True, **made)
        try:
            await client.call(request)
        finally:
            await client.aclose()

    if mode == "async":
        asyncio.run(awaited())
    else:
        if given != "ours":
            made["http_client"] = given.Client(params={"of": "the owner"}, trust_env=False)
        with BaseClient(PROVIDER, close_http_client=True, **made) as client:
            client.call(request)
    assert len(Depot.bodies) == 2
    assert all(content in body for body in Depot.bodies[not known :])
