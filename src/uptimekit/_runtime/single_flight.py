"""Work that many wait for and one does, such as the renewal of a token; written by hand for threads and for tasks."""

from __future__ import annotations

import math
from collections.abc import Callable, Coroutine
from contextvars import Context
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from .clock import Clock
from .errors import RequestTimeoutError
from .locks import Locked

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Future

__all__ = ["AsyncSingleFlight", "SingleFlight"]

T = TypeVar("T")

_LOOK: Final = 1.0  # seconds after which one who waits looks whether the event loop of the work still runs


class SingleFlight(Locked):
    """Lets one thread at a time work, in an empty context, so that ``capture()`` sees nothing of it.

    The next thread works in its turn: what it is given to do looks first whether it has been done meanwhile.
    """

    def __init__(self, clock: Clock, what: str) -> None:
        super().__init__()
        self._clock = clock
        self._what = what

    def run(self, work: Callable[[float], T], left: float) -> T:
        """Return what *work* returns; it is called with the time of the clock at which *left* seconds are over.

        Raises RequestTimeoutError if another thread works for longer than that.
        """
        end = self._clock.monotonic() + left
        lock = self._lock
        if not lock.acquire(timeout=-1 if left == math.inf else max(0.0, left)):
            raise _late(self._what)
        try:
            return Context().run(work, end)
        finally:
            lock.release()


class AsyncSingleFlight(Locked):
    """Lets one task work, in an empty context; all who come meanwhile get its result, also on other event loops.

    The work goes on if the task that began it is cancelled or runs out of time, and it has no deadline of its own.
    If its event loop stops or ends first, one of those who wait begins again; so does a forked child.
    """

    def __init__(self, clock: Clock, what: str) -> None:
        super().__init__()
        del clock
        self._what = what
        self._task: asyncio.Task[Any] | None = None
        self._inherited: asyncio.Task[Any] | None = None  # of the parent process
        self._result: Future[Any]  # of the task, for all event loops

    async def run(self, work: Callable[[float], Coroutine[Any, Any, T]], left: float) -> T:
        """See :meth:`SingleFlight.run`."""
        from asyncio import (  # a program that never awaits does not pay for it
            get_running_loop,
            wait,
            wrap_future,
        )

        time = get_running_loop().time
        end = time() + left
        while True:
            result = wrap_future(self._begin(work))
            result.add_done_callback(_retrieve)
            try:
                await wait([result], timeout=min(end - time(), _LOOK))
                value: T | _Ended = result.result() if result.done() else _Ended()
            finally:
                result.cancel()  # the work goes on, and this loop hears no more of it
            if not isinstance(value, _Ended):
                return value
            if time() >= end:
                raise _late(self._what)

    def _begin(self, work: Callable[[float], Coroutine[Any, Any, Any]]) -> Future[Any]:
        """Return the result of the work that is under way; begin it if there is none."""
        from asyncio import create_task
        from concurrent.futures import Future

        with self._lock:
            task = self._task
            if task is None or self._result.done() or not task.get_loop().is_running():
                self._result = Future()
                self._result.set_running_or_notify_cancel()  # no one who waits can cancel it
                self._task = create_task(work(math.inf), context=Context())
                self._task.add_done_callback(partial(_pass_on, self._result))
            return self._result

    def _renew_lock(self) -> None:
        super()._renew_lock()
        self._inherited, self._task = self._task, None  # kept, or asyncio would tell that it is destroyed


class _Ended:
    """The result of work that has not ended yet, or was cancelled, because its event loop ends."""


def _pass_on(result: Future[Any], task: asyncio.Task[Any]) -> None:
    if task.cancelled():
        result.set_result(_Ended())
    elif (error := task.exception()) is not None:
        result.set_exception(error)
    else:
        result.set_result(task.result())


def _retrieve(result: asyncio.Future[Any]) -> None:
    """Retrieve a failure that nobody waits for any more: asyncio would log it."""
    if not result.cancelled():
        result.exception()


def _late(what: str) -> RequestTimeoutError:
    return RequestTimeoutError(f"the deadline passed while {what}")
