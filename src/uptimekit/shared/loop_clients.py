"""A client of redis-py for each event loop, whose connections end with the loop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from .redis_library import async_redis

if TYPE_CHECKING:
    import redis.asyncio

__all__ = ["LoopClients"]


class LoopClients:
    """The clients of one process.

    Attributes:
        pid: the process.
    """

    def __init__(self, url: str) -> None:
        self.pid = os.getpid()
        self._url = url
        self._by_loop: dict[asyncio.AbstractEventLoop, tuple[redis.asyncio.Redis, AsyncGenerator[None]]] = {}

    def here(self) -> redis.asyncio.Redis:
        """Return the client of the running event loop."""
        loop = asyncio.get_running_loop()
        if (found := self._by_loop.get(loop)) is None:
            for other in [each for each in list(self._by_loop) if each.is_closed()]:
                self._by_loop.pop(other, None)
            client = async_redis(self._url)
            ends = _ends_with_its_loop(client)
            with suppress(StopIteration):  # it has arrived at its yield, without a wait
                ends.__anext__().send(None)
            found = self._by_loop[loop] = client, ends
        return found[0]

    async def aclose(self) -> None:
        """Close the connections of all event loops that run."""
        here = asyncio.get_running_loop()
        while self._by_loop:
            loop, (client, ends) = self._by_loop.popitem()
            if loop is here:
                await ends.aclose()
            elif loop.is_running():  # in another thread
                closed: Any = asyncio.run_coroutine_threadsafe(
                    client.aclose(close_connection_pool=True), loop
                )
                await asyncio.wrap_future(closed)


async def _ends_with_its_loop(client: redis.asyncio.Redis) -> AsyncGenerator[None]:
    """Close the connections when the event loop shuts down its asynchronous generators, as ``asyncio.run()`` does."""
    try:
        yield
    finally:
        await client.aclose(close_connection_pool=True)
