"""Tests of work that one does for all who wait; the renewal of tokens (tests/uptimehunt) tests more of it."""

from __future__ import annotations

import asyncio
import contextvars
import math
import threading

import pytest

from uptimekit._runtime.errors import RequestTimeoutError
from uptimekit._runtime.single_flight import AsyncSingleFlight, SingleFlight

from ._kit import Driver

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
