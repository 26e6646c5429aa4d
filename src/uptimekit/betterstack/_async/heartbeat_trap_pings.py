"""The pings of a HeartbeatTrap."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext
from typing import TYPE_CHECKING

from uptimekit._runtime._async.trap_pings import AsyncTrapPings
from uptimekit._runtime.job_report import End
from uptimekit._runtime.job_runs import Run, Runs

from .heartbeat_client import AsyncHeartbeatClient

if TYPE_CHECKING:
    from uptimekit.betterstack.heartbeat_trap import HeartbeatTrap

__all__ = ["AsyncHeartbeatTrapPings"]


class AsyncHeartbeatTrapPings(AsyncTrapPings[AsyncHeartbeatClient]):
    """Sends the last ping of each run of a HeartbeatTrap; Better Stack knows no other."""

    def __init__(self, trap: HeartbeatTrap, runs: Runs) -> None:
        super().__init__(trap, runs)
        self._given = trap

    def _connected(self) -> AbstractAsyncContextManager[AsyncHeartbeatClient]:
        client = self._given.client
        if isinstance(client, AsyncHeartbeatClient):
            return nullcontext(client)
        return AsyncHeartbeatClient(self._given.url)

    async def _ended(self, client: AsyncHeartbeatClient, run: Run, end: End) -> None:
        del run
        if not end.raised:
            await client.ping()
        elif end.status is None:
            await client.fail(end.text)
        else:
            await client.report(end.status, end.text)
