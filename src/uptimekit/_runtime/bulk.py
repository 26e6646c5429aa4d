"""Several calls at a time: in threads, and in tasks."""

from __future__ import annotations

import contextvars
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from .callbacks import is_function
from .client_base import ClientBase
from .constants import BULK_WORKERS
from .errors import InputError, RequestTimeoutError

__all__ = ["AsyncBulk", "Bulk", "OnProgress", "Progress"]

_WAITING: Final = ("limit", "deadline")
"""Phases in which a call that was not sent may have waited for its turn."""

T = TypeVar("T")
Job = TypeVar("Job")


@dataclass(frozen=True)
class Progress:
    """How far a bulk action has come.

    Attributes:
        done: jobs that are done.
        total: all jobs of the action.
        seconds_left: about how long the rest will take: at the rate so far, and no faster than the rate limit.
    """

    done: int
    total: int
    seconds_left: float


OnProgress = Callable[[Progress], object]
"""A function that is called after each job, by one thread at a time; a synchronous client calls it in a worker thread."""


class _State(Generic[Job]):
    """What the workers share: which jobs are left, the results, and how far the whole has come."""

    def __init__(
        self, client: ClientBase, jobs: Sequence[Job], on_progress: OnProgress | None, workers: int
    ) -> None:
        self.results: list[Any] = [None] * len(jobs)
        self._client, self._on_progress = client, on_progress
        self._began = client.clock.monotonic()
        self._left = deque(enumerate(jobs))
        self._workers = workers  # that have not ended
        self._done = 0
        self._stopped = False
        self._lock = Lock()

    def take(self) -> tuple[int, Job] | None:
        """Return the next job and its number; None, at which the worker ends, if there is none left, or after a failure."""
        with self._lock:
            if self._left and not self._stopped:
                return self._left.popleft()
            self._workers -= 1
            return None

    def stop(self) -> None:
        """Hand out no more jobs."""
        with self._lock:
            self._stopped = True

    def left_to_others(self, number: int, job: Job, error: BaseException) -> bool:
        """Whether a job that failed is left to the other workers, at which this one ends; else there are no more jobs.

        That is so if the rate limit had no turn for it before its deadline, or one so late that no time was left: nothing
        was sent, and others of this action have turns.  With fewer workers, fewer turns are in line, which many hosts may share.
        """
        without_turn = (
            isinstance(error, RequestTimeoutError) and error.phase in _WAITING and not error.maybe_sent
        )
        with self._lock:
            if without_turn and self._workers > 1 and not self._stopped:
                self._workers -= 1
                self._left.appendleft((number, job))
                return True
            self._stopped = True
            return False

    def finish(self, number: int, result: Any) -> None:
        """Keep the result of a job, and report the progress."""
        with self._lock:
            self.results[number] = result
            self._done += 1
            if self._on_progress is None:
                return
            try:
                self._on_progress(self._progress())
            except BaseException:
                self._stopped = True
                raise

    def _progress(self) -> Progress:
        total = len(self.results)
        left, elapsed = total - self._done, self._client.clock.monotonic() - self._began
        limited = self._client.forecast(len(self._left)) if left else 0.0
        return Progress(self._done, total, max(elapsed / self._done * left, limited))


class _Bulk:
    def __init__(
        self, client: ClientBase, on_progress: OnProgress | None = None, *, workers: int = BULK_WORKERS
    ) -> None:
        if on_progress is not None and not is_function(on_progress):
            raise InputError("on_progress must be a plain function, not an async one", field="on_progress")
        self._client, self._on_progress, self._workers = client, on_progress, workers


class Bulk(_Bulk):
    """Runs jobs in a few threads.

    Args:
        client: its clock and its rate limit are what the progress is estimated by.
        on_progress: called after each job.
        workers: jobs under way at once.
    """

    def run(self, jobs: Sequence[Callable[[], T]]) -> list[T]:
        """Run *jobs* and return their results, in their order.

        Each sees the caller's context variables.  After a failure no job is begun any more; those under way are
        finished, then the first failure is raised.
        """
        from concurrent.futures import ThreadPoolExecutor  # slow to import

        workers = min(self._workers, len(jobs))
        state = _State(self._client, jobs, self._on_progress, workers)
        with ThreadPoolExecutor(max(1, workers), thread_name_prefix="uptimekit-bulk") as threads:
            copies = [contextvars.copy_context() for _ in range(workers)]
            try:
                for each in [threads.submit(copy.run, _work, state) for copy in copies]:
                    each.result()
            finally:
                state.stop()
        return state.results


def _work(state: _State[Callable[[], Any]]) -> None:
    while (taken := state.take()) is not None:
        number, job = taken
        try:
            result = job()
        except BaseException as error:
            if state.left_to_others(number, job, error):
                return
            raise
        state.finish(number, result)


class AsyncBulk(_Bulk):
    """Runs jobs in a few tasks: the asynchronous :class:`Bulk`."""

    async def run(self, jobs: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
        """Run *jobs* and return their results, in their order; see :meth:`Bulk.run`.

        A task that is cancelled meanwhile cancels what is under way.
        """
        from asyncio import gather  # programs without a loop need not load it

        workers = min(self._workers, len(jobs))
        state = _State(self._client, jobs, self._on_progress, workers)
        ended = await gather(*(_awork(state) for _ in range(workers)), return_exceptions=True)
        for failure in ended:
            if failure is not None:
                raise failure
        return state.results


async def _awork(state: _State[Callable[[], Awaitable[Any]]]) -> None:
    while (taken := state.take()) is not None:
        number, job = taken
        try:
            result = await job()
        except BaseException as error:
            if state.left_to_others(number, job, error):
                return
            raise
        state.finish(number, result)
