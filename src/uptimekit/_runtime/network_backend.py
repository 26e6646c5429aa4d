"""The sockets below our transports: threads never wait beyond their call's deadline, tasks leave no socket open.

A time-out bounds one wait, and a server that sends a byte now and then makes the waits begin anew.  The head of an
answer, interim answers, chunk extensions and trailers are read below everybody who could look at a deadline, so it
is looked at here.
"""

from __future__ import annotations

import math
import socket
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from .constants import WRITE_SIZE
from .deadline import seconds_left

__all__ = ["AsyncBackend", "Backend"]

Option = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


def _cut(timeout: float | None, late: type[Exception]) -> float | None:
    """Return *timeout*, or what is left of the deadline if that is less; raise *late* if nothing is."""
    left = seconds_left.get()()
    if left <= 0:
        raise late("the deadline passed")
    if left == math.inf:
        return timeout
    return left if timeout is None else min(timeout, left)


class Backend(httpcore.NetworkBackend):
    """Sockets for threads."""

    def __init__(self) -> None:
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Option] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of *host* that answers; each has *timeout* seconds."""
        problem: Exception = httpcore.ConnectError("the name has no address")
        for address in _addresses(host, port):
            seconds = _cut(timeout, httpcore.ConnectTimeout)
            try:
                return _Stream(
                    self._network.connect_tcp(address, port, seconds, local_address, socket_options)
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(error) from error
    return [str(address[0]) for *_, address in found]


class _Stream(httpcore.NetworkStream):
    """A stream whose every wait ends with the deadline."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _cut(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # In pieces: below, the time-out begins anew with each byte that the server takes.
        for start in range(0, len(buffer), WRITE_SIZE):
            self._stream.write(buffer[start : start + WRITE_SIZE], _cut(timeout, httpcore.WriteTimeout))

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = _cut(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, seconds))

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """Sockets for tasks, whose deadline ends every wait from above."""

    def __init__(self) -> None:
        network: Any = (
            httpcore.AnyIOBackend()
        )  # a class without methods to a type checker, which sees the stand-in
        self._network: httpcore.AsyncNetworkBackend = network

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Option] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to *host*."""
        return _AsyncStream(
            await self._network.connect_tcp(host, port, timeout, local_address, socket_options)
        )


class _AsyncStream(httpcore.AsyncNetworkStream):
    """A stream that a cancelled handshake closes."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            return _AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))
        except BaseException:  # httpcore closes it for errors, not for a cancellation
            await self._stream.aclose()
            raise

    async def aclose(self) -> None:
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
