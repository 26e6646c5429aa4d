"""The base of the traps: context managers and decorators that report a job's runs to a monitor."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, ClassVar, Generic, ParamSpec, Self, TypeVar

from ._async.facade import AsyncFacade
from ._async.trap_pings import AsyncTrapPings
from ._sync.facade import Facade
from ._sync.trap_pings import TrapPings
from .errors import ConfigurationError
from .job_report import text_of
from .job_runs import Run, Runs
from .settings import check_seconds
from .tracebacks import hides_locals

__all__ = ["JobTrap"]

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound=TrapPings[Any])
A = TypeVar("A", bound=AsyncTrapPings[Any])


class JobTrap(Generic[S, A]):
    """The base of the traps.

    A subclass has the clients, sets the class variables, and describes the arguments.
    """

    _halves: tuple[Callable[[Any, Runs], S], Callable[[Any, Runs], A]]
    """Classes of the pings: of a synchronous client, of an asynchronous one."""
    _clients: ClassVar[tuple[str, str]]
    """The two kinds of client, as messages name them."""
    _configuration_error: ClassVar[type[ConfigurationError]] = ConfigurationError
    """What is raised for arguments that make no sense."""
    _wrong_client: ClassVar[type[ConfigurationError]]
    """What is raised for a client of the other kind."""

    def __init__(
        self,
        client: Facade[Any] | AsyncFacade[Any] | None,
        suppress_exceptions: bool,
        ignore_ping_errors: bool,
        ping_deadline: float,
        report_sigterm: bool,
    ) -> None:
        try:
            check_seconds("ping_deadline", ping_deadline)
        except ConfigurationError as error:
            raise self._configuration_error(error.message) from None
        self.client = client
        self.suppress_exceptions = suppress_exceptions
        self.ignore_ping_errors = ignore_ping_errors
        self.ping_deadline = ping_deadline
        self.report_sigterm = report_sigterm
        self._runs = Runs()

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

    # ------------------------------------------------------------------ decorator

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Return *function*, or ``async`` function, wrapped so that each call is a run.

        Raises:
            ConfigurationError: for a generator function, whose call returns before its code runs; if the client is of
                the other kind; for a plain function that returns an awaitable, when it is called.
        """
        if _is_any(function, inspect.isgeneratorfunction, inspect.isasyncgenfunction):
            raise self._configuration_error(
                "a generator function cannot be decorated; use the trap inside of it"
            )
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
                return self._final(function(*args, **kwargs))

        return hides_locals(run)  # the job's arguments may be secret

    def _final(self, result: R) -> R:
        """Return the result of a function; refuse an awaitable, whose code has not run."""
        if not inspect.isawaitable(result):
            return result
        if inspect.iscoroutine(result):
            result.close()
        raise self._wrong_client(
            "the decorated function returned a coroutine, which has not run: "
            f"decorate an async function, with a {type(self).__name__} of {self._clients[1]}"
        )

    def _pings(self, use: str) -> S:
        if isinstance(self.client, AsyncFacade):
            raise self._other_kind(use, *self._clients)
        return self._halves[0](self, self._runs)

    def _async_pings(self, use: str) -> A:
        if isinstance(self.client, Facade):
            raise self._other_kind(use, *reversed(self._clients))
        return self._halves[1](self, self._runs)

    def _other_kind(self, use: str, needed: str, given: str) -> ConfigurationError:
        return self._wrong_client(f"{use} needs {needed}, this {type(self).__name__} has {given}")


def _caller(frame: FrameType | None) -> FrameType | None:
    """Return the frame of the ``with`` that has called a method of its protocol."""
    return frame and frame.f_back


def _is_any(function: object, *kinds: Callable[[object], bool]) -> bool:
    """Whether *function*, also a callable object or a partial, is of one of these *kinds*."""
    while isinstance(function, functools.partial):
        function = function.func  # pyright: ignore[reportUnknownMemberType]  (of any type)
    called = getattr(function, "__call__", None)  # noqa: B004
    return any(kind(each) for kind in kinds for each in (function, called))
