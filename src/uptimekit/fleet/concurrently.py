"""Jobs side by side within a deadline, whose results come as they are there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from typing import Final, Protocol, TypeVar

__all__ = ["Job", "concurrently"]

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

_GRACE: Final = 1.0
"""Seconds that cancelled jobs have to close what they opened."""


class Job(Protocol[R_co]):
    """Work with results."""

    async def run(self, put: Callable[[R_co], None]) -> None:
        """Do the work, and give each result to *put*.  It is cancelled at the deadline."""
        ...

    def rest(self) -> Iterable[R_co]:
        """Return the results that are left to give when the work is done, or cancelled."""
        ...


async def concurrently(jobs: Iterable[Job[R]], seconds: float) -> AsyncGenerator[R]:
    """Yield the results of all *jobs* as they come.  After *seconds* nothing is waited for any more.

    What has arrived until then is not lost, however slowly it is taken.  A job that does not end when it is cancelled
    is left to itself, and its rest comes with those of the others.  What a job raises is raised.
    """
    left = dict(enumerate(jobs))
    arrived: asyncio.Queue[R | _Ended] = asyncio.Queue()
    tasks = [asyncio.ensure_future(_run(number, job, arrived)) for number, job in left.items()]
    end = asyncio.get_running_loop().time() + seconds
    try:
        while left and (result := await _next(arrived, end)) is not None:
            if isinstance(result, _Ended):
                if result.error is not None:
                    raise result.error
                for each in left.pop(result.number).rest():
                    yield each
            else:
                yield result
        for task in tasks:
            task.cancel()
        rest = [each for job in left.values() for each in job.rest()]  # as it is now, however slowly taken
        for each in rest:
            yield each
    finally:
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_GRACE)


class _Ended:
    """The end of job *number*."""

    def __init__(self, number: int, error: Exception | None = None) -> None:
        self.number = number
        self.error = error


async def _run(number: int, job: Job[R], arrived: asyncio.Queue[R | _Ended]) -> None:
    try:
        await job.run(arrived.put_nowait)
    except Exception as error:
        arrived.put_nowait(_Ended(number, error))
    else:
        arrived.put_nowait(_Ended(number))


async def _next(arrived: asyncio.Queue[R | _Ended], end: float) -> R | _Ended | None:
    if not arrived.empty():
        return arrived.get_nowait()
    try:
        async with asyncio.timeout_at(end):
            return await arrived.get()
    except TimeoutError:
        return None
