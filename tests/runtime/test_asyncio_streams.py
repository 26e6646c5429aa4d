"""Tests of the streams of tasks, over loopback sockets."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import httpcore
import pytest
from tests.faults._server import FaultServer, Wire, deaf, not_tls, silence, tunnel

from uptimekit._runtime.asyncio_backend import AsyncBackend
from uptimekit._runtime.asyncio_streams import Stream
from uptimekit._runtime.constants import READ_AHEAD

LONG = bytes(range(256)) * 40_000  # ten megabytes, more than the network holds
RECORD = 22  # bytes that TLS 1.3 adds to each record
Serve = Callable[..., FaultServer]


async def _connected(server: FaultServer, timeout: float | None = 10) -> Any:
    return await AsyncBackend().connect_tcp("127.0.0.1", server.port, timeout)


async def _all(stream: Any) -> bytes:
    return b"".join([piece async for piece in _pieces(stream)])


async def _pieces(stream: Any) -> Any:
    while piece := await stream.read(1000, 10):
        assert len(piece) <= 1000
        yield piece


async def _until(met: Callable[[], object]) -> None:
    """Let the event loop run until *met* says so."""
    async with asyncio.timeout(10):
        while not met():
            await asyncio.sleep(0.001)


def _trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


def _serving(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def _serving_records(certificate: Path) -> ssl.SSLContext:
    """Return what serves TLS 1.3 without tickets: after the handshake comes a record for each write, and no other."""
    context = _serving(certificate)
    context.minimum_version, context.num_tickets = ssl.TLSVersion.TLSv1_3, 0
    return context


def echo(wire: Wire) -> None:
    """Send back what comes, and end when the client does."""
    while piece := wire.sock.recv(65536):
        wire.write(piece)
    wire.close()


def test_bytes_go_there_and_back(serve: Serve) -> None:
    """What is written arrives, what the server sends is read, and httpcore learns what it asks of the socket."""
    server = serve(echo)

    async def exchange() -> None:
        stream = await _connected(server)
        await stream.write(b"", 10)
        await stream.write(b"hello", 10)
        assert await stream.read(3, 10) == b"hel"
        assert await stream.read(3, 10) == b"lo"
        assert stream.get_extra_info("server_addr") == ("127.0.0.1", server.port)
        assert stream.get_extra_info("client_addr") == stream.get_extra_info("socket").getsockname()
        assert stream.get_extra_info("ssl_object") is None
        await stream.aclose()
        assert stream.get_extra_info("socket").fileno() == -1  # closed by now

    asyncio.run(exchange())


def test_what_nobody_reads_stays_with_the_server(serve: Serve) -> None:
    """A stream holds a bounded part of a long answer, and all of it can be read, in order."""

    def send(wire: Wire) -> None:
        wire.write(LONG)
        wire.close()

    async def read() -> None:
        stream = await _connected(serve(send))
        await _until(lambda: not stream.transport.is_reading())
        held = len(stream._received)
        await asyncio.sleep(0.02)
        assert READ_AHEAD < held == len(stream._received) < 10 * READ_AHEAD
        assert await _all(stream) == LONG
        await stream.aclose()

    asyncio.run(read())


@pytest.mark.parametrize("secure", [False, True])
def test_a_write_ends_when_the_network_has_all_of_it(secure: bool, serve: Serve, certificate: Path) -> None:
    """Ten megabytes arrive whole; until the server has read most of them the write has not ended."""
    begin, got = threading.Event(), bytearray()

    def late(wire: Wire) -> None:
        assert begin.wait(10)
        while piece := wire.sock.recv(65536):
            got.extend(piece)
        wire.close()

    async def write() -> None:
        stream = await _connected(serve(late, tls=_serving(certificate) if secure else None))
        if secure:
            stream = await stream.start_tls(_trusting(certificate), "127.0.0.1", 10)
        task = asyncio.create_task(stream.write(LONG, 10))
        await asyncio.sleep(0.02)
        assert not task.done()
        begin.set()
        await task
        await stream.aclose()

    asyncio.run(write())
    _wait(lambda: len(got) == len(LONG))
    assert bytes(got) == LONG


def _wait(met: Callable[[], object]) -> None:
    asyncio.run(_until(met))


def test_an_answer_that_comes_early_ends_no_write(serve: Serve) -> None:
    """A server that answers, and ends its half, before it reads does not let a write end too soon."""
    begin, got = threading.Event(), bytearray()

    def early(wire: Wire) -> None:
        wire.write(b"early")
        wire.sock.shutdown(1)
        assert begin.wait(10)
        while len(got) < len(LONG):
            got.extend(wire.sock.recv(65536))
        wire.close()

    async def write() -> None:
        stream = await _connected(serve(early))
        task = asyncio.create_task(stream.write(LONG, 10))
        await _until(lambda: stream._ended)
        await asyncio.sleep(0.01)
        assert not task.done()
        begin.set()
        await task
        assert await _all(stream) == b"early"
        await stream.aclose()

    asyncio.run(write())
    _wait(lambda: len(got) == len(LONG))
    assert bytes(got) == LONG


@pytest.mark.parametrize("patience", [0.5, None])  # connecting on a busy machine takes longer than 0.02 s
def test_a_wait_ends_with_its_time_out(patience: float | None, serve: Serve) -> None:
    """A wait without a time-out has that of connecting: httpcore gives none for what it says to a SOCKS proxy."""
    given = 0.02 if patience is None else None

    async def wait() -> None:
        stream = await _connected(serve(deaf), patience)
        with pytest.raises(httpcore.ReadTimeout):
            await stream.read(1, given)
        with pytest.raises(httpcore.WriteTimeout):
            await stream.write(LONG * 2, given)
        await stream.aclose()

    asyncio.run(wait())


def test_a_reset_has_its_reason(serve: Serve) -> None:
    """Reading and writing on a connection that was reset raise httpcore's errors with the system's words."""
    server = serve(_reset)

    async def fail() -> None:
        stream = await _connected(server)
        await stream.write(b"x", 10)
        with pytest.raises(httpcore.ReadError, match="reset"):
            await stream.read(1, 10)
        with pytest.raises(httpcore.WriteError, match="reset"):
            await stream.write(b"x", 10)
        assert stream.get_extra_info("is_readable")
        await stream.aclose()

    asyncio.run(fail())


def test_a_reset_keeps_nothing_of_what_was_sent(serve: Serve) -> None:
    """The error of a reset has no frame of the event loop, whose local variables are the request and its keys."""

    async def fail() -> None:
        stream = await _connected(serve(_reset))
        stream.transport.pause_reading()  # so that a write finds the reset
        while stream._failure is None:
            with contextlib.suppress(httpcore.WriteError):
                await stream.write(b"key", 10)
                await asyncio.sleep(0.001)
        assert stream._failure.__traceback__ is None
        await stream.aclose()

    asyncio.run(fail())


def test_after_closing(serve: Serve) -> None:
    """A stream that was closed reads an end, and refuses to write."""

    async def close() -> None:
        stream = await _connected(serve(silence))
        reading = asyncio.create_task(stream.read(1, 10))
        await asyncio.sleep(0)
        await stream.aclose()
        assert await reading == b""
        assert await stream.read(1, 10) == b""
        with pytest.raises(httpcore.WriteError, match="closed"):
            await stream.write(b"x", 10)
        await stream.aclose()

    asyncio.run(close())


@pytest.mark.parametrize("sent", [b"", b"unexpected"], ids=["end", "bytes"])
@pytest.mark.parametrize("noticed", [True, False], ids=["noticed", "not noticed"])
def test_a_kept_connection_that_ended(sent: bytes, noticed: bool, serve: Serve) -> None:
    """An idle connection that was ended, or got bytes, is readable, even before the event loop has seen it."""
    told = threading.Event()

    def end(wire: Wire) -> None:
        wire.sock.recv(10)
        wire.write(sent)
        wire.sock.shutdown(1)
        told.set()
        wire.wait_for_end()

    async def look() -> None:
        stream = await _connected(serve(end))
        assert not stream.get_extra_info("is_readable")
        await stream.write(b"x", 10)
        if noticed:
            await _until(lambda: stream._ended)
        else:
            assert told.wait(10)
            for _ in range(1000):  # the event loop does not run meanwhile
                if stream.get_extra_info("is_readable"):
                    break
                time.sleep(0.001)
            assert not stream._ended
        assert stream.get_extra_info("is_readable")
        await stream.aclose()

    asyncio.run(look())


def test_windows_looks_with_select(monkeypatch: pytest.MonkeyPatch, serve: Serve) -> None:
    """Where there is no poll() a connection that ended is seen all the same."""
    monkeypatch.delattr("select.poll", raising=False)
    test_a_kept_connection_that_ended(b"x", False, serve)


def test_a_cancelled_wait_leaves_the_stream_as_it_was(serve: Serve) -> None:
    """What arrives after a read was cancelled is there for the next one."""

    async def cancel() -> None:
        stream = await _connected(serve(echo))
        reading = asyncio.create_task(stream.read(1, 10))
        await asyncio.sleep(0)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        await stream.write(b"y", 10)
        assert await stream.read(1, 10) == b"y"
        await stream.aclose()

    asyncio.run(cancel())


# ---------------------------------------------------------------------- TLS


def test_tls(serve: Serve, certificate: Path) -> None:
    """Bytes go over TLS there and back, and httpcore learns which protocol was agreed on."""
    server = serve(echo, tls=_serving(certificate))

    async def exchange() -> None:
        plain = await _connected(server)
        stream = await plain.start_tls(_trusting(certificate), "127.0.0.1", 10)
        await stream.write(LONG[:100_000], 10)
        got = b""
        while len(got) < 100_000:
            got += await stream.read(1000, 10)
        assert got == LONG[:100_000]
        assert stream.get_extra_info("ssl_object").version().startswith("TLS")
        assert stream.get_extra_info("server_addr") == ("127.0.0.1", server.port)
        with pytest.raises(httpcore.ReadTimeout):
            await stream.read(1, 0.01)
        await stream.aclose()
        assert plain.get_extra_info("socket").fileno() == -1

    asyncio.run(exchange())


@pytest.mark.parametrize("polite", [True, False])
def test_the_end_of_tls(polite: bool, serve: Serve, certificate: Path) -> None:
    """A server that closes is read to its end, whether or not it says so in TLS."""

    def end(wire: Wire) -> None:
        wire.write(b"last")
        if polite:
            wire.sock.unwrap()  # type: ignore[attr-defined]  # of an SSLSocket
        wire.close()

    async def read() -> None:
        stream = await _connected(serve(end, tls=_serving(certificate)))
        stream = await stream.start_tls(_trusting(certificate), "127.0.0.1", 10)
        assert await _all(stream) == b"last"
        await stream.aclose()

    asyncio.run(read())


def test_an_answer_over_tls_that_was_followed_by_a_reset(serve: Serve, certificate: Path) -> None:
    """What arrived before a reset can be read, although nothing can be written any more."""

    def refuse(wire: Wire) -> None:
        wire.write(b"answer")
        wire.reset()

    async def read() -> None:
        stream = await _connected(serve(refuse, tls=_serving_records(certificate)))
        secure = await stream.start_tls(_trusting(certificate), "127.0.0.1", 10)
        await _until(lambda: len(stream._received) == len(b"answer") + RECORD)
        stream.connection_lost(ConnectionResetError(104, "reset"))
        stream.transport.abort()
        assert await secure.read(1000, 10) == b"answer"
        await secure.aclose()

    asyncio.run(read())


def test_bytes_after_an_answer_over_tls(serve: Serve, certificate: Path) -> None:
    """A connection that got more TLS than was read is readable, so that it is not used again."""

    def twice(wire: Wire) -> None:
        wire.sock.recv(1)
        wire.write(b"answer")
        wire.write(b"more")
        wire.wait_for_end()

    async def read() -> None:
        stream = await _connected(serve(twice, tls=_serving_records(certificate)))
        secure = await stream.start_tls(_trusting(certificate), "127.0.0.1", 10)
        await secure.write(b"x", 10)
        await _until(lambda: len(stream._received) == len(b"answer" + b"more") + 2 * RECORD)
        assert await secure.read(1000, 10) == b"answer"
        assert not stream.get_extra_info("is_readable")
        assert secure.get_extra_info("is_readable")
        assert await secure.read(1000, 10) == b"more"
        assert not secure.get_extra_info("is_readable")
        await secure.aclose()

    asyncio.run(read())


def test_tls_that_breaks(serve: Serve, certificate: Path) -> None:
    """Bytes that are no TLS, once it stands, are an error of reading, and of writing afterwards."""

    def broken(wire: Wire) -> None:
        sock: Any = wire.sock
        plain = type(sock).__mro__[1]  # below TLS
        plain.send(sock, b"no TLS at all, and long enough to be a record")
        wire.close()

    async def read() -> None:
        stream = await _connected(serve(broken, tls=_serving(certificate)))
        stream = await stream.start_tls(_trusting(certificate), "127.0.0.1", 10)
        with pytest.raises(httpcore.ReadError, match="SSL"):
            await stream.read(1, 10)
        with pytest.raises(httpcore.WriteError):
            await stream.write(b"x", 10)
        await stream.aclose()

    asyncio.run(read())


def test_tls_in_tls(serve: Serve, certificate: Path) -> None:
    """TLS to a proxy, and through its tunnel TLS to the server."""
    proxy, server = serve(tunnel, tls=_serving(certificate)), serve(echo, tls=_serving(certificate))

    async def exchange() -> None:
        stream = await _connected(proxy)
        stream = await stream.start_tls(_trusting(certificate), "127.0.0.1", 10)
        await stream.write(f"CONNECT 127.0.0.1:{server.port} HTTP/1.1\r\n\r\n".encode(), 10)
        assert (await stream.read(1000, 10)).startswith(b"HTTP/1.1 200 ")
        stream = await stream.start_tls(_trusting(certificate), "127.0.0.1", 10)
        await stream.write(b"hello", 10)
        assert await stream.read(1000, 10) == b"hello"
        await stream.aclose()

    asyncio.run(exchange())


def test_what_came_before_tls_is_not_read_as_what_came_over_it(serve: Serve, certificate: Path) -> None:
    """Bytes that arrive in clear before the handshake fail it: whoever is between could have sent them."""

    def inject(wire: Wire) -> None:
        wire.write(b"HTTP/1.1 200 OK\r\n\r\n")
        with pytest.raises((OSError, ssl.SSLError)):
            _serving(certificate).wrap_socket(wire.sock, server_side=True)
        wire.close()

    async def handshake() -> None:
        stream = await _connected(serve(inject))
        await _until(lambda: stream._received)
        with pytest.raises(httpcore.ConnectError):
            await stream.start_tls(_trusting(certificate), "127.0.0.1", 10)
        assert stream.transport.is_closing()

    asyncio.run(handshake())


def _hang_up(wire: Wire) -> None:
    wire.sock.recv(16)
    wire.close()


def _reset(wire: Wire) -> None:
    wire.sock.recv(16)
    wire.reset()


@pytest.mark.parametrize("step", [not_tls, _hang_up, _reset])
def test_a_handshake_that_fails(step: Callable[[Wire], None], serve: Serve) -> None:
    """A server that speaks no TLS, ends the connection or resets it is a ConnectError, and the socket is closed."""
    _handshake(serve(step), ssl.create_default_context(), 10, httpcore.ConnectError)


def test_a_certificate_that_is_not_trusted(serve: Serve, certificate: Path) -> None:
    """The error names what TLS found wrong, and the socket is closed."""
    server = serve(echo, tls=_serving(certificate))
    error = _handshake(server, ssl.create_default_context(), 10, httpcore.ConnectError)
    assert "CERTIFICATE_VERIFY_FAILED" in str(error)


def test_a_handshake_that_takes_too_long(serve: Serve) -> None:
    """A silent server is a ConnectTimeout, and the socket is closed."""
    _handshake(serve(deaf), ssl.create_default_context(), 0.02, httpcore.ConnectTimeout)


def _handshake(
    server: FaultServer, context: ssl.SSLContext, timeout: float, expected: type[Exception]
) -> Exception:
    async def fail() -> Exception:
        stream = await _connected(server)
        with pytest.raises(expected) as caught:
            await stream.start_tls(context, "127.0.0.1", timeout)
        assert type(caught.value) is expected
        assert stream.get_extra_info("socket").fileno() == -1
        return caught.value

    return asyncio.run(fail())


def test_a_handshake_that_is_cancelled_closes_its_socket(serve: Serve) -> None:
    """A task that is cancelled in a TLS handshake leaves no open connection."""
    reached = threading.Event()

    def mute(wire: Wire) -> None:
        wire.sock.recv(16)
        reached.set()
        wire.wait_for_end()

    server = serve(mute)

    async def cancel() -> None:
        stream = await _connected(server)
        task = asyncio.create_task(stream.start_tls(ssl.create_default_context(), "localhost", timeout=10))
        assert await asyncio.to_thread(reached.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(server.client_closed.wait, 10)

    asyncio.run(cancel())


def test_a_bytearray_is_read_as_bytes() -> None:
    """The event loop of Windows may bring a bytearray, which it may use again."""

    async def receive() -> None:
        stream, brought = Stream(None), bytearray(b"abc")
        stream.transport = asyncio.Transport()
        stream.data_received(brought)
        brought[:] = b"xyz"
        assert stream._received == b"abc"

    asyncio.run(receive())


def _unconnected() -> Stream:
    """Return a stream whose transport takes everything and says nothing."""
    stream, transport = Stream(None), Mock(asyncio.Transport)
    transport.is_closing.return_value = False
    stream.connection_made(transport)
    return stream


def test_what_arrives_does_not_prolong_a_write() -> None:
    """A server that sends byte after byte and reads none does not start the time-out of a write anew."""

    async def write() -> None:
        stream = _unconnected()
        stream.pause_writing()
        task = asyncio.create_task(stream.write(b"x", 10))
        await asyncio.sleep(0)
        begun = stream._waiter
        stream.data_received(b"early")
        await asyncio.sleep(0)
        assert stream._waiter is begun is not None
        stream.resume_writing()
        await task

    asyncio.run(write())


def test_a_wait_that_is_over_leaves_no_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The event loop does not keep a timer for each wait that ended before its time-out."""

    async def read() -> None:
        loop, timers = asyncio.get_running_loop(), list[asyncio.TimerHandle]()
        later = loop.call_later
        monkeypatch.setattr(loop, "call_later", lambda *given: timers.append(later(*given)) or timers[-1])
        stream = _unconnected()
        task = asyncio.create_task(stream.read(10, 10))
        await asyncio.sleep(0)
        stream.data_received(b"x")
        assert await task == b"x"
        assert [timer.cancelled() for timer in timers] == [True]

    asyncio.run(read())
