"""The sockets of threads, which never wait beyond their call's deadline.

A time-out limits one wait, and each byte from the server starts a new one.  Heads, interim answers, chunk extensions
and trailers are read below any other code that could check a deadline, so this module checks it.
"""

from __future__ import annotations

import math
import os
import socket
import ssl
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

import httpcore

from .constants import WRITE_SIZE
from .deadline import seconds_left

__all__ = ["Backend", "Option"]

T = TypeVar("T")
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
                stream = self._network.connect_tcp(address, port, seconds, local_address, socket_options)
                return _Stream(stream, timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem


def _addresses(host: str, port: int) -> list[str]:
    try:
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(error) from error
    return [str(address[0]) for *_, address in infos]


class _Stream(httpcore.NetworkStream):
    """A stream whose waits all end with the deadline, and when another thread closes it.

    *patience* is the time-out of waits that have none: httpcore's, while it talks to a SOCKS proxy.

    Closing a socket ends no wait for it, and its number goes to the next one that is opened.  So a thread that waits is
    woken, and closes the socket itself.
    """

    def __init__(self, stream: httpcore.NetworkStream, patience: float | None) -> None:
        self._stream = stream
        self._patience = patience
        self._pid = os.getpid()
        self._waits = self._closed = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        timeout = self._patience if timeout is None else timeout
        seconds = _cut(timeout, httpcore.ReadTimeout)
        return self._wait(httpcore.ReadError, self._stream.read, max_bytes, seconds)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        timeout = self._patience if timeout is None else timeout
        # In pieces: httpcore's time-out starts again with each byte that the server takes.
        for start in range(0, len(buffer), WRITE_SIZE):
            seconds = _cut(timeout, httpcore.WriteTimeout)
            piece = buffer[start : start + WRITE_SIZE]
            self._wait(httpcore.WriteError, self._stream.write, piece, seconds)

    def _wait(self, failure: type[Exception], step: Callable[..., T], *arguments: Any) -> T:
        self._waits = True  # before a look at whether it is closed, and close() does both in the other order
        try:
            if self._closed:
                raise failure("the connection is closed")
            return step(*arguments)
        finally:
            self._waits = False
            if self._closed:
                self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = _cut(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._patience)

    def close(self) -> None:
        self._closed = True
        if self._waits and self._pid == os.getpid():  # in a forked child nobody waits, and the parent uses it
            with suppress(OSError):  # it may be gone by now
                socket.socket.shutdown(self._stream.get_extra_info("socket"), socket.SHUT_RDWR)
        else:
            self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
