"""The pings of a trap."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from uptimekit._runtime.job_report import End, exit_status, report
from uptimekit._runtime.job_runs import Run, Runs
from uptimekit._runtime.ping_body import DEFAULT_BODY_LIMIT, last_bytes
from uptimekit._runtime.ping_problems import PingProblems
from uptimekit._runtime.sigterm import SIGTERM_STATUS, watch
from uptimekit._runtime.time_limit import GRACE, AsyncTimeLimit

from .facade import AsyncFacade

if TYPE_CHECKING:
    from uptimekit._runtime.job_trap import JobTrap
    from uptimekit._runtime.sigterm import Task

__all__ = ["AsyncTrapPings"]

C = TypeVar("C", bound=AsyncFacade[Any])


class _Ping(Protocol[C]):  # type: ignore[misc]  # C is given to it only
    async def __call__(self, client: C, /) -> None: ...


class AsyncTrapPings(Generic[C]):
    """Sends the pings of a trap's runs: within their time, and without an error of their own.

    Each provider has a subclass, which says what its pings are.
    """

    def __init__(self, trap: JobTrap[Any, Any], runs: Runs) -> None:
        self._trap = trap
        self._runs = runs

    # ------------------------------------------------------------------ of the provider

    def _connected(self) -> AbstractAsyncContextManager[C]:
        """Return the client of the trap, which stays open, or one for a single ping."""
        raise NotImplementedError

    async def _begun(self, run: Run) -> None:
        """Send the first ping of *run*, if the provider has one."""

    async def _ended(self, client: C, run: Run, end: End) -> None:
        """Send the last ping of *run*."""
        raise NotImplementedError

    def _limit(self, client: C) -> int:
        """Return how many bytes of a text the server keeps."""
        del client
        return DEFAULT_BODY_LIMIT

    # ------------------------------------------------------------------ of all

    async def begin(self, frame: FrameType | None, task: Task | None) -> None:
        """Begin the run that the code in *frame* enters, and send its first ping."""
        run = self._runs.begin(frame)
        if self._trap.report_sigterm:
            watch.begin(run, task)
        try:
            await self._begun(run)
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

    async def _last(self, run: Run, error: BaseException | None, client: C, /) -> None:
        text = last_bytes(report(run.lines, error, run.terminated), self._limit(client))
        terminated = run.terminated and error is not None
        status = SIGTERM_STATUS if terminated else exit_status(error)
        await self._ended(client, run, End(error is not None, status, text))

    async def _send(
        self, send: _Ping[C], problems: PingProblems, seconds: float | None = None, grace: float = 0.0
    ) -> None:
        limit = seconds or self._trap.ping_deadline

        async def ping() -> None:
            async with self._connected() as client:
                await send(client.with_options(deadline=limit, timeout=limit / 2))

        failed = partial(problems.add, log=self._trap.ignore_ping_errors)
        await AsyncTimeLimit(limit, grace).run(ping, failed)
