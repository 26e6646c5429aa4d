"""Plans are carried out step by step, in a thread or in a task, and together in several."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from functools import partial
from typing import Any

import httpx
import pytest

from uptimekit.statuspage import NotFoundError, Progress
from uptimekit.statuspage._plans import Plan, call, together
from uptimekit.statuspage._requests import single
from uptimekit.statuspage.results import Component

from ._support import PAGE, Driver, Recorder

Who: contextvars.ContextVar[str] = contextvars.ContextVar("who", default="nobody")


def _get(component_id: str) -> Plan[Component]:
    return call(single("components.get", Component, PAGE, component_id))


def _echo(request: httpx.Request) -> httpx.Response:
    name = request.url.path.rpartition("/")[2]
    return httpx.Response(404 if name.startswith("no") else 200, json={"id": name})


def test_a_plan_of_several_steps(driver: Driver) -> None:
    """Each step's outcome is sent back into the plan, and its return value is the result."""

    def plan() -> Plan[list[str | None]]:
        first = yield from _get("a")
        second = yield from _get(f"{first.id}b")
        return [first.id, second.id]

    assert driver.run(driver.client(_echo).http_client.perform(plan())) == ["a", "ab"]


def test_a_failure_is_thrown_into_the_plan(driver: Driver) -> None:
    """A plan may catch the failure of a step and go on; one that it does not catch is raised."""

    def plan() -> Plan[Any]:
        try:
            yield from _get("no")
        except NotFoundError as error:
            return (yield from _get(f"after{error.status_code}"))

    http = driver.client(_echo).http_client
    assert driver.run(http.perform(plan())) == {"id": "after404"}
    assert isinstance(driver.error(http.perform, _get("no")), NotFoundError)


def test_together_in_their_order(driver: Driver) -> None:
    """Plans that go together give their results in order, and each is told of once."""
    told: list[Progress] = []
    plans = [partial(_get, f"c{number}") for number in range(20)]
    found = driver.run(driver.client(_echo).http_client.perform(together(plans, told.append)))
    assert [each.id for each in found] == [f"c{number}" for number in range(20)]
    assert [(each.done, each.total) for each in told] == [(done, 20) for done in range(1, 21)]


def test_together_nothing(driver: Driver) -> None:
    """Nothing to do together is an empty list, and nobody is told."""
    told: list[Progress] = []
    assert driver.run(driver.client(_echo).http_client.perform(together([], told.append))) == []
    assert told == []


def test_as_many_at_once_as_there_are_workers(driver: Driver) -> None:
    """With eight workers exactly eight requests are under way at once, no more and no fewer."""
    if driver.asynchronous:
        meeting: Any = None

        async def meet(request: httpx.Request) -> httpx.Response:
            nonlocal meeting
            meeting = meeting or asyncio.Barrier(8)
            await meeting.wait()
            return _echo(request)
    else:
        barrier = threading.Barrier(8)

        def meet(request: httpx.Request) -> httpx.Response:  # type: ignore[misc]
            barrier.wait(10)
            return _echo(request)

    plans = [partial(_get, f"c{number}") for number in range(24)]  # would not come to an end with fewer
    assert len(driver.run(driver.client(meet).http_client.perform(together(plans)))) == 24


def test_a_failure_ends_the_whole(driver: Driver) -> None:
    """After a failure nothing more is begun, and it is raised; what was told of is done."""
    recorder = Recorder()
    told: list[Progress] = []

    def answer(request: httpx.Request) -> httpx.Response:
        recorder.requests.append(request)
        return _echo(request)

    plans = [partial(_get, name) for name in ["a", "no1", *(f"c{number}" for number in range(100))]]
    http = driver.client(answer).http_client
    assert isinstance(driver.error(http.perform, together(plans, told.append, workers=1)), NotFoundError)
    assert (len(recorder.requests), len(told)) == (2, 1)
    error = driver.error(http.perform, together(plans, workers=4))
    assert isinstance(error, NotFoundError)
    assert len(recorder.requests) < 50


def test_who_is_told_may_fail(driver: Driver) -> None:
    """An error of the function that is told of the progress ends the whole, too."""

    def fail(progress: Progress) -> None:
        raise KeyError(progress.done)

    plans = [partial(_get, f"c{number}") for number in range(50)]
    error = driver.error(driver.client(_echo).http_client.perform, together(plans, fail))
    assert isinstance(error, KeyError)


def test_the_context_goes_along(driver: Driver) -> None:
    """Context variables of the caller are seen where the plans are carried out."""
    seen: list[str] = []

    def plan() -> Plan[None]:
        seen.append(Who.get())
        yield from _get("c")

    http = driver.client(_echo).http_client
    token = Who.set("me")
    try:
        driver.run(http.perform(together([plan, plan, plan])))
    finally:
        Who.reset(token)
    assert seen == ["me", "me", "me"]


def test_bulk_in_bulk(driver: Driver) -> None:
    """A plan that goes together with others may itself have plans that do."""
    inner = [partial(_get, f"c{number}") for number in range(3)]
    found = driver.run(driver.client(_echo).http_client.perform(together([partial(together, inner)] * 2)))
    assert [len(each) for each in found] == [3, 3]


@pytest.mark.parametrize("workers", [1, 8])
def test_an_interrupted_caller_begins_nothing_more(workers: int) -> None:
    """A task that is cancelled in a bulk action cancels what is under way and begins nothing more."""
    driver = Driver("async")
    begun: list[str] = []

    async def hang(request: httpx.Request) -> httpx.Response:
        begun.append(request.url.path)
        await asyncio.Event().wait()
        raise AssertionError("cancelled before")

    async def interrupt() -> None:
        plans = [partial(_get, f"c{number}") for number in range(20)]
        task = asyncio.ensure_future(
            driver.client(hang).http_client.perform(together(plans, workers=workers))
        )
        while len(begun) < workers:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    driver.run(interrupt())
    assert len(begun) == workers
    driver.finish()
