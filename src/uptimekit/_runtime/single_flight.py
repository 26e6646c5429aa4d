"""Work that many wait for and one does, such as the renewal of a token; written by hand for threads and for tasks."""

from __future__ import annotations

import math
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import TYPE_CHECKING, Any, TypeVar

from .clock import Clock
from .errors import RequestTimeoutError
from .locks import Locked

if TYPE_CHECKING:
    import asyncio

__all__ = ["AsyncSingleFlight", "SingleFlight"]

T = TypeVar("T")


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


class AsyncSingleFlight:
    """Lets one task work, in an empty context; all who come meanwhile get its result.

    The work goes on if the task that began it is cancelled or runs out of time, and it has no deadline of its own.
    """

    def __init__(self, clock: Clock, what: str) -> None:
        del clock
        self._what = what
        self._task: asyncio.Task[Any] | None = None

    async def run(self, work: Callable[[float], Coroutine[Any, Any, T]], left: float) -> T:
        """See :meth:`SingleFlight.run`."""
        from asyncio import create_task, wait  # a program that never awaits does not pay for it

        if (task := self._task) is None or task.done():
            task = self._task = create_task(work(math.inf), context=Context())
            task.add_done_callback(_retrieve)
        await wait([task], timeout=None if left == math.inf else left)
        if not task.done():
            raise _late(self._what)
        result: T = task.result()
        return result


def _retrieve(task: asyncio.Task[Any]) -> None:
    """Retrieve a failure that nobody waits for any more: asyncio would log it."""
    if not task.cancelled():
        task.exception()


def _late(what: str) -> RequestTimeoutError:
    return RequestTimeoutError(f"the deadline passed while {what}")
