"""Tests of the sockets of threads."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import pytest
from tests.faults._server import FaultServer, answer, deaf

from uptimekit._runtime.constants import WRITE_SIZE
from uptimekit._runtime.deadline import seconds_left
from uptimekit._runtime.network_backend import Backend

GONE = "192.0.2.1"  # reserved for documentation: nobody is there


class _Network:
    """In place of the sockets: notes each wait, and takes *costs* seconds for it."""

    def __init__(self, left: float, costs: float = 0.0, refuses: tuple[str, ...] = ()) -> None:
        self.left, self.costs, self.refuses = left, costs, refuses
        self.waits: list[float | None] = []
        self.hosts: list[str] = []
        self.written: list[int] = []

    def _wait(self, timeout: float | None) -> None:
        self.waits.append(timeout)
        self.left -= self.costs

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *_: Any) -> Any:
        self._wait(timeout)
        self.hosts.append(host)
        if host in self.refuses:
            raise httpcore.ConnectTimeout(host)
        return self

    def start_tls(self, context: ssl.SSLContext, hostname: str | None, timeout: float | None) -> Any:
        self._wait(timeout)
        return self

    def read(self, size: int, timeout: float | None) -> bytes:
        self._wait(timeout)
        return b"x"

    def write(self, buffer: bytes, timeout: float | None) -> None:
        self._wait(timeout)
        self.written.append(len(buffer))


class _Waiting(_Network):
    """A socket in whose waits something happens."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(left=10)
        self.sock = sock
        self.during: Callable[[], None] = lambda: None

    def _wait(self, timeout: float | None) -> None:
        self.during()

    def get_extra_info(self, info: str) -> socket.socket:
        assert info == "socket"
        return self.sock

    def close(self) -> None:
        self.sock.close()


@contextmanager
def _deadline(network: _Network) -> Iterator[Backend]:
    backend = Backend()
    vars(backend)["_network"] = network
    token = seconds_left.set(lambda: network.left)
    try:
        yield backend
    finally:
        seconds_left.reset(token)


def _resolve(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


def test_every_wait_is_cut_to_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting, the handshake, writing and reading get their time-out, or what is left if that is less."""
    _resolve(monkeypatch, GONE)
    network = _Network(left=10, costs=3)
    with _deadline(network) as backend:
        stream = backend.connect_tcp("api.example.test", 80, timeout=5)
        stream = stream.start_tls(ssl.create_default_context(), "api.example.test", timeout=5)
        stream.write(b"x", timeout=5)
        assert stream.read(1, timeout=5) == b"x"
        assert network.waits == [5, 5, 4, 1]
        with pytest.raises(httpcore.ReadTimeout, match="deadline"):
            stream.read(1, timeout=5)
        with pytest.raises(httpcore.WriteTimeout, match="deadline"):
            stream.write(b"x", timeout=5)
        with pytest.raises(httpcore.ConnectTimeout, match="deadline"):
            stream.start_tls(ssl.create_default_context(), None, timeout=5)
        with pytest.raises(httpcore.ConnectTimeout, match="deadline"):
            backend.connect_tcp("api.example.test", 80, timeout=5)
    assert len(network.waits) == 4


def test_without_a_time_out_the_deadline_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wait without a time-out gets what is left; without a deadline a wait keeps its time-out."""
    network = _Network(left=10)
    _resolve(monkeypatch, GONE)
    with _deadline(network) as backend:
        stream = backend.connect_tcp("api.example.test", 80, timeout=None)
        network.left = float("inf")
        stream.read(1, timeout=7)
        stream.read(1, timeout=None)
    assert network.waits == [10, 7, None]


def test_what_has_no_time_out_has_that_of_connecting() -> None:
    """httpcore gives no time-out for what it says to a SOCKS proxy: a silent one is not waited for for ever."""
    server = FaultServer(deaf)
    stream = Backend().connect_tcp("127.0.0.1", server.port, timeout=0.05)
    with pytest.raises(httpcore.ReadTimeout):
        stream.read(1)
    with pytest.raises(httpcore.WriteTimeout):
        stream.write(b"x" * 20_000_000)  # more than the network holds
    stream.close()
    server.stop()


def test_a_long_body_is_written_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """The deadline is looked at before each piece of a long body, which arrives whole."""
    _resolve(monkeypatch, GONE)
    network = _Network(left=100, costs=1)
    with _deadline(network) as backend:
        backend.connect_tcp("api.example.test", 80).write(b"x" * (2 * WRITE_SIZE + 5), timeout=1000)
    assert network.written == [WRITE_SIZE, WRITE_SIZE, 5]
    assert network.waits[1:] == [99, 98, 97]


def test_addresses_are_tried_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host's addresses are tried one after the other until one answers; the last failure is raised."""
    _resolve(monkeypatch, "192.0.2.1", "192.0.2.2", "192.0.2.3")
    network = _Network(left=10, costs=4, refuses=("192.0.2.1",))
    with _deadline(network) as backend:
        backend.connect_tcp("api.example.test", 80, timeout=5)
    assert (network.hosts, network.waits) == (["192.0.2.1", "192.0.2.2"], [5, 5])
    network = _Network(left=10, costs=6, refuses=("192.0.2.1", "192.0.2.2", "192.0.2.3"))
    with _deadline(network) as backend, pytest.raises(httpcore.ConnectTimeout, match="deadline"):
        backend.connect_tcp("api.example.test", 80, timeout=5)
    assert network.waits == [5, 4]
    network = _Network(left=100, refuses=("192.0.2.1", "192.0.2.2", "192.0.2.3"))
    with _deadline(network) as backend, pytest.raises(httpcore.ConnectTimeout, match=r"192\.0\.2\.3"):
        backend.connect_tcp("api.example.test", 80, timeout=5)


@pytest.mark.parametrize("problem", [socket.gaierror("unknown"), UnicodeError("label too long")])
def test_a_name_that_does_not_resolve(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    """A name without an address is a ConnectError: nothing was sent."""

    def fail(*_: Any, **__: Any) -> Any:
        raise problem

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(httpcore.ConnectError):
        Backend().connect_tcp("api.example.test", 80)


def test_a_real_stream_reads_and_writes() -> None:
    """Bytes go to a real server and back, and the socket behind a stream is open to httpcore's questions."""
    server = FaultServer(answer())
    stream = Backend().connect_tcp("127.0.0.1", server.port, timeout=10)
    stream.write(b"GET / HTTP/1.1\r\n\r\n", timeout=10)
    assert stream.read(15, timeout=10) == b"HTTP/1.1 200 Wh"
    assert stream.get_extra_info("server_addr") == ("127.0.0.1", server.port)
    stream.close()
    server.stop()


@contextmanager
def _waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[_Waiting, Any, socket.socket]]:
    """A stream on one of two connected sockets, and the other one."""
    _resolve(monkeypatch, GONE)
    near, far = socket.socketpair()
    network = _Waiting(near)
    with near, far, _deadline(network) as backend:
        far.settimeout(10)
        yield network, backend.connect_tcp("api.example.test", 80), far


@pytest.mark.parametrize(("step", "argument"), [("read", 1), ("write", b"x")])
def test_closing_ends_a_wait(monkeypatch: pytest.MonkeyPatch, step: str, argument: Any) -> None:
    """A stream that is closed while a thread waits has its connection shut at once; the thread closes the socket."""
    with _waiting(monkeypatch) as (network, stream, far):
        open_then = list[bool]()

        def close() -> None:
            stream.close()
            assert far.recv(1) == b""
            open_then.append(network.sock.fileno() >= 0)

        network.during = close
        getattr(stream, step)(argument)
        assert open_then == [True]
        assert network.sock.fileno() < 0


def test_a_forked_child_ends_no_wait_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that did not open the connection only closes its copy of the socket, though a thread waited at the fork."""
    with _waiting(monkeypatch) as (network, stream, far):
        parent = network.sock.dup()

        def close_in_a_child() -> None:
            monkeypatch.setattr("os.getpid", lambda: -1)
            stream.close()

        network.during = close_in_a_child
        stream.read(1)
        assert network.sock.fileno() < 0
        with parent:
            far.sendall(b"x")
            assert parent.recv(1) == b"x"


def test_a_closed_stream_waits_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was closed in between is neither read nor written, though the socket may have been opened anew."""
    with _waiting(monkeypatch) as (network, stream, _):
        stream.close()
        network.during = pytest.fail
        with pytest.raises(httpcore.ReadError, match="closed"):
            stream.read(1)
        with pytest.raises(httpcore.WriteError, match="closed"):
            stream.write(b"x")
