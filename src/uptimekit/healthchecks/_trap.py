"""Reporting the runs of a job: start, end, failure, and what it had to say."""

from __future__ import annotations

import functools
import inspect
import logging
import traceback
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypedDict, TypeVar, overload

from uptimekit._runtime.errors import ConfigurationError, UptimeKitError

from ._async_client import AsyncClient
from ._client import Client
from ._errors import PingFailedError, WrongClientError
from ._ping_body import DEFAULT_BODY_LIMIT, last_bytes
from ._pings import PingResult, goes_by_slug
from ._runs import Run, Runs

if TYPE_CHECKING:
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
    at the same time: every thread and task, and every decorated call, has a run of its own.

    The last ping carries the lines of :meth:`add_log` and, after an exception, its traceback; if that is more
    than the server keeps, the oldest lines are cut.  ``SystemExit`` counts by its exit code; any other exception
    is a failure, KeyboardInterrupt and a cancellation too.

    An exception of the wrapped code is never hidden by a failing ping, which only becomes a note on it.

    Args:
        client: the client to ping with.
        uuid: UUID of the check, or
        slug: its slug, with the ping key of the client.
        suppress_exceptions: True swallows an exception of the wrapped code after reporting it (but not
            KeyboardInterrupt, SystemExit or a cancellation); a decorated function then returns None.
        ignore_ping_errors: True writes a ping that fails to the log ``uptimekit``, as a warning, instead of
            raising, so that monitoring never disturbs the job.
        create: with a slug, make the check if there is none.

    Raises:
        BadAPIRequestError: not exactly one of uuid and slug, or a slug without ping key.
        WrongClientError: on entering, if the client is of the other kind.
        PingFailedError: a ping was answered, but not accepted.
        HCAPIError, NetworkError: as the client's ping methods.
    """

    def __init__(
        self,
        client: Client | AsyncClient,
        uuid: str = "",
        slug: str = "",
        suppress_exceptions: bool = False,
        *,
        ignore_ping_errors: bool = False,
        create: bool = False,
    ) -> None:
        if not isinstance(client, (Client, AsyncClient)):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise WrongClientError(f"a CheckTrap needs a Client or AsyncClient, not {type(client).__name__}")
        goes_by_slug(uuid, slug, client._ping_key, create)  # pyright: ignore[reportPrivateUsage]  (same package)
        self.client = client
        self.uuid = uuid
        self.slug = slug
        self.suppress_exceptions = suppress_exceptions
        self.ignore_ping_errors = ignore_ping_errors
        self.create = create
        self._runs = Runs()

    @property
    def rid(self) -> uuids.UUID:
        """Run id of the run under way in this thread or task; between runs, that of the next one."""
        return self._runs.current.rid

    def add_log(self, line: str) -> None:
        """Add a line to what the last ping of the run carries; between runs, to that of the next one."""
        self._runs.current.lines.append(str(line))  # an odd object must not fail later, in place of the job

    # ------------------------------------------------------------------ with, async with

    def __enter__(self) -> Self:
        client = self._sync_client("with")
        run = self._runs.begin()
        try:
            with self._pinging():
                _accept(client.start_ping(**self._address(run)))
        except BaseException:
            self._runs.end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        client = self._sync_client("with")
        run = self._runs.end()
        with self._pinging(error):
            _accept(self._last_ping(client, run, error))
        return self._swallows(error)

    async def __aenter__(self) -> Self:
        client = self._async_client("async with")
        run = self._runs.begin()
        try:
            with self._pinging():
                _accept(await client.start_ping(**self._address(run)))
        except BaseException:
            self._runs.end()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        client = self._async_client("async with")
        run = self._runs.end()
        with self._pinging(error):
            _accept(await self._last_ping(client, run, error))
        return self._swallows(error)

    # ------------------------------------------------------------------ during the run

    def ping_log(self, text: str) -> None:
        """Send *text* now, as a log entry of this run; the check's status stays as it is."""
        client = self._sync_client("ping_log")
        with self._pinging():
            _accept(client.log_ping(**self._address(self._runs.current), data=text))

    async def aping_log(self, text: str) -> None:
        """Send *text* now, as a log entry of this run, with an AsyncClient."""
        client = self._async_client("aping_log")
        with self._pinging():
            _accept(await client.log_ping(**self._address(self._runs.current), data=text))

    # ------------------------------------------------------------------ decorator

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Return *function* wrapped so that each call is a run of its own; works for ``async def`` too.

        In the function, :meth:`add_log` of this object speaks of the run that is under way.
        Raises WrongClientError if the client is of the other kind, and ConfigurationError for a generator
        function, whose call returns before any of its code has run.
        """
        if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
            raise ConfigurationError("a generator function cannot be decorated; use the trap inside of it")
        if inspect.iscoroutinefunction(function):
            self._async_client("a decorator of an async function")

            @functools.wraps(function)
            async def arun(*args: P.args, **kwargs: P.kwargs) -> Any:
                async with self:
                    return await function(*args, **kwargs)

            return arun  # type: ignore[return-value]  # R is the coroutine that arun returns

        self._sync_client("a decorator of a function")

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> Any:
            with self:
                return function(*args, **kwargs)

        return run

    # ------------------------------------------------------------------ what is sent

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
        data = last_bytes("\n".join(_said(run, error)), client.ping_body_limit or DEFAULT_BODY_LIMIT)
        if error is None:
            return client.success_ping(**address, data=data)
        if isinstance(error, SystemExit):
            return client.exit_code_ping(_exit_code(error), **address, data=data)
        return client.fail_ping(**address, data=data)

    def _swallows(self, error: BaseException | None) -> bool:
        return self.suppress_exceptions and isinstance(error, Exception)

    @contextmanager
    def _pinging(self, job_error: BaseException | None = None) -> Generator[None]:
        """Raise what goes wrong in the block, unless the job must not be disturbed or has its own error to raise."""
        try:
            yield
        except Exception as error:
            text = str(error) if isinstance(error, UptimeKitError) else type(error).__name__
            if job_error is not None:
                job_error.add_note(f"its ping failed too: {text}")
            elif not self.ignore_ping_errors:
                raise
            logger.warning("a ping failed: %s", text)

    # ------------------------------------------------------------------ the kind of client

    def _sync_client(self, use: str) -> Client:
        if not isinstance(self.client, Client):
            raise WrongClientError(f"{use} needs a Client, this CheckTrap has an AsyncClient")
        return self.client

    def _async_client(self, use: str) -> AsyncClient:
        if not isinstance(self.client, AsyncClient):
            raise WrongClientError(f"{use} needs an AsyncClient, this CheckTrap has a Client")
        return self.client


def _accept(result: PingResult) -> None:
    if not result.success:
        error = PingFailedError("the answer to the ping is not the server's OK; does ping_url lead to it?")
        error.status_code, error.body = result.status_code, result.text
        raise error


def _said(run: Run, error: BaseException | None) -> list[str]:
    if error is None:
        return run.lines
    if not isinstance(error, SystemExit):
        return [*run.lines, "".join(traceback.format_exception(error)).rstrip("\n")]
    silent = error.code is None or isinstance(error.code, int)
    return run.lines if silent else [*run.lines, str(error.code)]  # as the interpreter prints it


def _exit_code(error: SystemExit) -> int:
    """Return the exit status that the interpreter would end with."""
    if error.code is None:
        return 0
    return error.code & 0xFF if isinstance(error.code, int) else 1
