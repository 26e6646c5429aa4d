"""The streams of tasks: one on a transport of the event loop, and TLS over any other."""

from __future__ import annotations

import asyncio
import select
import ssl
from collections.abc import Callable
from typing import Any, TypeVar

import httpcore

from .constants import READ_AHEAD

__all__ = ["Stream"]

T = TypeVar("T")


class Stream(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """A stream that one task at a time uses.

    *patience* is the time-out of waits that have none: httpcore's, while it talks to a SOCKS proxy.
    """

    transport: Any  # uvloop's is no asyncio.Transport

    def __init__(self, patience: float | None) -> None:
        self._patience = patience
        self._loop = asyncio.get_running_loop()
        self._received = b""
        self._ended = False  # whether nothing more arrives
        self._full = False  # whether the network takes nothing more for the moment
        self._failure: Exception | None = None
        self._waiter: asyncio.Future[bool] | None = None

    # ------------------------------------------------------------------ called by the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.transport.set_write_buffer_limits(0)  # a write has ended when the network has all of it

    def data_received(self, data: bytes) -> None:
        self._received += bytes(data)  # on Windows it may be a bytearray
        if len(self._received) > READ_AHEAD:
            self.transport.pause_reading()
        self._wake_reader()

    def eof_received(self) -> bool:
        self._ended = True
        self._wake_reader()
        return True  # this side may still have something to send

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        # A frame of the event loop in its traceback would keep what was sent last, with its keys.
        self._failure = None if exc is None else exc.with_traceback(None)
        self._ended, self._full = True, False
        self._wake()

    def _wake_reader(self) -> None:
        if not self._full:  # else the task waits to write
            self._wake()

    def _wake(self, in_time: bool = True) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(in_time)

    # ------------------------------------------------------------------ called by httpcore

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while not (self._received or self._ended):
            await self._wait(timeout, httpcore.ReadTimeout)
        if self._failure is not None and not self._received:
            raise httpcore.ReadError(self._failure) from self._failure
        data, self._received = self._received[:max_bytes], self._received[max_bytes:]
        if len(self._received) <= READ_AHEAD:
            self.transport.resume_reading()
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not self.transport.is_closing():
            self.transport.write(buffer)
        elif self._failure is None:
            raise httpcore.WriteError("the connection is closed")
        while self._full:
            await self._wait(timeout, httpcore.WriteTimeout)
        if self._failure is not None:
            raise httpcore.WriteError(self._failure) from self._failure

    async def _wait(self, timeout: float | None, late: type[Exception]) -> None:
        """Wait until something happens; raise *late* if nothing does in time."""
        seconds = self._patience if timeout is None else timeout
        self._waiter = self._loop.create_future()
        timer = None if seconds is None else self._loop.call_later(seconds, self._wake, False)
        try:
            if not await self._waiter:
                raise late
        finally:
            self._waiter = None
            if timer is not None:
                timer.cancel()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return await _secured(self, ssl_context, server_hostname, timeout)

    async def aclose(self) -> None:
        self.transport.abort()
        await asyncio.sleep(0)  # the event loop closes the socket

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":  # of a connection that is not in use: whether it has ended
            return self._received or self._ended or _is_readable(self.transport.get_extra_info("socket"))
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self.transport.get_extra_info(names.get(info, info))


def _is_readable(socket: Any) -> bool:
    """Whether *socket* has something that the event loop has not seen yet."""
    if not hasattr(select, "poll"):  # Windows
        return bool(select.select([socket], [], [], 0)[0])
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))


class _SecureStream(httpcore.AsyncNetworkStream):
    """TLS over another stream, which may be one of TLS, too: to a proxy, and through it to the server."""

    def __init__(
        self, stream: httpcore.AsyncNetworkStream, context: ssl.SSLContext, hostname: str | None
    ) -> None:
        self._stream = stream
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=hostname)

    async def run(self, step: Callable[[], T], timeout: float | None) -> T:
        """Return what *step* of TLS returns, once all that it reads and writes is read and written."""
        while True:
            try:
                result = step()
            except ssl.SSLWantReadError:
                await self._flush(timeout)
                if data := await self._stream.read(READ_AHEAD, timeout):
                    self._incoming.write(data)
                else:
                    self._incoming.write_eof()
            else:
                await self._flush(timeout)
                return result

    async def _flush(self, timeout: float | None) -> None:
        if data := self._outgoing.read():  # else a stream that cannot write any more may still be read
            await self._stream.write(data, timeout)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return await self.run(lambda: self.tls.read(max_bytes), timeout)
        except ssl.SSLEOFError:
            return b""  # many servers end without a word of TLS; HTTP knows whether that is too early
        except ssl.SSLError as error:
            raise httpcore.ReadError(error) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            await self.run(lambda: self.tls.write(buffer), timeout)
        except ssl.SSLError as error:
            raise httpcore.WriteError(error) from error

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return await _secured(self, ssl_context, server_hostname, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and self._incoming.pending:  # sent after the last answer
            return True
        return self.tls if info == "ssl_object" else self._stream.get_extra_info(info)


async def _secured(
    stream: httpcore.AsyncNetworkStream, context: ssl.SSLContext, hostname: str | None, timeout: float | None
) -> _SecureStream:
    """Return *stream* with TLS; close it if the handshake fails or is cancelled."""
    try:
        secure = _SecureStream(stream, context, hostname)
        async with asyncio.timeout(timeout):
            await secure.run(secure.tls.do_handshake, None)
    except TimeoutError as error:
        await stream.aclose()
        raise httpcore.ConnectTimeout(error) from error
    except (ssl.SSLError, httpcore.NetworkError, httpcore.TimeoutException) as error:
        await stream.aclose()
        raise httpcore.ConnectError(error) from error
    except BaseException:
        await stream.aclose()
        raise
    return secure
