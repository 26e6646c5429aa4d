"""Tests of work that one does for all who wait; the renewal of tokens (tests/uptimehunt) tests more of it."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import itertools
import math
import threading

import pytest

from uptimekit._runtime.errors import RequestTimeoutError
from uptimekit._runtime.single_flight import AsyncSingleFlight, SingleFlight

from ._kit import Driver, FakeClock

_SEEN: contextvars.ContextVar[str] = contextvars.ContextVar("_SEEN", default="nothing")


def test_a_thread_knows_its_end_and_no_context() -> None:
    """The work gets the time at which its caller's seconds are over, and sees no context variable of the caller."""
    driver = Driver("sync")
    flight = SingleFlight(driver.clock, "it was done")
    _SEEN.set("the caller's")
    assert flight.run(lambda end: (end, _SEEN.get()), 5.0) == (driver.clock.now + 5.0, "nothing")
    driver.finish()


def test_a_thread_waits_no_longer_than_it_may() -> None:
    """Whoever waits for another thread gets a time-out; afterwards the next one works."""
    driver = Driver("sync")
    flight = SingleFlight(driver.clock, "it was done")
    inside, leave = threading.Event(), threading.Event()

    def hold(_: float) -> None:
        inside.set()
        leave.wait()

    other = threading.Thread(target=flight.run, args=(hold, math.inf))
    other.start()
    inside.wait()
    with pytest.raises(RequestTimeoutError, match="the deadline passed while it was done"):
        flight.run(lambda _: None, 0.001)
    leave.set()
    other.join()
    assert flight.run(lambda _: "next", 1.0) == "next"
    driver.finish()


def test_tasks_share_a_result_and_a_failure() -> None:
    """Tasks that come while one works get what it gets, an error too; the next one works again."""
    driver = Driver("async")
    flight = AsyncSingleFlight(driver.clock, "it was done")
    runs: list[float] = []

    async def fail(end: float) -> None:
        runs.append(end)
        await asyncio.sleep(0)
        raise LookupError

    async def together() -> None:
        for _ in range(2):
            results = await asyncio.gather(*(flight.run(fail, 9.0) for _ in range(3)), return_exceptions=True)
            assert [type(each) for each in results] == [LookupError] * 3

    driver.run(together())
    assert runs == [math.inf] * 2
    driver.finish()


def test_event_loops_share_a_result() -> None:
    """Tasks of several loops in several threads get what one of them works for; later ones work again, on any loop."""
    flight = AsyncSingleFlight(FakeClock(), "it was done")
    began, go_on, results = threading.Event(), threading.Event(), list[int]()
    works = itertools.count(1)

    async def work(_: float) -> int:
        began.set()
        await asyncio.to_thread(go_on.wait, 10)
        return next(works)

    async def job() -> None:
        results.append(await flight.run(work, math.inf))

    threads = [threading.Thread(target=asyncio.run, args=(job(),)) for _ in range(4)]
    threads[0].start()
    assert began.wait(10)
    for thread in threads[1:]:
        thread.start()
    with pytest.raises(RequestTimeoutError):
        asyncio.run(flight.run(work, 0.01))
    go_on.set()
    for thread in threads:
        thread.join(10)
    asyncio.run(job())
    assert results == [1, 1, 1, 1, 2]


def test_a_loop_that_ends_before_its_work() -> None:
    """Who waits on another loop begins again when the loop that works is over, and so does the next one who comes."""
    flight = AsyncSingleFlight(FakeClock(), "it was done")
    waits, began = threading.Event(), threading.Event()

    async def never(_: float) -> str:
        began.set()
        await asyncio.Event().wait()
        return "never"

    async def soon(_: float) -> str:
        return "soon"

    async def ends() -> None:
        task = asyncio.create_task(flight.run(never, math.inf))
        await asyncio.to_thread(waits.wait, 10)
        del task

    async def other() -> str:
        task = asyncio.create_task(flight.run(soon, 20.0))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        waits.set()
        return await task

    thread = threading.Thread(target=asyncio.run, args=(ends(),))
    thread.start()
    assert began.wait(10)
    assert asyncio.run(other()) == "soon"
    thread.join(10)
    assert asyncio.run(flight.run(soon, math.inf)) == "soon"


def test_a_failure_that_came_too_late_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A failure that comes after the loop of one who waited is closed is said to nobody."""
    flight = AsyncSingleFlight(FakeClock(), "it was done")
    began, go_on = threading.Event(), threading.Event()

    async def fail(_: float) -> None:
        began.set()
        await asyncio.to_thread(go_on.wait, 10)
        raise LookupError

    async def job() -> None:
        with pytest.raises(LookupError):
            await flight.run(fail, math.inf)

    thread = threading.Thread(target=asyncio.run, args=(job(),))
    thread.start()
    assert began.wait(10)
    with pytest.raises(RequestTimeoutError):
        asyncio.run(flight.run(fail, 0.01))
    go_on.set()
    thread.join(10)
    gc.collect()
    assert caplog.records == []
