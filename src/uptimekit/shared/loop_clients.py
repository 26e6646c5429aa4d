"""A client of redis-py for each event loop, and a queue in front of it; its connections end with the loop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from uptimekit._runtime.connection_queue import AsyncConnectionQueue

from .redis_library import async_redis

if TYPE_CHECKING:
    import redis.asyncio

__all__ = ["LoopClient", "LoopClients"]


class LoopClient(NamedTuple):
    """What one event loop has.

    Attributes:
        client: sends the commands.
        queue: where tasks wait for their turn to use it.
        ends: closes it when the loop ends.
    """

    client: redis.asyncio.Redis
    queue: AsyncConnectionQueue
    ends: AsyncGenerator[None]


class LoopClients:
    """The clients of one process.

    Args:
        url: address of the store.
        at_once: tasks of one event loop that may use its client at once.

    Attributes:
        pid: the process.
    """

    def __init__(self, url: str, at_once: int) -> None:
        self.pid = os.getpid()
        self._url, self._at_once = url, at_once
        self._by_loop: dict[asyncio.AbstractEventLoop, LoopClient] = {}

    def here(self) -> LoopClient:
        """Return what the running event loop has."""
        loop = asyncio.get_running_loop()
        if (found := self._by_loop.get(loop)) is None:
            for other in [each for each in list(self._by_loop) if each.is_closed()]:
                self._by_loop.pop(other, None)
            client = async_redis(self._url)
            ends = _ends_with_its_loop(client)
            with suppress(StopIteration):  # it has arrived at its yield, without a wait
                ends.__anext__().send(None)
            found = self._by_loop[loop] = LoopClient(client, AsyncConnectionQueue(self._at_once), ends)
        return found

    async def aclose(self) -> None:
        """Close the connections of all event loops that run."""
        here = asyncio.get_running_loop()
        while self._by_loop:
            loop, found = self._by_loop.popitem()
            if loop is here:
                await found.ends.aclose()
            elif loop.is_running():  # in another thread
                closed: Any = asyncio.run_coroutine_threadsafe(
                    found.client.aclose(close_connection_pool=True), loop
                )
                await asyncio.wrap_future(closed)


async def _ends_with_its_loop(client: redis.asyncio.Redis) -> AsyncGenerator[None]:
    """Close the connections when the event loop shuts down its asynchronous generators, as ``asyncio.run()`` does."""
    try:
        yield
    finally:
        await client.aclose(close_connection_pool=True)
