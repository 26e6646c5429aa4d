# Derived by scripts/generate.py from ../_async/heartbeat_trap_pings.py; do not edit.
"""The pings of a HeartbeatTrap."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from uptimekit._runtime._sync.trap_pings import TrapPings
from uptimekit._runtime.job_report import End
from uptimekit._runtime.job_runs import Run, Runs

from .heartbeat_client import HeartbeatClient

if TYPE_CHECKING:
    from uptimekit.betterstack.heartbeat_trap import HeartbeatTrap

__all__ = ["HeartbeatTrapPings"]


class HeartbeatTrapPings(TrapPings[HeartbeatClient]):
    """Sends the last ping of each run of a HeartbeatTrap; Better Stack knows no other."""

    def __init__(self, trap: HeartbeatTrap, runs: Runs) -> None:
        super().__init__(trap, runs)
        self._given = trap

    def _connected(self) -> AbstractContextManager[HeartbeatClient]:
        client = self._given.client
        if isinstance(client, HeartbeatClient):
            return nullcontext(client)
        return HeartbeatClient(self._given.url)

    def _ended(self, client: HeartbeatClient, run: Run, end: End) -> None:
        del run
        if not end.raised:
            client.ping()
        elif end.status is None:
            client.fail(end.text)
        else:
            client.report(end.status, end.text)
