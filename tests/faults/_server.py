"""A server on a raw socket that misbehaves byte by byte, as scripted."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Seen:
    """A request as it came over the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Wire:
    """One accepted connection, in the hands of a step."""

    sock: socket.socket
    server: FaultServer
    number: int  # of the connection, from 0
    alive: bool = True
    _buffer: bytes = field(default=b"", repr=False)

    def read(self) -> Seen:
        """Read one request and take note of it; raise EOFError if the client went away."""
        while b"\r\n\r\n" not in self._buffer:
            self._more()
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = int(headers.get("content-length", "0"))
        while len(self._buffer) < length:
            self._more()
        body, self._buffer = self._buffer[:length], self._buffer[length:]
        method, target, _ = first.split(" ")
        seen = Seen(method, target, headers, body)
        self.server.requests.append(seen)
        return seen

    def _more(self) -> None:
        piece = self.sock.recv(65536)
        if not piece:
            raise EOFError
        self._buffer += piece

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.sock.sendall(data)

    def close(self) -> None:
        """End the connection in an orderly way."""
        self.alive = False

    def reset(self) -> None:
        """End the connection with a TCP reset."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.alive = False

    def wait_for_end(self) -> None:
        """Block until the client closes or the server stops; answers nothing."""
        with contextlib.suppress(OSError):
            while self.sock.recv(65536):
                pass
        self.server.client_closed.set()
        self.alive = False


Step = Callable[[Wire], None]


class FaultServer:
    """Plays one step for each request (or connection), the last one again and again."""

    def __init__(self, *steps: Step, tls: Any = None) -> None:
        self._steps = deque(steps)
        self._tls = tls
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = []
        self.requests: list[Seen] = []
        self.connections = 0
        self.client_closed = threading.Event()
        self.hung_up = threading.Event()
        self.gone = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self._spawn(self._accept)

    @property
    def url(self) -> str:
        """Address of this server."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def play(self, *steps: Step) -> None:
        """Go on with other steps."""
        with self._lock:
            self._steps = deque(steps)

    def stop(self) -> None:
        """Close everything and wait for the threads."""
        self.gone.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in self._sockets:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        for sock in self._sockets:
            sock.close()

    def _spawn(self, target: Callable[..., None], *args: Any) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.gone.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._sockets.append(sock)
                number, self.connections = self.connections, self.connections + 1
            self._spawn(self._serve, sock, number)

    def _serve(self, sock: socket.socket, number: int) -> None:
        try:
            if self._tls:
                sock = self._tls.wrap_socket(sock, server_side=True)
                self._sockets.append(sock)
            wire = Wire(sock, self, number)
            while wire.alive:
                self._next()(wire)
        except (OSError, EOFError):
            self.client_closed.set()
        finally:
            sock.close()
            self.hung_up.set()

    def _next(self) -> Step:
        with self._lock:
            return self._steps.popleft() if len(self._steps) > 1 else self._steps[0]


# ---------------------------------------------------------------------- steps


def raw(data: bytes, *, close: bool = False) -> Step:
    """Read a request, then send *data* as it stands."""

    def step(wire: Wire) -> None:
        wire.read()
        wire.write(data)
        if close:
            wire.close()

    return step


def answer(
    code: int = 200, body: bytes = b"{}", content_type: str = "application/json", **headers: str
) -> Step:
    """Read a request and answer it properly."""
    lines = [f"HTTP/1.1 {code} Whatever", f"Content-Length: {len(body)}"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return raw("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def answer_json(value: Any, code: int = 200, **headers: str) -> Step:
    """Read a request and answer with JSON."""
    return answer(code, json.dumps(value).encode(), **headers)


def reset_at_once(wire: Wire) -> None:
    """Reset the connection before reading anything."""
    wire.reset()


def close_after_request(wire: Wire) -> None:
    """Read a request and hang up without a word."""
    wire.read()
    wire.close()


def reset_after_request(wire: Wire) -> None:
    """Read a request and reset the connection."""
    wire.read()
    wire.reset()


def silence(wire: Wire) -> None:
    """Read a request and never answer."""
    wire.read()
    wire.wait_for_end()


def deaf(wire: Wire) -> None:
    """Neither read nor write until the server stops."""
    wire.server.gone.wait(20)
    wire.close()


def not_tls(wire: Wire) -> None:
    """Break off in the middle of a TLS handshake."""
    wire.sock.recv(16)
    wire.close()


def tunnel(wire: Wire) -> None:
    """Make the tunnel that a CONNECT asks for, and pass on what comes from either side."""
    host, _, port = wire.read().target.rpartition(":")
    with socket.create_connection((host, int(port))) as there:
        wire.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=_pass_on, args=(there, wire.sock), daemon=True)
        back.start()
        _pass_on(wire.sock, there)
        back.join(10)
    wire.close()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    for each in (source, target):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


def drip(head: bytes, body: bytes, tick: Callable[[], None]) -> Step:
    """Send *body* one byte at a time, calling *tick* before each."""

    def step(wire: Wire) -> None:
        wire.read()
        wire.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire.write(head)
        for value in body:
            tick()
            wire.write(bytes([value]))
        wire.wait_for_end()

    return step


def drip_for_ever(head: bytes, piece: bytes) -> Step:
    """Send *head*, then *piece* every hundredth of a second until the client hangs up."""

    def step(wire: Wire) -> None:
        wire.read()
        wire.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire.write(head)
        while not wire.server.gone.wait(0.01):
            wire.write(piece)

    return step


def endless(head: bytes, piece: bytes, sent: list[int]) -> Step:
    """Send *piece* again and again until the client hangs up; *sent* counts the bytes."""

    def step(wire: Wire) -> None:
        wire.read()
        wire.write(head)
        try:
            while not wire.server.gone.is_set():
                wire.write(piece)
                sent[0] += len(piece)
        finally:
            wire.server.client_closed.set()

    return step
