"""Several calls at a time, in threads and in tasks."""

from __future__ import annotations

import asyncio
import contextvars
import pickle
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import httpx
import pytest

from uptimekit._runtime.bulk import AsyncBulk, Bulk, OnProgress, Progress
from uptimekit._runtime.errors import NotFoundError, RequestTimeoutError
from uptimekit._runtime.operation import RateLimit

from ._kit import Driver, FakeClock, request

Who: contextvars.ContextVar[str] = contextvars.ContextVar("who", default="nobody")


def _echo(sent: httpx.Request) -> httpx.Response:
    name = sent.url.path.rpartition("/")[2]
    return httpx.Response(404 if name.startswith("no") else 200, json={"id": name})


def _jobs(client: Any, *names: str) -> list[Callable[[], Any]]:
    return [partial(client.call, request(path=f"/things/{name}")) for name in names]


def _run(driver: Driver, client: Any, jobs: Any, told: OnProgress | None = None, **options: Any) -> Any:
    kind: Any = AsyncBulk if driver.asynchronous else Bulk
    return driver.run(kind(client, told, **options).run(jobs))


def _many(count: int) -> list[str]:
    return [f"c{number}" for number in range(count)]


def test_results_in_the_order_of_the_jobs(driver: Driver) -> None:
    """Jobs give their results in order, and each is reported once."""
    told: list[Progress] = []
    client = driver.client(_echo)
    found = _run(driver, client, _jobs(client, *_many(20)), told.append)
    assert [each["id"] for each in found] == _many(20)
    assert [(each.done, each.total) for each in told] == [(done, 20) for done in range(1, 21)]


def test_nothing_to_do(driver: Driver) -> None:
    """No jobs are an empty list, and nothing is reported."""
    told: list[Progress] = []
    assert _run(driver, driver.client(_echo), [], told.append) == []
    assert told == []


def test_as_many_at_once_as_there_are_workers(driver: Driver) -> None:
    """With eight workers exactly eight requests are under way at once, no more and no fewer."""
    meet: Any
    if driver.asynchronous:
        meeting: Any = None

        async def meet(sent: httpx.Request) -> httpx.Response:
            nonlocal meeting
            meeting = meeting or asyncio.Barrier(8)
            await meeting.wait()
            return _echo(sent)
    else:
        barrier = threading.Barrier(8)

        def meet(sent: httpx.Request) -> httpx.Response:
            barrier.wait(10)
            return _echo(sent)

    client = driver.client(meet)
    assert len(_run(driver, client, _jobs(client, *_many(24)))) == 24  # would not come to an end with fewer


def test_a_failure_ends_the_whole(driver: Driver) -> None:
    """After a failure nothing more is begun, and it is raised; what was reported is done."""
    sent: list[httpx.Request] = []
    told: list[Progress] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return _echo(request)

    client = driver.client(answer)
    jobs = _jobs(client, "a", "no1", *_many(100))
    with pytest.raises(NotFoundError):
        _run(driver, client, jobs, told.append, workers=1)
    assert (len(sent), len(told)) == (2, 1)
    with pytest.raises(NotFoundError):
        _run(driver, client, jobs, workers=4)
    assert len(sent) < 50


def test_a_report_that_fails(driver: Driver) -> None:
    """An error of the function that is called with the progress ends the whole, too."""

    def fail(progress: Progress) -> None:
        raise KeyError(progress.done)

    client = driver.client(_echo)
    with pytest.raises(KeyError):
        _run(driver, client, _jobs(client, *_many(50)), fail)


class _Line:
    """A limit that has turns for three jobs before the deadline: they end when another was refused."""

    def __init__(self, phase: str) -> None:
        self._phase = phase
        self.under_way = 0
        self.refused: list[int] = []
        self._full, self._afull = threading.Event(), asyncio.Event()

    def job(self, number: int) -> int:
        self._begin(number)
        assert self._full.wait(10)
        self.under_way -= 1
        return number

    async def ajob(self, number: int) -> int:
        self._begin(number)
        await self._afull.wait()
        self.under_way -= 1
        return number

    def _begin(self, number: int) -> None:
        if self.under_way >= 3:
            self.refused.append(number)
            self._full.set()
            self._afull.set()
            error = RequestTimeoutError("no turn before the deadline")
            error.phase, error.maybe_sent = self._phase, False
            raise error
        self.under_way += 1


@pytest.mark.parametrize("phase", ["limit", "deadline"])
def test_who_has_no_turn_before_the_deadline_leaves_the_job_to_others(driver: Driver, phase: str) -> None:
    """Workers end that have no turn, or one that is too late to send, and the others do all jobs, each once."""
    line, client = _Line(phase), driver.client(_echo)
    job: Any = line.ajob if driver.asynchronous else line.job
    told: list[Progress] = []
    assert _run(driver, client, [partial(job, number) for number in range(20)], told.append) == [*range(20)]
    assert line.refused
    assert [each.done for each in told] == [*range(1, 21)]


def test_if_nobody_has_a_turn_the_whole_fails(driver: Driver) -> None:
    """Without a turn before the deadline for any worker, the error says when there is one; nothing is sent."""
    client = driver.client(_echo, rate_limit=RateLimit(1, 100), deadline=10)
    driver.run(client.call(request()))
    with pytest.raises(RequestTimeoutError, match=r"in 101 s, after the deadline of 10 s") as caught:
        _run(driver, client, _jobs(client, *_many(12)))
    assert caught.value.retry_after == pytest.approx(101)


def test_only_what_was_not_sent_is_left_to_others(driver: Driver) -> None:
    """A request that ran out of time on its way ends the whole, and is not repeated."""
    sent: list[str] = []

    def late(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.path)
        raise httpx.ReadTimeout("late")

    client = driver.client(late, retries=0)
    with pytest.raises(RequestTimeoutError):
        _run(driver, client, _jobs(client, *_many(12)))
    assert len(sent) == len(set(sent))


def test_the_context_goes_along(driver: Driver) -> None:
    """Context variables of the caller are seen in the jobs."""
    seen: list[str] = []

    async def alook() -> None:
        seen.append(Who.get())

    token = Who.set("me")
    try:
        _run(
            driver,
            driver.client(_echo),
            [alook if driver.asynchronous else lambda: seen.append(Who.get())] * 3,
        )
    finally:
        Who.reset(token)
    assert seen == ["me", "me", "me"]


def test_bulk_in_bulk(driver: Driver) -> None:
    """A job may itself run jobs."""
    client = driver.client(_echo)
    kind: Any = AsyncBulk if driver.asynchronous else Bulk
    inner = partial(kind(client).run, _jobs(client, *_many(3)))
    assert [len(each) for each in _run(driver, client, [inner] * 2)] == [3, 3]


@pytest.mark.parametrize("workers", [1, 8])
def test_an_interrupted_caller_begins_nothing_more(workers: int) -> None:
    """A task that is cancelled in a bulk action cancels what is under way and begins nothing more."""
    driver = Driver("async")
    begun: list[str] = []

    async def hang(sent: httpx.Request) -> httpx.Response:
        begun.append(sent.url.path)
        await asyncio.Event().wait()
        raise AssertionError("cancelled before")

    async def interrupt() -> None:
        handler: Any = hang
        client = driver.client(handler)
        task = asyncio.ensure_future(AsyncBulk(client, workers=workers).run(_jobs(client, *_many(20))))
        while len(begun) < workers:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    driver.run(interrupt())
    assert len(begun) == workers
    driver.finish()


# ---------------------------------------------------------------------- progress


class _Limited:
    """As much of a client as an estimate needs: *pause* seconds for each request."""

    def __init__(self, pause: float) -> None:
        self.clock = FakeClock()
        self.pause = pause

    def forecast(self, requests: int) -> float:
        return self.pause * (requests + 1)


def _estimates(count: int, seconds: float, pause: float) -> list[Progress]:
    client: Any = _Limited(pause)
    told: list[Progress] = []
    Bulk(client, told.append, workers=1).run([partial(client.clock.advance, seconds)] * count)
    return told


def test_progress_goes_by_the_time_so_far() -> None:
    """Without a limit the rest is estimated to take as long for each as what is done."""
    assert _estimates(4, 2.0, 0.0) == [
        Progress(1, 4, 6.0),
        Progress(2, 4, 4.0),
        Progress(3, 4, 2.0),
        Progress(4, 4, 0.0),
    ]


def test_progress_is_no_faster_than_the_limit() -> None:
    """The rest takes at least as long as the limit takes for what is not begun; at the end nothing."""
    assert [each.seconds_left for each in _estimates(3, 0.0, 10.0)] == [30.0, 20.0, 0.0]


def test_progress_is_a_value() -> None:
    """Two equal ones are equal, travel, and cannot be changed."""
    made = Progress(1, 2, 3.0)
    assert pickle.loads(pickle.dumps(made)) == made == Progress(done=1, total=2, seconds_left=3.0)
    with pytest.raises(AttributeError):
        made.done = 5  # type: ignore[misc]
