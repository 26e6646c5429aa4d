"""The pings of a CheckTrap."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext
from typing import TYPE_CHECKING, TypedDict

from uptimekit._runtime._async.trap_pings import AsyncTrapPings
from uptimekit._runtime.job_report import End
from uptimekit._runtime.job_runs import Run, Runs
from uptimekit._runtime.ping_body import DEFAULT_BODY_LIMIT
from uptimekit._runtime.ping_problems import PingProblems
from uptimekit.healthchecks._async.client import AsyncClient
from uptimekit.healthchecks.pings import accepted

if TYPE_CHECKING:
    import uuid as uuids

    from uptimekit.healthchecks.check_trap import CheckTrap


__all__ = ["AsyncCheckTrapPings"]


class _Address(TypedDict):
    uuid: str
    slug: str
    url: str
    rid: uuids.UUID
    create: bool


class AsyncCheckTrapPings(AsyncTrapPings[AsyncClient]):
    """Sends the pings of a CheckTrap's runs."""

    def __init__(self, trap: CheckTrap, runs: Runs) -> None:
        super().__init__(trap, runs)
        self._check = trap

    def _connected(self) -> AbstractAsyncContextManager[AsyncClient]:
        client = self._check.client
        if isinstance(client, AsyncClient):
            return nullcontext(client)
        own = AsyncClient.from_ping_url(self._check.url)
        own._body_limit = self._check._body_limit  # pyright: ignore[reportPrivateUsage]  (same package)
        return own

    async def log(self, text: str) -> None:
        """Send *text* as a log entry of the current run."""
        run, quiet = self._runs.current, self._trap.ignore_ping_errors
        problems = run.problems if quiet else PingProblems()

        async def send(client: AsyncClient, /) -> None:
            accepted(await client.log_ping(**self._address(run), data=text))

        await self._send(send, problems)
        if not quiet:
            problems.throw()

    async def _begun(self, run: Run) -> None:
        async def send(client: AsyncClient, /) -> None:
            accepted(await client.start_ping(**self._address(run)))

        await self._send(send, run.problems)

    async def _ended(self, client: AsyncClient, run: Run, end: End) -> None:
        address = self._address(run)
        if not end.raised:
            result = await client.success_ping(**address, data=end.text)
        elif end.status is None:
            result = await client.fail_ping(**address, data=end.text)
        else:
            result = await client.exit_code_ping(end.status, **address, data=end.text)
        accepted(result)

    def _limit(self, client: AsyncClient) -> int:
        return client.ping_body_limit or DEFAULT_BODY_LIMIT

    def _address(self, run: Run) -> _Address:
        trap = self._check
        return {"uuid": trap.uuid, "slug": trap.slug, "url": trap.url, "rid": run.rid, "create": trap.create}
