"""The connections of an asynchronous client on one event loop, which end with the loop."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import TYPE_CHECKING

from .connection_queue import AsyncConnectionQueue

if TYPE_CHECKING:
    import asyncio

    from ._async.transport import AsyncTransport
    from .http_library import AsyncHTTPSender

__all__ = ["LoopConnections"]


class LoopConnections:
    """What sends and the queue in front of it, both for one event loop.

    Before a loop is closed, ``asyncio.run()``, ``asyncio.Runner`` and most others shut down the asynchronous
    generators that were started on it.  One of them belongs to this object, and closes its connections.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, http: AsyncHTTPSender, transport: AsyncTransport, limit: int
    ) -> None:
        self.http = http
        self.queue = AsyncConnectionQueue(limit)
        self._loop = loop
        self._transport = transport
        self._pid = os.getpid()
        self._end = _ends_with_its_loop(transport)
        with suppress(StopIteration):  # it has arrived at its yield, without a wait
            self._end.__anext__().send(None)

    async def aclose(self) -> None:
        """Close the connections; only on their event loop."""
        await self.http.aclose()
        await self._end.aclose()

    def abandon(self) -> None:
        """Close the connections from another event loop.  Their own loop may be closed, paused, or in another thread."""
        if self._pid != os.getpid():
            return  # the parent process uses them
        try:
            self._loop.call_soon_threadsafe(self._transport.abandon)
        except RuntimeError:  # the loop is closed
            self._transport.abandon()


async def _ends_with_its_loop(transport: AsyncTransport) -> AsyncGenerator[None]:
    try:
        yield
    finally:
        transport.abandon()
