"""A limit on the time of a trap's ping, whatever the ping waits for."""

from __future__ import annotations

import contextvars
import sys
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from .errors import RequestTimeoutError

if TYPE_CHECKING:
    import asyncio

__all__ = ["DEADLINE", "GRACE", "AsyncTimeLimit", "TimeLimit"]

DEADLINE: Final = 5.0
"""Seconds that a ping may delay its job: enough for a retry or two."""

GRACE: Final = 2.0
"""Seconds for the last ping of a job that is being stopped: it may be killed soon (``docker stop``: after 10)."""


@dataclass(frozen=True)
class _Limit:
    """A limit.

    Attributes:
        seconds: time for the ping.
        grace: seconds that the ping has left after an interruption.
    """

    seconds: float
    grace: float = 0.0


class TimeLimit(_Limit):
    """A limit on a ping that runs in a thread of its own, which is abandoned when time is up.

    The deadline of a call does not limit name resolution, nor a transport or hook of the user.
    """

    def run(self, ping: Callable[[], object], failed: Callable[[Exception], None]) -> None:
        """Call *ping*, and *failed* with what it raises, or with a time-out.

        After an interruption (KeyboardInterrupt, or the exception of another signal's handler) the ping has its
        grace, after a second one none; then the interruption is raised.
        """
        context = contextvars.copy_context()
        done = threading.Event()
        problems: list[BaseException] = []

        def work() -> None:
            try:
                context.run(ping)
            except BaseException as error:
                problems.append(error)
            done.set()

        started = False
        interruption: BaseException | None = None
        end = monotonic() + self.seconds
        while not done.is_set() and (left := end - monotonic()) > 0:
            try:
                if not started:
                    started = True
                    _start(work)  # in here, because starting a thread waits too, and can be interrupted
                done.wait(left)
            except BaseException as error:
                end = min(end, monotonic() + self.grace) if interruption is None else 0.0
                interruption = error
        outcome = next(iter(problems), None) if done.is_set() else _too_late()
        _settle(outcome, failed, interruption)


class AsyncTimeLimit(_Limit):
    """A limit on a ping that runs in a task of its own, which is cancelled when time is up."""

    async def run(
        self, ping: Callable[[], Coroutine[Any, Any, object]], failed: Callable[[Exception], None]
    ) -> None:
        """Await *ping*, and call *failed* with what it raises, or with a time-out.

        After a cancellation the ping has its grace; then the cancellation is raised.  Further ones do not shorten the
        grace: ``asyncio.run`` cancels twice, at once, if a ``gather`` is interrupted.
        """
        import asyncio

        task = asyncio.create_task(ping())
        task.add_done_callback(_retrieve)
        interruption: BaseException | None = None
        end = monotonic() + self.seconds
        while not task.done() and (left := end - monotonic()) > 0:
            try:
                await asyncio.wait({task}, timeout=left)
            except asyncio.CancelledError as error:
                end = end if interruption else min(end, monotonic() + self.grace)
                interruption = error
        in_time = task.done() and not task.cancelled()
        task.cancel()
        _settle(task.exception() if in_time else _too_late(), failed, interruption)


def _start(work: Callable[[], None]) -> None:
    if sys.is_finalizing():  # Python 3.11 would wait for the new thread for ever
        return work()
    try:
        threading.Thread(target=work, name="uptimekit-ping", daemon=True).start()
    except RuntimeError:  # the interpreter is ending, or the system has no thread to give
        work()


def _settle(
    problem: BaseException | None, failed: Callable[[Exception], None], interruption: BaseException | None
) -> None:
    if isinstance(problem, Exception):
        failed(problem)
    if interruption is not None:
        raise interruption
    if problem is not None and not isinstance(problem, Exception):
        raise problem


def _too_late() -> RequestTimeoutError:
    return RequestTimeoutError("the ping was not answered in the time that a trap gives it")


def _retrieve(task: asyncio.Task[object]) -> None:
    """Look at the error of an abandoned ping, so that asyncio does not log it."""
    if not task.cancelled():
        task.exception()
