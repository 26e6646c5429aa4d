"""Both halves of what reports for a heartbeat, behind one way of calling."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import httpx

from uptimekit.betterstack import AsyncHeartbeatClient, HeartbeatClient

from ._support import FakeClock

SECRET = "4dCkQHhuLWGHr9PqnTdbRmZw"
URL = f"https://uptime.betterstack.com/api/v1/heartbeat/{SECRET}"
PATH = f"/api/v1/heartbeat/{SECRET}"


class Caller:
    """Makes clients of one kind, calls their methods and runs jobs in traps."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._runner = asyncio.Runner()

    def client(self, answer: Callable[[httpx.Request], httpx.Response], **options: Any) -> Any:
        """A client of the heartbeat at URL that talks to *answer*."""
        made: Any = HeartbeatClient if self.kind == "sync" else AsyncHeartbeatClient
        return made(URL, **{"transport": httpx.MockTransport(answer), "clock": FakeClock(), **options})

    def __call__(self, method: Callable[..., Any], *args: Any) -> Any:
        """Call a method of either kind and return its result."""

        async def awaited() -> Any:
            result = method(*args)
            return await result if inspect.isawaitable(result) else result

        return self._runner.run(awaited()) if self.kind == "async" else method(*args)

    def trapped(self, trap: Any, job: Callable[[], Any]) -> Any:
        """Run *job* in a ``with`` or ``async with`` of *trap*."""

        async def run() -> Any:
            async with trap:
                return job()

        if self.kind == "async":
            return self(run)
        with trap:
            return job()
        return None  # the trap has swallowed the job's exception

    def decorated(self, trap: Any, job: Callable[[], Any]) -> Any:
        """Run *job* as a function that *trap* decorates."""

        async def run() -> Any:
            return job()

        return self(trap(run)) if self.kind == "async" else trap(job)()

    def close(self) -> None:
        self._runner.close()
