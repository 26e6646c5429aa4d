"""Tests of work that one does for all who wait; the renewal of tokens (tests/uptimehunt) tests more of it."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import itertools
import math
import threading

import pytest

from uptimekit._runtime import single_flight
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


class _Abandoned:
    """A flight whose work is under way on the event loop :attr:`loop`, which has stopped and cancels nothing."""

    def __init__(self) -> None:
        self.flight, self.loop, self._runs = (
            AsyncSingleFlight(FakeClock(), "it was done"),
            asyncio.new_event_loop(),
            0,
        )
        self.loop.run_until_complete(self.begin())

    async def work(self, _: float) -> int:
        self._runs += 1
        number = self._runs
        await asyncio.sleep(0 if number > 1 else 3600)
        return number

    async def begin(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.flight.run(self.work, math.inf), 0.001)

    def end(self) -> None:
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()


def test_work_on_a_loop_that_has_stopped_is_begun_again() -> None:
    """A loop that is neither running nor closed, as between two ``run_until_complete()``, keeps nobody waiting."""
    abandoned = _Abandoned()
    assert asyncio.run(abandoned.flight.run(abandoned.work, 5.0)) == 2
    abandoned.end()


def test_a_loop_that_stops_while_others_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits on another loop looks now and then whether the loop that works still runs."""
    monkeypatch.setattr(single_flight, "_LOOK", 0.01)
    abandoned = _Abandoned()
    goes_on = threading.Thread(target=abandoned.loop.run_forever)
    goes_on.start()

    async def wait() -> int:
        waiting = asyncio.create_task(abandoned.flight.run(abandoned.work, 5.0))
        await asyncio.sleep(0.02)
        assert not waiting.done()
        abandoned.loop.call_soon_threadsafe(abandoned.loop.stop)
        return await waiting

    assert asyncio.run(wait()) == 2
    goes_on.join(10)
    abandoned.end()


def test_a_forked_child_begins_again() -> None:
    """The work of the parent process never ends in its child, though its event loop seems to run."""
    abandoned = _Abandoned()
    goes_on = threading.Thread(target=abandoned.loop.run_forever)
    goes_on.start()
    abandoned.flight._renew_lock()  # pyright: ignore[reportPrivateUsage]  (what happens after a fork)
    assert asyncio.run(abandoned.flight.run(abandoned.work, 5.0)) == 2
    abandoned.loop.call_soon_threadsafe(abandoned.loop.stop)
    goes_on.join(10)
    abandoned.end()


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
