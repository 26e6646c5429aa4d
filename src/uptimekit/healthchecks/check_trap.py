"""Reporting the runs of a job: start, end, failure, and what it had to say."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.settings import check_seconds
from uptimekit._runtime.tracebacks import hides_locals

from ._async.client import AsyncClient
from ._async.trap_pings import AsyncTrapPings
from ._sync.client import Client
from ._sync.trap_pings import TrapPings
from .errors import WrongClientError
from .job_report import text_of
from .job_runs import Run, Runs
from .pings import goes_by_slug
from .time_limit import DEADLINE

if TYPE_CHECKING:
    import uuid as uuids

__all__ = ["CheckTrap"]

P = ParamSpec("P")
R = TypeVar("R")


class CheckTrap:
    """Wraps code and reports its run to a check: a start ping, then a success or a failure ping.

    Use it in ``with`` (with a Client), in ``async with`` (with an AsyncClient) or as a decorator of a function
    of the same kind.  Start, log and end of a run carry one run id.  One object serves any number of runs, also
    at the same time: every thread and task, every ``with`` and every decorated call has a run of its own.

    **The job always runs**, and its own exception is never hidden.  A ping that fails is logged as a warning, in
    the log ``uptimekit``, once for each run and reason.  Pings take at most *ping_deadline* seconds at each end of
    the job, whatever the client's options are; the last ping of a job that is being stopped (cancelled,
    KeyboardInterrupt, SIGTERM) at most 2.

    The last ping carries the lines of :meth:`add_log` and, after an exception, its traceback and the end of what
    a failed command (CalledProcessError) has put out; if that is more than the server keeps, the oldest lines are
    cut.  ``SystemExit`` and CalledProcessError count by their exit code, where -n, killed by signal n, is 128 + n;
    any other exception is a failure, KeyboardInterrupt and a cancellation too.

    A check that looks for **keywords in the body** of pings (``filter_http_body``) is judged by them alone: a
    success keyword in log or traceback turns a failure into a success, and without any keyword a ping, also the
    start, is logged as ``ign`` and the check stays as it is (or goes down, with ``filter_default_fail``).  The server
    answers ``OK`` all the same, so no trap can warn of it: give the check of a trap no such filter.

    Args:
        client: the client to ping with.
        uuid: UUID of the check, or
        slug: its slug, with the ping key of the client.
        suppress_exceptions: True swallows an exception of the wrapped code after reporting it (but not
            KeyboardInterrupt, SystemExit or a cancellation); a decorated function then returns None.
        ignore_ping_errors: False raises what went wrong with a start or last ping at the end of the run, or adds it
            as a note to the exception that the job itself raised.
        create: with a slug, make the check if there is none; what may then happen is said at ``Client.success_ping``.
        ping_deadline: seconds that a ping may take with all its attempts.  Default 5.
        report_sigterm: whether a SIGTERM is reported, as exit status 143, before it ends the process.  It then
            interrupts the job, in a thread with SystemExit, in a task with a cancellation; a second one ends the
            process at once.  This works in the main thread, and only where no one else handles the signal.

    Raises:
        BadAPIRequestError: not exactly one of uuid and slug, or a slug without ping key.
        InputError: a *uuid* or *slug* that is none.
        ConfigurationError: *ping_deadline* is no number of seconds above 0 (and below ten years).
        WrongClientError: on entering, if the client is of the other kind.

    With ``ignore_ping_errors=False`` also, at the end of a run:
        PingFailedError: a ping was answered, but not accepted.
        HCAPIError, NetworkError: as the client's ping methods.
    """

    @hides_locals
    def __init__(
        self,
        client: Client | AsyncClient,
        uuid: str = "",
        slug: str = "",
        suppress_exceptions: bool = False,
        *,
        ignore_ping_errors: bool = True,
        create: bool = False,
        ping_deadline: float = DEADLINE,
        report_sigterm: bool = True,
    ) -> None:
        if not isinstance(client, (Client, AsyncClient)):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise WrongClientError(f"a CheckTrap needs a Client or AsyncClient, not {type(client).__name__}")
        goes_by_slug(uuid, slug, client._ping_key, create)  # pyright: ignore[reportPrivateUsage]  (same package)
        check_seconds("ping_deadline", ping_deadline)
        self.client = client
        self.uuid = uuid
        self.slug = slug
        self.suppress_exceptions = suppress_exceptions
        self.ignore_ping_errors = ignore_ping_errors
        self.create = create
        self.ping_deadline = ping_deadline
        self.report_sigterm = report_sigterm
        self._runs = Runs()

    @property
    def rid(self) -> uuids.UUID:
        """Run id of the run under way in this thread or task; between runs, that of the next one."""
        return self._runs.current.rid

    def add_log(self, line: str) -> None:
        """Add a line to what the last ping of the run carries; between runs, to that of the next one.

        In a thread that neither entered the run nor has its context, the newest run under way is meant.
        """
        self._runs.current.lines.append(text_of(line))  # an odd object must not fail the job

    # ------------------------------------------------------------------ with, async with

    def __enter__(self) -> Self:
        self._pings("with").begin(_caller(inspect.currentframe()), None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        return self._conclude(self._pings("with").end(_caller(inspect.currentframe()), error), error)

    async def __aenter__(self) -> Self:
        import asyncio

        pings, task = self._async_pings("async with"), asyncio.current_task()
        await pings.begin(_caller(inspect.currentframe()), task)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        pings = self._async_pings("async with")
        return self._conclude(await pings.end(_caller(inspect.currentframe()), error), error)

    def _conclude(self, run: Run, error: BaseException | None) -> bool:
        """Raise what went wrong with the pings, if that is wanted; return whether *error* is swallowed."""
        if error is not None:
            run.problems.note(error, log=not self.ignore_ping_errors)
        elif not self.ignore_ping_errors:
            run.problems.throw()
        return self.suppress_exceptions and isinstance(error, Exception)

    # ------------------------------------------------------------------ during the run

    def ping_log(self, text: str) -> None:
        """Send *text* now, as a log entry of this run; the check's status stays as it is.

        With ``ignore_ping_errors=False`` it raises what goes wrong, in the middle of the job.
        """
        self._pings("ping_log").log(text)

    async def aping_log(self, text: str) -> None:
        """Send *text* now, as a log entry of this run, with an AsyncClient; else as :meth:`ping_log`."""
        await self._async_pings("aping_log").log(text)

    # ------------------------------------------------------------------ decorator

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Return *function* wrapped so that each call is a run of its own; works for ``async def`` too.

        In the function, :meth:`add_log` of this object speaks of the run that is under way.
        Raises WrongClientError if the client is of the other kind, and ConfigurationError for a generator
        function, whose call returns before any of its code has run.  A function that returns something to be
        awaited without being ``async`` shows that only when it is called: it raises WrongClientError then.
        """
        if _is_any(function, inspect.isgeneratorfunction, inspect.isasyncgenfunction):
            raise ConfigurationError("a generator function cannot be decorated; use the trap inside of it")
        if _is_any(function, inspect.iscoroutinefunction):
            self._async_pings("a decorator of an async function")

            @functools.wraps(function)
            async def arun(*args: P.args, **kwargs: P.kwargs) -> Any:
                async with self:
                    return await function(*args, **kwargs)  # type: ignore[misc]  # R is an awaitable

            return hides_locals(arun)  # type: ignore[return-value]  # R is the coroutine that arun returns

        self._pings("a decorator of a function")

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> Any:
            with self:
                return _final(function(*args, **kwargs))

        return hides_locals(run)  # what the job was called with is not ours to show

    def _pings(self, use: str) -> TrapPings:
        if not isinstance(self.client, Client):
            raise WrongClientError(f"{use} needs a Client, this CheckTrap has an AsyncClient")
        return TrapPings(self, self.client, self._runs)

    def _async_pings(self, use: str) -> AsyncTrapPings:
        if not isinstance(self.client, AsyncClient):
            raise WrongClientError(f"{use} needs an AsyncClient, this CheckTrap has a Client")
        return AsyncTrapPings(self, self.client, self._runs)


def _caller(frame: FrameType | None) -> FrameType | None:
    """Return the frame of the ``with`` that has called a method of its protocol."""
    return frame and frame.f_back


def _is_any(function: object, *kinds: Callable[[object], bool]) -> bool:
    """Whether *function* is of one of these *kinds*, as far as it says so: an object to call or a partial of one too."""
    while isinstance(function, functools.partial):
        function = function.func  # pyright: ignore[reportUnknownMemberType]  (of any type)
    called = getattr(function, "__call__", None)  # noqa: B004
    return any(kind(each) for kind in kinds for each in (function, called))


def _final(result: R) -> R:
    """Return what a function returned; refuse what is still to be awaited, since none of its code has run."""
    if not inspect.isawaitable(result):
        return result
    if inspect.iscoroutine(result):
        result.close()
    raise WrongClientError(
        "the decorated function returned a coroutine, which has not run: "
        "decorate an async function, with a CheckTrap of an AsyncClient"
    )
