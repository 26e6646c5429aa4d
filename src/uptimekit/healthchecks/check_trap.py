"""Reporting the runs of a job: start, end, failure, and what it had to say."""

from __future__ import annotations

import contextlib
import functools
import inspect
import logging
from collections.abc import Awaitable, Callable
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypedDict, TypeVar, overload

from uptimekit._runtime.errors import ConfigurationError, NetworkError, UptimeKitError
from uptimekit._runtime.settings import check_seconds
from uptimekit._runtime.tracebacks import forget_locals, hides_locals

from ._async.client import AsyncClient
from ._setup import TRAP_DEADLINE, TRAP_GRACE
from ._sync.client import Client
from .errors import PingFailedError, WrongClientError
from .job_report import exit_status, report, text_of
from .job_runs import Problems, Run, Runs
from .ping_body import DEFAULT_BODY_LIMIT, last_bytes
from .pings import PingResult, goes_by_slug
from .sigterm import SIGTERM_STATUS, watch
from .time_limit import await_within, call_within

if TYPE_CHECKING:
    import asyncio
    import uuid as uuids

__all__ = ["CheckTrap"]

P = ParamSpec("P")
R = TypeVar("R")

logger = logging.getLogger("uptimekit")


class _Address(TypedDict):
    uuid: str
    slug: str
    rid: uuids.UUID
    create: bool


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
        ping_deadline: float = TRAP_DEADLINE,
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
        client = self._sync_client("with")
        run = self._begin(inspect.currentframe(), None)
        try:
            self._ping(client, run.problems, lambda by: by.start_ping(**self._address(run)))
        except BaseException as error:  # the job is stopped before it begins; what was started is ended
            self.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        client = self._sync_client("with")
        run = self._runs.end(_caller(inspect.currentframe()))
        try:
            limits = self._last_seconds(run, error)
            self._ping(client, run.problems, lambda by: self._last_ping(by, run, error), *limits)
        finally:
            watch.end(run)
        return self._conclude(run, error)

    async def __aenter__(self) -> Self:
        import asyncio

        client = self._async_client("async with")
        run = self._begin(inspect.currentframe(), asyncio.current_task())
        try:
            await self._aping(client, run.problems, lambda by: by.start_ping(**self._address(run)))
        except BaseException as error:
            await self.__aexit__(type(error), error, error.__traceback__)
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        client = self._async_client("async with")
        run = self._runs.end(_caller(inspect.currentframe()))
        try:
            limits = self._last_seconds(run, error)
            await self._aping(client, run.problems, lambda by: self._last_ping(by, run, error), *limits)
        finally:
            watch.end(run)
        return self._conclude(run, error)

    def _begin(self, entering: FrameType | None, task: asyncio.Task[Any] | None) -> Run:
        run = self._runs.begin(_caller(entering))
        if self.report_sigterm:
            watch.begin(run, task)
        return run

    def _last_seconds(self, run: Run, error: BaseException | None) -> tuple[float, float]:
        """Return the seconds for the last ping, and those that are left to it once it is interrupted itself."""
        grace = min(TRAP_GRACE, self.ping_deadline)
        stopped = run.terminated or not isinstance(error, (Exception, SystemExit, type(None)))
        return (grace if stopped else self.ping_deadline), grace

    def _conclude(self, run: Run, error: BaseException | None) -> bool:
        """Raise what failed of the pings, if that is wanted; return whether *error* is swallowed."""
        if error is None:
            self._raise(run.problems)
            return False
        for problem in run.problems.values():
            _note(error, f"its ping failed too: {_text(problem)}")
            if not self.ignore_ping_errors:
                _warn(problem)
        return self.suppress_exceptions and isinstance(error, Exception)

    # ------------------------------------------------------------------ during the run

    def ping_log(self, text: str) -> None:
        """Send *text* now, as a log entry of this run; the check's status stays as it is.

        With ``ignore_ping_errors=False`` it raises what goes wrong, in the middle of the job.
        """
        client, run = self._sync_client("ping_log"), self._runs.current
        problems = run.problems if self.ignore_ping_errors else {}
        self._ping(client, problems, lambda by: by.log_ping(**self._address(run), data=text))
        self._raise(problems)

    async def aping_log(self, text: str) -> None:
        """Send *text* now, as a log entry of this run, with an AsyncClient; else as :meth:`ping_log`."""
        client, run = self._async_client("aping_log"), self._runs.current
        problems = run.problems if self.ignore_ping_errors else {}
        await self._aping(client, problems, lambda by: by.log_ping(**self._address(run), data=text))
        self._raise(problems)

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
            self._async_client("a decorator of an async function")

            @functools.wraps(function)
            async def arun(*args: P.args, **kwargs: P.kwargs) -> Any:
                async with self:
                    return await function(*args, **kwargs)  # type: ignore[misc]  # R is an awaitable

            return hides_locals(arun)  # type: ignore[return-value]  # R is the coroutine that arun returns

        self._sync_client("a decorator of a function")

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> Any:
            with self:
                return _final(function(*args, **kwargs))

        return hides_locals(run)  # what the job was called with is not ours to show

    # ------------------------------------------------------------------ what is sent

    def _ping(
        self,
        client: Client,
        problems: Problems,
        send: Callable[[Client], PingResult],
        seconds: float | None = None,
        grace: float = 0.0,
    ) -> None:
        limit = seconds or self.ping_deadline

        def ping() -> None:
            _accept(send(client.with_options(deadline=limit, timeout=limit / 2)))

        call_within(limit, grace, ping, functools.partial(self._failed, problems))

    async def _aping(
        self,
        client: AsyncClient,
        problems: Problems,
        send: Callable[[AsyncClient], Awaitable[PingResult]],
        seconds: float | None = None,
        grace: float = 0.0,
    ) -> None:
        limit = seconds or self.ping_deadline

        async def ping() -> None:
            _accept(await send(client.with_options(deadline=limit, timeout=limit / 2)))

        await await_within(limit, grace, ping(), functools.partial(self._failed, problems))

    def _failed(self, problems: Problems, problem: Exception) -> None:
        """Take note of a ping that failed, and log it unless it is to be raised: once for each run and reason."""
        reason = _reason(problem)
        if reason not in problems and self.ignore_ping_errors:
            _warn(problem)
        problems.setdefault(reason, problem)

    def _raise(self, problems: Problems) -> None:
        if problems and not self.ignore_ping_errors:
            *earlier, last = problems.values()
            for problem in earlier:
                last.add_note(f"an earlier ping of the run failed too: {_text(problem)}")
            forget_locals(last)  # by hand: who entered is found by the frame above ours
            raise last

    def _address(self, run: Run) -> _Address:
        return {"uuid": self.uuid, "slug": self.slug, "rid": run.rid, "create": self.create}

    @overload
    def _last_ping(self, client: Client, run: Run, error: BaseException | None) -> PingResult: ...
    @overload
    def _last_ping(
        self, client: AsyncClient, run: Run, error: BaseException | None
    ) -> Awaitable[PingResult]: ...
    def _last_ping(
        self, client: Client | AsyncClient, run: Run, error: BaseException | None
    ) -> PingResult | Awaitable[PingResult]:
        address = self._address(run)
        data = last_bytes(
            report(run.lines, error, run.terminated), client.ping_body_limit or DEFAULT_BODY_LIMIT
        )
        if error is None:
            return client.success_ping(**address, data=data)
        status = SIGTERM_STATUS if run.terminated else exit_status(error)
        if status is None:
            return client.fail_ping(**address, data=data)
        return client.exit_code_ping(status, **address, data=data)

    # ------------------------------------------------------------------ the kind of client

    def _sync_client(self, use: str) -> Client:
        if not isinstance(self.client, Client):
            raise WrongClientError(f"{use} needs a Client, this CheckTrap has an AsyncClient")
        return self.client

    def _async_client(self, use: str) -> AsyncClient:
        if not isinstance(self.client, AsyncClient):
            raise WrongClientError(f"{use} needs an AsyncClient, this CheckTrap has a Client")
        return self.client


def _caller(frame: FrameType | None) -> FrameType | None:
    """Return the frame of the ``with`` that has called a method of its protocol."""
    return frame and frame.f_back


def _accept(result: PingResult) -> None:
    if not result.success:
        error = PingFailedError("the answer to the ping is not the server's OK; does ping_url lead to it?")
        error.status_code, error.body = result.status_code, result.text
        raise error


def _note(error: BaseException, text: str) -> None:
    """Add *text* to *error* if that takes notes: a frozen one does not, and must not be hidden by that."""
    with contextlib.suppress(Exception):
        error.add_note(text)


def _warn(problem: Exception) -> None:
    logger.warning("a ping failed: %s", _text(problem))


def _reason(problem: Exception) -> object:
    """What two failures have in common that are told once: the monitor cannot be reached, or it says the same."""
    if isinstance(problem, NetworkError):
        return NetworkError
    return type(problem), getattr(problem, "status_code", None)


def _text(problem: Exception) -> str:
    return str(problem) if isinstance(problem, UptimeKitError) else type(problem).__name__


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
