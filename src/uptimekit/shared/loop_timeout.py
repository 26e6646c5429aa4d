"""A time-out for tasks that does not count against a server what an event loop is late by."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

__all__ = ["loop_timeout"]


@asynccontextmanager
async def loop_timeout(seconds: float) -> AsyncGenerator[None]:
    """Raise TimeoutError in a block that takes longer than *seconds*.

    An event loop that is busy, with thousands of tasks or a step that blocks it, finds the end of the time and an answer
    that arrived before it at once, and ``asyncio.timeout()`` would let the time-out win.  Here the answer does.
    """
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(None) as limit:
        timer = loop.call_later(seconds, _end, loop, limit)
        try:
            yield
        finally:
            timer.cancel()


def _end(loop: asyncio.AbstractEventLoop, limit: asyncio.Timeout) -> None:
    """End the block in the next pass of the loop: those who have an answer come first."""
    with suppress(RuntimeError):  # the block has ended
        limit.reschedule(loop.time())
