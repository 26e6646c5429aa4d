"""A server on the loopback address that keeps requests and gives the answers it was told to give."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_POLL = 0.05  # seconds in which the server notices that it is to end


@dataclass(frozen=True)
class Seen:
    """A request as it arrived; the names of *headers* are in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Reply:
    """What the server answers: a status, a media type (none for no body) and a body."""

    status: int
    media: str = ""
    body: bytes = b""


@dataclass
class Loopback:
    """The running server: its *address*, what it has *seen*, and the function that *answers* a request."""

    address: str = ""
    seen: list[Seen] = field(default_factory=list)
    answers: Callable[[Seen], Reply] = lambda _: Reply(500)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together

    def __init__(self, state: Loopback, *connection: Any) -> None:
        self._state = state
        super().__init__(*connection)

    def log_message(self, *args: Any) -> None:
        """Keep quiet."""

    def handle_any(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self._chunks() if "chunked" in headers.get("transfer-encoding", "") else self._rest(headers)
        seen = Seen(self.command, self.path, headers, body)
        self._state.seen.append(seen)
        reply = self._state.answers(seen)
        self.send_response_only(reply.status)
        if reply.media:
            self.send_header("Content-Type", reply.media)
        if reply.status not in (204, 304):
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def _rest(self, headers: dict[str, str]) -> bytes:
        return self.rfile.read(int(headers.get("content-length", 0)))

    def _chunks(self) -> bytes:
        body = b""
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):  # each method has its own, such as do_GET
            return self.handle_any
        raise AttributeError(name)


@contextmanager
def loopback() -> Iterator[Loopback]:
    """Run the server while the block runs."""
    state = Loopback()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, state))
    server.daemon_threads = True
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
