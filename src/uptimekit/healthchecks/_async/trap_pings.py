"""The pings of a CheckTrap."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Protocol, TypedDict

from uptimekit.healthchecks._async.client import AsyncClient
from uptimekit.healthchecks.errors import PingFailedError
from uptimekit.healthchecks.job_report import exit_status, report
from uptimekit.healthchecks.job_runs import Run, Runs
from uptimekit.healthchecks.ping_body import DEFAULT_BODY_LIMIT, BodyLimit, last_bytes
from uptimekit.healthchecks.ping_problems import PingProblems
from uptimekit.healthchecks.pings import PingResult
from uptimekit.healthchecks.sigterm import SIGTERM_STATUS, watch
from uptimekit.healthchecks.time_limit import GRACE, AsyncTimeLimit

if TYPE_CHECKING:
    import uuid as uuids

    from uptimekit.healthchecks.check_trap import CheckTrap
    from uptimekit.healthchecks.sigterm import Task

__all__ = ["AsyncTrapPings"]


class _Ping(Protocol):
    async def __call__(self, client: AsyncClient, /) -> PingResult: ...


class _Address(TypedDict):
    uuid: str
    slug: str
    url: str
    rid: uuids.UUID
    create: bool


class AsyncTrapPings:
    """Sends the pings of a CheckTrap's runs: within their time, and without an error of their own."""

    def __init__(
        self, trap: CheckTrap, client: AsyncClient | None, runs: Runs, body_limit: BodyLimit
    ) -> None:
        self._trap = trap
        self._client = client
        self._runs = runs
        self._body_limit = body_limit

    async def begin(self, frame: FrameType | None, task: Task | None) -> None:
        """Begin the run that the code in *frame* enters, and send its start ping."""
        run = self._runs.begin(frame)
        if self._trap.report_sigterm:
            watch.begin(run, task)
        address = self._address(run)
        try:
            await self._send(lambda client: client.start_ping(**address), run.problems)
        except BaseException as error:  # the job is stopped before it begins; what was started is ended
            await self.end(frame, error)
            raise

    async def end(self, frame: FrameType | None, error: BaseException | None) -> Run:
        """End the run that the code in *frame* leaves, send its last ping, and return it."""
        run = self._runs.end(frame)
        deadline = self._trap.ping_deadline
        grace = min(GRACE, deadline)
        stopped = run.terminated or not isinstance(error, (Exception, SystemExit, type(None)))
        try:
            await self._send(
                partial(self._last, run, error), run.problems, grace if stopped else deadline, grace
            )
        finally:
            watch.end(run)
        return run

    async def log(self, text: str) -> None:
        """Send *text* as a log entry of the current run."""
        run, quiet = self._runs.current, self._trap.ignore_ping_errors
        problems = run.problems if quiet else PingProblems()
        address = self._address(run)
        await self._send(lambda client: client.log_ping(**address, data=text), problems)
        if not quiet:
            problems.throw()

    async def _last(self, run: Run, error: BaseException | None, client: AsyncClient, /) -> PingResult:
        address = self._address(run)
        text = report(run.lines, error, run.terminated)
        data = last_bytes(text, client.ping_body_limit or DEFAULT_BODY_LIMIT)
        if error is None:
            return await client.success_ping(**address, data=data)
        status = SIGTERM_STATUS if run.terminated else exit_status(error)
        if status is None:
            return await client.fail_ping(**address, data=data)
        return await client.exit_code_ping(status, **address, data=data)

    async def _send(
        self, send: _Ping, problems: PingProblems, seconds: float | None = None, grace: float = 0.0
    ) -> None:
        limit = seconds or self._trap.ping_deadline

        async def ping() -> None:
            async with self._connected() as client:
                result = await send(client.with_options(deadline=limit, timeout=limit / 2))
            if not result.success:
                error = PingFailedError(
                    "the answer to the ping is not the server's OK; is ping_url, or the url of the ping, right?"
                )
                error.status_code, error.body = result.status_code, result.text
                raise error

        failed = partial(problems.add, log=self._trap.ignore_ping_errors)
        await AsyncTimeLimit(limit, grace).run(ping, failed)

    def _connected(self) -> AbstractAsyncContextManager[AsyncClient]:
        """Return the client of the trap, which stays open, or one of its own for this ping."""
        if self._client is not None:
            return nullcontext(self._client)
        own = AsyncClient.from_ping_url(self._trap.url)
        own._body_limit = self._body_limit  # pyright: ignore[reportPrivateUsage]  (same package)
        return own

    def _address(self, run: Run) -> _Address:
        trap = self._trap
        return {"uuid": trap.uuid, "slug": trap.slug, "url": trap.url, "rid": run.rid, "create": trap.create}
