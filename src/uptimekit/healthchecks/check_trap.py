"""CheckTrap: a context manager and decorator that reports a job's runs to a check."""

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
from .ping_address import ping_address
from .ping_body import BodyLimit
from .time_limit import DEADLINE

if TYPE_CHECKING:
    import uuid as uuids

__all__ = ["CheckTrap"]

P = ParamSpec("P")
R = TypeVar("R")


class CheckTrap:
    """Reports a run of the code it wraps: a start ping, then a success or a failure ping.

    Use it in ``with`` (with a Client), in ``async with`` (with an AsyncClient), or as a decorator of a function
    of the same kind.  The pings of a run carry one run id.  One object serves any number of runs, also at the same
    time: each thread, task, ``with`` block and decorated call has its own.

    **The job always runs**, and its exception is never hidden.  A ping that fails is logged as a warning of the
    logger ``uptimekit``, once for each run and reason.  A ping delays the job by at most *ping_deadline* seconds,
    whatever the client's options are.  If the job is being stopped (cancelled, KeyboardInterrupt, SIGTERM), its last
    ping has 2 seconds.

    The last ping carries the lines of :meth:`add_log`.  After an exception it carries the traceback too, and the end
    of the output of a failed command (CalledProcessError).  If the server keeps less, the oldest lines are cut.
    ``SystemExit`` and CalledProcessError count by their exit code; -n, killed by signal n, counts as 128 + n.  Any
    other exception is a failure, also KeyboardInterrupt and a cancellation.

    Give the check no filter on **keywords in the body** (``filter_http_body``).  The server would judge the pings by
    the keywords alone: one in a log line or traceback turns a failure into a success, and a ping without any is
    ignored.  The server answers ``OK`` all the same, so a trap cannot warn of it.

    Args:
        client: the client to ping with.  With *url* it may be left out: each ping then makes a client and closes it.
        uuid: UUID of the check, or
        slug: its slug, with the ping key of the client, or
        url: its ping URL; see ``Client.from_ping_url``, whose clients need none of the three.
        suppress_exceptions: True swallows an exception of the job after reporting it (but not KeyboardInterrupt,
            SystemExit or a cancellation); a decorated function then returns None.
        ignore_ping_errors: False raises the error of a ping at the end of the run, or adds it as a note to the
            exception of the job.
        create: with a slug, make the check if there is none; see ``Client.success_ping``.
        ping_deadline: seconds for a ping with all its attempts.  Default 5.
        report_sigterm: whether a SIGTERM is reported, as exit status 143, before it ends the process.  It interrupts
            the job with SystemExit in a thread, with a cancellation in a task; a second one ends the process at once.
            This works in the main thread, unless the program handles the signal itself.

    Raises:
        BadAPIRequestError: not exactly one of uuid, slug and url, or a slug without a ping key.
        InputError: *uuid* is not a UUID, *slug* cannot be one, or *url* is not a ping URL.
        ConfigurationError: *ping_deadline* is not a number of seconds above 0 and below ten years.
        WrongClientError: on entering, if the client is of the other kind.

    With ``ignore_ping_errors=False`` also, at the end of a run:
        PingFailedError: the server answered a ping, but did not accept it.
        HCAPIError, NetworkError: as the ping methods of the client.
    """

    @hides_locals
    def __init__(
        self,
        client: Client | AsyncClient | None = None,
        uuid: str = "",
        slug: str = "",
        suppress_exceptions: bool = False,
        *,
        url: str = "",
        ignore_ping_errors: bool = True,
        create: bool = False,
        ping_deadline: float = DEADLINE,
        report_sigterm: bool = True,
    ) -> None:
        if isinstance(client, (Client, AsyncClient)):
            client._address(uuid, slug, url, create)  # pyright: ignore[reportPrivateUsage]  (same package)
        elif client is None and url:
            ping_address(uuid, slug, url, create, "")
        else:
            given = "none" if client is None else type(client).__name__
            raise WrongClientError(
                f"a CheckTrap needs a Client, an AsyncClient, or a ping URL as url=, not {given}"
            )
        check_seconds("ping_deadline", ping_deadline)
        self.client = client
        self.uuid = uuid
        self.slug = slug
        self.url = url
        self.suppress_exceptions = suppress_exceptions
        self.ignore_ping_errors = ignore_ping_errors
        self.create = create
        self.ping_deadline = ping_deadline
        self.report_sigterm = report_sigterm
        self._runs = Runs()
        self._body_limit = BodyLimit()  # of the server at url, for the clients of this trap

    @property
    def rid(self) -> uuids.UUID:
        """The id of the run in this thread or task; between runs, of the next one."""
        return self._runs.current.rid

    def add_log(self, line: str) -> None:
        """Add a line to the last ping of the run; between runs, of the next one.

        In a thread that neither entered the run nor has its context, this is the newest run under way.
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
        """Raise the error of a ping, unless they are ignored; return whether *error* is swallowed."""
        if error is not None:
            run.problems.note(error, log=not self.ignore_ping_errors)
        elif not self.ignore_ping_errors:
            run.problems.throw()
        return self.suppress_exceptions and isinstance(error, Exception)

    # ------------------------------------------------------------------ during the run

    def ping_log(self, text: str) -> None:
        """Send *text* now as a log entry of this run; the status of the check does not change.

        With ``ignore_ping_errors=False`` the error of the ping is raised here, in the middle of the job.
        """
        self._pings("ping_log").log(text)

    async def aping_log(self, text: str) -> None:
        """Send *text* now, as :meth:`ping_log` does, with an AsyncClient."""
        await self._async_pings("aping_log").log(text)

    # ------------------------------------------------------------------ decorator

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Return *function*, or ``async`` function, wrapped so that each call is a run.

        Raises:
            WrongClientError: if the client is of the other kind; for a plain function that returns an awaitable, when
                it is called.
            ConfigurationError: for a generator function, whose call returns before its code runs.
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

        return hides_locals(run)  # the job's arguments may be secret

    def _pings(self, use: str) -> TrapPings:
        if isinstance(self.client, AsyncClient):
            raise WrongClientError(f"{use} needs a Client, this CheckTrap has an AsyncClient")
        return TrapPings(self, self.client, self._runs, self._body_limit)

    def _async_pings(self, use: str) -> AsyncTrapPings:
        if isinstance(self.client, Client):
            raise WrongClientError(f"{use} needs an AsyncClient, this CheckTrap has a Client")
        return AsyncTrapPings(self, self.client, self._runs, self._body_limit)


def _caller(frame: FrameType | None) -> FrameType | None:
    """Return the frame of the ``with`` that has called a method of its protocol."""
    return frame and frame.f_back


def _is_any(function: object, *kinds: Callable[[object], bool]) -> bool:
    """Whether *function*, also a callable object or a partial, is of one of these *kinds*."""
    while isinstance(function, functools.partial):
        function = function.func  # pyright: ignore[reportUnknownMemberType]  (of any type)
    called = getattr(function, "__call__", None)  # noqa: B004
    return any(kind(each) for kind in kinds for each in (function, called))


def _final(result: R) -> R:
    """Return the result of a function; raise WrongClientError for an awaitable, whose code has not run."""
    if not inspect.isawaitable(result):
        return result
    if inspect.iscoroutine(result):
        result.close()
    raise WrongClientError(
        "the decorated function returned a coroutine, which has not run: "
        "decorate an async function, with a CheckTrap of an AsyncClient"
    )
