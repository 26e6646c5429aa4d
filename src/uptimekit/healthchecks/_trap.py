"""Reporting the runs of a job: start, end, failure, and what it had to say."""

from __future__ import annotations

import functools
import inspect
import logging
import traceback
import uuid as uuids
from collections.abc import Callable
from contextvars import ContextVar
from types import TracebackType
from typing import Any, Final, ParamSpec, Self, TypeVar

from uptimekit._runtime.errors import UptimeKitError

from ._async_client import AsyncClient
from ._client import Client
from ._errors import PingFailedError, WrongClientError
from ._pings import PingResult, fit, is_slug_ping

__all__ = ["CheckTrap"]

P = ParamSpec("P")
R = TypeVar("R")

logger = logging.getLogger("uptimekit")

BODY_LIMIT: Final = 10_000
"""Bytes of the log that are sent if the server did not name its limit: the default of self-hosted servers."""


class CheckTrap:
    """Wraps code and reports its run to a check: a start ping, then a success or a failure ping.

    Use it in ``with`` (with a Client), in ``async with`` (with an AsyncClient) or as a decorator of a function
    of the same kind.  Start, log and end of a run carry one run id, so that overlapping runs are told apart.
    The last ping carries the lines of :meth:`add_log` and, after an exception, its traceback; if that is more
    than the server keeps, the oldest lines are cut.  ``SystemExit`` counts by its exit code.

    An exception of the wrapped code is never hidden by a failing ping.

    Args:
        client: the client to ping with.
        uuid: UUID of the check, or
        slug: its slug, with the ping key of the client.
        suppress_exceptions: True swallows an exception of the wrapped code after reporting it (but not
            KeyboardInterrupt, SystemExit or a cancellation).
        ignore_ping_errors: True writes a ping that fails to the log instead of raising, so that monitoring
            never disturbs the job.
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
        is_slug_ping(uuid, slug, client._ping_key)  # pyright: ignore[reportPrivateUsage]  (same package)
        self.client = client
        self.uuid = uuid
        self.slug = slug
        self.suppress_exceptions = suppress_exceptions
        self.ignore_ping_errors = ignore_ping_errors
        self.create = create
        self.log_lines: list[str] = []
        self.rid = uuids.uuid4()
        self._entered = False
        self._run: ContextVar[CheckTrap | None] = ContextVar("uptimekit_check_trap_run", default=None)

    def add_log(self, line: str) -> None:
        """Add a line to what the last ping of the run carries."""
        (self._run.get() or self).log_lines.append(line)

    # ------------------------------------------------------------------ with, async with

    def __enter__(self) -> Self:
        client = self._sync_client("with")
        self._begin()
        self._sent(lambda: client.start_ping(**self._address()))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        client = self._sync_client("with")
        name, arguments = self._ending(error)
        ping = getattr(client, name)
        self._sent(lambda: ping(**arguments), error)
        return self._swallows(error)

    async def __aenter__(self) -> Self:
        client = self._async_client("async with")
        self._begin()
        await self._asent(lambda: client.start_ping(**self._address()))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        client = self._async_client("async with")
        name, arguments = self._ending(error)
        ping = getattr(client, name)
        await self._asent(lambda: ping(**arguments), error)
        return self._swallows(error)

    # ------------------------------------------------------------------ during the run

    def ping_log(self, text: str) -> None:
        """Send *text* now, as a log entry of this run; the check's status stays as it is."""
        run = self._run.get() or self
        client = run._sync_client("ping_log")
        run._sent(lambda: client.log_ping(**run._address(), data=text))

    async def aping_log(self, text: str) -> None:
        """Send *text* now, as a log entry of this run, with an AsyncClient."""
        run = self._run.get() or self
        client = run._async_client("aping_log")
        await run._asent(lambda: client.log_ping(**run._address(), data=text))

    # ------------------------------------------------------------------ decorator

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Return *function* wrapped so that each call is a run of its own; works for ``async def`` too.

        In the function, :meth:`add_log` of this object speaks of the run that is under way.
        """
        if inspect.iscoroutinefunction(function):
            self._async_client("a decorator of an async function")

            @functools.wraps(function)
            async def arun(*args: P.args, **kwargs: P.kwargs) -> Any:
                async with self._fresh() as run:
                    token = self._run.set(run)
                    try:
                        return await function(*args, **kwargs)
                    finally:
                        self._run.reset(token)

            return arun  # type: ignore[return-value]  # R is the coroutine that arun returns

        self._sync_client("a decorator of a function")

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> Any:
            with self._fresh() as trap:
                token = self._run.set(trap)
                try:
                    return function(*args, **kwargs)
                finally:
                    self._run.reset(token)

        return run

    def _fresh(self) -> CheckTrap:
        return CheckTrap(
            self.client,
            self.uuid,
            self.slug,
            self.suppress_exceptions,
            ignore_ping_errors=self.ignore_ping_errors,
            create=self.create,
        )

    # ------------------------------------------------------------------ what is sent

    def _begin(self) -> None:
        if self._entered:  # a second run with the same object
            self.rid = uuids.uuid4()
            self.log_lines.clear()
        self._entered = True

    def _address(self) -> dict[str, Any]:
        return {"uuid": self.uuid, "slug": self.slug, "rid": self.rid, "create": self.create}

    def _ending(self, error: BaseException | None) -> tuple[str, dict[str, Any]]:
        """Return the client's method for the last ping, and its arguments."""
        arguments = self._address()
        name = "success_ping" if error is None else "fail_ping"
        if isinstance(error, SystemExit):
            name = "exit_code_ping"
            arguments["exit_code"] = _exit_code(error)
        arguments["data"] = self._body(error)
        return name, arguments

    def _body(self, error: BaseException | None) -> bytes:
        lines = list(self.log_lines)
        if error is not None and not isinstance(error, SystemExit):
            lines.append("".join(traceback.format_exception(error)).rstrip("\n"))
        limit = self.client.ping_body_limit or BODY_LIMIT
        return fit("\n".join(lines), limit, keep_end=True)

    def _swallows(self, error: BaseException | None) -> bool:
        return self.suppress_exceptions and isinstance(error, Exception)

    # ------------------------------------------------------------------ sending

    def _sent(self, ping: Callable[[], PingResult], job_error: BaseException | None = None) -> None:
        try:
            _accepted(ping())
        except UptimeKitError as error:
            self._failed(error, job_error)

    async def _asent(self, ping: Callable[[], Any], job_error: BaseException | None = None) -> None:
        try:
            _accepted(await ping())
        except UptimeKitError as error:
            self._failed(error, job_error)

    def _failed(self, error: UptimeKitError, job_error: BaseException | None) -> None:
        """Raise *error*, unless the job must not be disturbed or has an exception of its own to raise."""
        if job_error is not None:
            job_error.add_note(f"its ping failed too: {error}")
        elif not self.ignore_ping_errors:
            raise error
        logger.warning("a ping failed: %s", error)

    # ------------------------------------------------------------------ the kind of client

    def _sync_client(self, use: str) -> Client:
        if not isinstance(self.client, Client):
            raise WrongClientError(f"{use} needs a Client, this CheckTrap has an AsyncClient")
        return self.client

    def _async_client(self, use: str) -> AsyncClient:
        if not isinstance(self.client, AsyncClient):
            raise WrongClientError(f"{use} needs an AsyncClient, this CheckTrap has a Client")
        return self.client


def _accepted(result: PingResult) -> None:
    if not result.success:
        shown = (
            result.text[:100] if result.text.isprintable() and not result.text.startswith("<") else "no text"
        )
        raise PingFailedError(
            f"the ping was answered with HTTP {result.status_code} ({shown}); is ping_url right?"
        )


def _exit_code(error: SystemExit) -> int:
    """Return the exit status that the interpreter would end with."""
    if error.code is None:
        return 0
    return error.code & 0xFF if isinstance(error.code, int) else 1
