"""The sockets of tasks, on the transports of the event loop.

httpcore's own backend stands on anyio, which takes half of the time of an exchange.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterable
from contextlib import suppress
from itertools import zip_longest
from typing import Any
from weakref import WeakSet

import httpcore

from .asyncio_streams import Stream
from .constants import HAPPY_EYEBALLS_DELAY
from .network_backend import Option

__all__ = ["AsyncBackend"]


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """Sockets for tasks.  A deadline cancels their waits from above."""

    def __init__(self) -> None:
        self._open: WeakSet[Any] = WeakSet()  # asyncio's transports, as long as they are used

    def abandon(self) -> None:
        """Close all sockets at once, even if their event loop is closed."""
        for transport in list(self._open):
            try:
                transport.abort()
            except RuntimeError:  # a closed loop no longer calls what closes the socket
                with suppress(RuntimeError):  # nor whoever waits for it
                    transport._call_connection_lost(None)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Option] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the address of *host* that answers first."""
        race = _Race(port, timeout, (local_address, 0) if local_address else None)
        try:
            async with asyncio.timeout(timeout):
                stream = await race.run(await _addresses(host, port))
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(error) from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(error) from error
        self._open.add(stream.transport)
        for option in socket_options or ():
            stream.get_extra_info("socket").setsockopt(*option)
        return stream


async def _addresses(host: str, port: int) -> list[str]:
    """Return the addresses of *host* as the system sorts them, but of both families in turn."""
    with suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    first = [str(place[0]) for family, *_, place in found if family == found[0][0]]
    others = [str(place[0]) for family, *_, place in found if family != found[0][0]]
    return [address for pair in zip_longest(first, others) for address in pair if address]


class _Race:
    """Connections to several addresses: one that takes long gets company, and the first that stands is the only one.

    That of ``create_connection`` (``happy_eyeballs_delay``) leaves a socket open when it is cancelled at the wrong moment.
    """

    def __init__(self, port: int, patience: float | None, local: tuple[str, int] | None) -> None:
        self._port = port
        self._patience = patience
        self._local = local
        self._tasks: list[asyncio.Task[None]] = []
        self._opened: list[Stream] = []
        self._failure: Exception | None = None

    async def run(self, addresses: list[str]) -> Stream:
        """Return a stream to one of *addresses*; raise the last failure if none can be reached."""
        if len(addresses) == 1:
            return await self._open(addresses[0])
        try:
            async with asyncio.TaskGroup() as group:
                for address in addresses:
                    if self._opened:
                        break
                    self._tasks.append(group.create_task(self._attempt(address)))
                    await asyncio.wait(self._tasks[-1:], timeout=HAPPY_EYEBALLS_DELAY)
        except BaseException:
            self._close(self._opened)
            raise
        self._close(self._opened[1:])
        if not self._opened:
            raise self._failure or OSError("the name has no address")
        return self._opened[0]

    async def _open(self, address: str) -> Stream:
        _, stream = await asyncio.get_running_loop().create_connection(
            lambda: Stream(self._patience), address, self._port, local_addr=self._local
        )
        return stream

    async def _attempt(self, address: str) -> None:
        try:
            self._opened.append(await self._open(address))
        except Exception as error:
            self._failure = error
        else:
            for task in self._tasks:
                task.cancel()

    @staticmethod
    def _close(streams: Iterable[Stream]) -> None:
        for stream in streams:
            stream.transport.abort()
