"""An event loop in a thread of its own, for synchronous callers."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from concurrent.futures import Future, wait
from contextlib import aclosing, suppress
from queue import Empty, SimpleQueue
from typing import Any, Final, Generic, TypeVar

from uptimekit._runtime.errors import ClientStateError, RequestTimeoutError

from .constants import STANDSTILL
from .daemon_threads import DaemonThreads

__all__ = ["LoopThread"]

T = TypeVar("T")

_PATIENCE: Final = 5.0
"""Seconds to wait for what was cancelled: it closes connections, and nothing that hangs may keep the caller."""


class LoopThread:
    """Runs coroutines for threads that wait for them.  The thread starts with the first one.

    It is a daemon thread, so that a process that forgets :meth:`stop` can end.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = False

    @property
    def runs(self) -> bool:
        """Whether the thread has started, was not stopped, and is not blocked."""
        return self._thread is not None and not self._stopped and self._knock().wait(_PATIENCE)

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Return what *coroutine* returns.  If the waiting thread is interrupted, the coroutine is cancelled.

        Raises ClientStateError after :meth:`stop`, and RequestTimeoutError if something blocks the loop.
        """
        call = self._begin(coroutine)
        try:
            while not call.outcome.done():
                heard = self._knock()
                if wait([call.outcome], STANDSTILL).not_done:
                    _require(heard)
            return call.outcome.result()
        finally:
            call.cancel()

    def iterate(self, generator: AsyncGenerator[T]) -> Iterator[T]:
        """Yield what *generator* yields, as it comes; close it at the end, and if the caller leaves before."""
        arrived: SimpleQueue[tuple[T] | None] = SimpleQueue()
        call = self._begin(_pass_on(generator, arrived.put))
        call.outcome.add_done_callback(lambda _: arrived.put(None))
        try:
            while (each := self._next(arrived)) is not None:
                yield each[0]
            call.outcome.result()
        finally:
            call.cancel()

    def _next(self, arrived: SimpleQueue[T]) -> T:
        while True:
            heard = self._knock()
            try:
                return arrived.get(timeout=STANDSTILL)
            except Empty:
                _require(heard)

    def _knock(self) -> threading.Event:
        """Return an event that the loop sets when it comes to that."""
        heard = threading.Event()
        if self._loop is not None:
            with suppress(RuntimeError):  # it is closed
                self._loop.call_soon_threadsafe(heard.set)
        return heard

    def stop(self) -> None:
        """Cancel what is running, and end the thread."""
        with self._lock:
            stopped, self._stopped = self._stopped, True
        if self._loop is not None and self._thread is not None and not stopped:
            self._loop.call_soon_threadsafe(self._loop.stop)
            if self._thread is not threading.current_thread():
                self._thread.join(_PATIENCE)

    def _begin(self, coroutine: Coroutine[Any, Any, T]) -> _Call[T]:
        with self._lock:
            if self._stopped:
                coroutine.close()
                raise ClientStateError("the fleet is closed")
            if self._thread is not None and not self._thread.is_alive():
                coroutine.close()
                raise ClientStateError(
                    "the fleet belongs to the process that forked this one; make another one"
                )
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._loop.set_default_executor(DaemonThreads())  # names are resolved there
                self._thread = threading.Thread(
                    target=_run, args=(self._loop,), name="uptimekit-fleet", daemon=True
                )
                self._thread.start()
            return _Call(self._loop, coroutine)


class _Call(Generic[T]):
    """A coroutine on its way.

    Attributes:
        outcome: its result or error, when it has really ended.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, T]) -> None:
        self.outcome: Future[T] = Future()
        self._loop = loop
        self._task: asyncio.Task[T] | None = None
        context = contextvars.copy_context()
        loop.call_soon_threadsafe(self._start, coroutine, context)

    def cancel(self) -> None:
        """Cancel it unless it has ended, and wait for its end."""
        if not self.outcome.done():
            self._loop.call_soon_threadsafe(self._cancel)
            wait([self.outcome], _PATIENCE)

    def _start(self, coroutine: Coroutine[Any, Any, T], context: contextvars.Context) -> None:
        self._task = self._loop.create_task(coroutine, context=context)
        self._task.add_done_callback(self._ended)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _ended(self, task: asyncio.Task[T]) -> None:
        if task.cancelled():
            self.outcome.set_exception(ClientStateError("the fleet was closed"))
        elif (error := task.exception()) is not None:
            self.outcome.set_exception(error)
        else:
            self.outcome.set_result(task.result())


def _require(heard: threading.Event) -> None:
    if not heard.is_set():
        raise RequestTimeoutError(
            f"nothing has moved for {STANDSTILL:g} s: a reader or hook blocks the event loop, which must only await"
        )


def _run(loop: asyncio.AbstractEventLoop) -> None:
    with asyncio.Runner(loop_factory=lambda: loop) as runner:  # cancels all tasks and closes the loop
        runner.get_loop().run_forever()


async def _pass_on(generator: AsyncGenerator[T], put: Callable[[tuple[T]], None]) -> None:
    async with aclosing(generator) as results:
        async for each in results:
            put((each,))
