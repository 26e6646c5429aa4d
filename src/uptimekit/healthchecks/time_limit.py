"""A limit on the time that a ping may take, whatever it waits for."""

from __future__ import annotations

import contextvars
import sys
import threading
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import TYPE_CHECKING, Any

from uptimekit._runtime.errors import RequestTimeoutError

if TYPE_CHECKING:
    import asyncio

__all__ = ["await_within", "call_within"]


def call_within(
    seconds: float, grace: float, ping: Callable[[], object], failed: Callable[[Exception], None]
) -> None:
    """Call *ping*, and *failed* with what it raises, or with a time-out after *seconds*.

    An interruption (KeyboardInterrupt, or what another signal's handler raises) leaves *grace* seconds and then goes on its
    way; a second one leaves none.

    *ping* runs in a thread, which is left to itself when time is up: the deadline of a call binds neither name
    resolution nor a transport or a hook of the user's.
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
    end = monotonic() + seconds
    while not done.is_set() and (left := end - monotonic()) > 0:
        try:
            if not started:
                started = True
                _start(work)  # in here, because starting a thread waits too, and can be interrupted
            done.wait(left)
        except BaseException as error:
            end = min(end, monotonic() + grace) if interruption is None else 0.0
            interruption = error
    outcome = next(iter(problems), None) if done.is_set() else _too_late()
    _settle(outcome, failed, interruption)


async def await_within(
    seconds: float, grace: float, ping: Coroutine[Any, Any, object], failed: Callable[[Exception], None]
) -> None:
    """Await *ping*, and call *failed* with what it raises, or with a time-out after *seconds*.

    A cancellation leaves *grace* seconds and then goes on its way.  Further ones take none of them: ``asyncio.run`` cancels
    what an interrupted ``gather`` has cancelled already once more, at once.
    """
    import asyncio

    task = asyncio.create_task(ping)
    task.add_done_callback(_retrieve)
    interruption: BaseException | None = None
    end = monotonic() + seconds
    while not task.done() and (left := end - monotonic()) > 0:
        try:
            await asyncio.wait({task}, timeout=left)
        except asyncio.CancelledError as error:
            end = end if interruption else min(end, monotonic() + grace)
            interruption = error
    in_time = task.done() and not task.cancelled()
    task.cancel()
    _settle(task.exception() if in_time else _too_late(), failed, interruption)


def _start(work: Callable[[], None]) -> None:
    if sys.is_finalizing():  # a generator's last steps: Python 3.11 would wait for a new thread for ever
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
    return RequestTimeoutError("the ping was not answered in the time that a CheckTrap gives it")


def _retrieve(task: asyncio.Task[object]) -> None:
    """Look at the end of a ping that nobody waits for any more, so that asyncio does not complain about it."""
    if not task.cancelled():
        task.exception()
