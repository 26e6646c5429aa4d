"""CheckTrap as a decorator, and runs that overlap: each with its own id and log."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import gc
import threading
import weakref
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from uptimekit import ConfigurationError
from uptimekit.healthchecks import (
    AsyncClient,
    CheckTrap,
    Client,
    WrongClientError,
)

from ._support import PING_KEY, UUID, Caller, JobError, Recorder, raising


def _decorated(call: Caller, trap: CheckTrap, job: Callable[..., Any]) -> Callable[..., Any]:
    """*job* as a function of the caller's kind, decorated."""
    if call.kind == "sync":

        @trap
        def function(*args: Any, **kwargs: Any) -> Any:
            """Its text."""
            return job(*args, **kwargs)

        return function

    @trap
    async def coroutine(*args: Any, **kwargs: Any) -> Any:
        """Its text."""
        await asyncio.sleep(0)
        return job(*args, **kwargs)

    return coroutine


def test_decorated_calls(call: Caller) -> None:
    """Each call of a decorated function is a run of its own, with its result, its arguments and its log."""
    answer = Recorder()
    trap = CheckTrap(call.mocked(answer), UUID)

    def job(number: int, *, text: str) -> str:
        trap.add_log(f"{text} {number}")
        return text * number

    function = _decorated(call, trap, job)
    assert function.__doc__ == "Its text."
    assert asyncio.iscoroutinefunction(function) is (call.kind == "async")
    assert call(function, 2, text="ab") == "abab"
    assert call(function, 1, text="c") == "c"
    assert answer.bodies == ["", "ab 2", "", "c 1"]
    assert len(answer.rids) == 2


def test_decorated_failure(call: Caller) -> None:
    """An exception leaves a decorated function as it would leave a with block; suppressed, it returns None."""
    answer = Recorder()
    client = call.mocked(answer)
    with pytest.raises(JobError):
        call(_decorated(call, CheckTrap(client, UUID), raising(JobError("x"))))
    suppressing = CheckTrap(client, UUID, suppress_exceptions=True)
    assert call(_decorated(call, suppressing, raising(JobError("x")))) is None
    assert answer.paths == [f"/{UUID}/start", f"/{UUID}/fail"] * 2


def test_nested_decorated_calls(call: Caller) -> None:
    """A decorated function that calls itself has a run for each level, and logs to the right one."""
    answer = Recorder()
    trap = CheckTrap(call.mocked(answer), UUID)
    if call.kind == "sync":

        @trap
        def down(level: int) -> None:
            trap.add_log(f"in {level}")
            if level:
                down(level - 1)
            trap.add_log(f"out {level}")

        down(1)
    else:

        @trap
        async def adown(level: int) -> None:
            trap.add_log(f"in {level}")
            if level:
                await adown(level - 1)
            trap.add_log(f"out {level}")

        call(adown, 1)
    assert answer.bodies == ["", "", "in 0\nout 0", "in 1\nout 1"]
    rids = [request.url.params["rid"] for request in answer.requests]
    assert rids[0] == rids[3] != rids[1] == rids[2]


def _hold_pairs(answer: Recorder, runs: int) -> None:
    """Each run id stands on one start and one success, whose body is that run's."""
    assert len(answer.requests) == 2 * runs
    assert len(answer.rids) == runs
    starts = {r.url.params["rid"] for r in answer.requests if r.url.path.endswith("/start")}
    ends = {r.url.params["rid"] for r in answer.requests if not r.url.path.endswith("/start")}
    assert starts == ends
    bodies = [r.content.decode() for r in answer.requests if not r.url.path.endswith("/start")]
    assert sorted(bodies) == [f"begin {number}\nend {number}" for number in range(runs)]


@pytest.mark.parametrize("decorated", [True, False])
def test_overlapping_runs_in_threads(decorated: bool) -> None:
    """Threads that use one trap at the same time, as decorator or in with, have runs of their own."""
    answer, runs = Recorder(), 4
    barrier = threading.Barrier(runs, timeout=10)
    client = Client(ping_key=PING_KEY, transport=httpx.MockTransport(answer))
    trap = CheckTrap(client, UUID)

    def inside(number: int) -> None:
        trap.add_log(f"begin {number}")
        barrier.wait()  # all runs are open now
        trap.add_log(f"end {number}")

    def job(number: int) -> None:
        if decorated:
            trap(inside)(number)
        else:
            with trap:
                inside(number)

    with client, ThreadPoolExecutor(runs) as pool:
        list(pool.map(job, range(runs)))
    _hold_pairs(answer, runs)


@pytest.mark.parametrize("decorated", [True, False])
def test_overlapping_runs_in_tasks(decorated: bool) -> None:
    """Tasks that use one trap at the same time, as decorator or in async with, have runs of their own."""
    answer, runs = Recorder(), 4

    async def main() -> None:
        barrier = asyncio.Barrier(runs)
        async with AsyncClient(ping_key=PING_KEY, transport=httpx.MockTransport(answer)) as client:
            trap = CheckTrap(client, UUID)

            async def inside(number: int) -> None:
                trap.add_log(f"begin {number}")
                await barrier.wait()
                trap.add_log(f"end {number}")

            async def job(number: int) -> None:
                if decorated:
                    await trap(inside)(number)
                else:
                    async with trap:
                        await inside(number)

            await asyncio.gather(*(job(number) for number in range(runs)))

    asyncio.run(main())
    _hold_pairs(answer, runs)


def test_worker_threads_of_a_run() -> None:
    """A thread that a run starts, with or without its context, logs to that run."""
    answer = Recorder()
    client = Client(ping_key=PING_KEY, transport=httpx.MockTransport(answer))
    trap = CheckTrap(client, UUID)
    with client, trap, ThreadPoolExecutor(1) as pool:
        pool.submit(trap.add_log, "from a worker").result()
    assert answer.bodies[1] == "from a worker"


def test_runs_in_contexts_of_their_own() -> None:
    """Runs of one object that are entered and left in contexts of their own keep their ids, in any order."""
    answer = Recorder()
    with Client(ping_key=PING_KEY, transport=httpx.MockTransport(answer)) as client:
        trap = CheckTrap(client, UUID)
        one, other = contextvars.copy_context(), contextvars.copy_context()
        for context in (one, other):
            context.run(trap.__enter__)
        rids = [context.run(lambda: str(trap.rid)) for context in (one, other)]
        for context in (one, other):
            context.run(trap.add_log, "x")
            context.run(trap.__exit__, None, None, None)
    assert [request.url.params["rid"] for request in answer.requests] == rids * 2
    assert answer.bodies == ["", "", "x", "x"]


def test_a_run_in_a_copied_context() -> None:
    """A thread or task that a run starts with its context has a run of its own if it enters one."""
    answer = Recorder()
    with Client(ping_key=PING_KEY, transport=httpx.MockTransport(answer)) as client:
        trap = CheckTrap(client, UUID)

        def inner() -> None:
            trap.add_log("of the outer run")
            with trap:
                trap.add_log("of the inner run")

        with trap:
            contextvars.copy_context().run(inner)
            trap.add_log("of the outer run again")
    assert answer.bodies == ["", "", "of the inner run", "of the outer run\nof the outer run again"]
    rids = [request.url.params["rid"] for request in answer.requests]
    assert rids[0] == rids[3] != rids[1] == rids[2]


def test_two_objects_that_are_left_elsewhere() -> None:
    """Each of two objects knows its run, also if it is left in another context than it was entered in."""
    answer = Recorder()
    with Client(ping_key=PING_KEY, transport=httpx.MockTransport(answer)) as client:
        one, other = CheckTrap(client, UUID), CheckTrap(client, UUID)
        for trap in (one, other):
            contextvars.copy_context().run(trap.__enter__)
        for trap in (one, other):
            contextvars.copy_context().run(trap.__exit__, None, None, None)
    rids = [request.url.params["rid"] for request in answer.requests]
    assert rids[:2] == rids[2:]
    assert rids[0] != rids[1]


@pytest.mark.parametrize("copied", [False, True])
def test_interleaved_generators(copied: bool) -> None:
    """Runs of one object in generators end in any order and in any context, as those of fixtures, under their own ids."""
    answer = Recorder()
    with Client(ping_key=PING_KEY, transport=httpx.MockTransport(answer)) as client:
        trap = CheckTrap(client, UUID)

        def fixture() -> Iterator[None]:
            with trap:
                yield

        generators = [fixture() for _ in range(3)]
        for each in (*generators, *generators):  # the first one ends first
            context = contextvars.copy_context() if copied else None
            context.run(next, each, None) if context else next(each, None)
    rids = [request.url.params["rid"] for request in answer.requests]
    assert rids[:3] == rids[3:]
    assert len(set(rids)) == 3


def test_interleaved_asynchronous_generators() -> None:
    """The same with tasks: a step of each generator is a task of its own."""
    answer = Recorder()

    async def main() -> None:
        async with AsyncClient(ping_key=PING_KEY, transport=httpx.MockTransport(answer)) as client:
            trap = CheckTrap(client, UUID)

            async def fixture() -> AsyncIterator[None]:
                async with trap:
                    yield

            async def step(generator: AsyncIterator[None]) -> None:
                await anext(generator, None)

            generators = [fixture() for _ in range(3)]
            for each in (*generators, *generators):
                await asyncio.create_task(step(each))

    asyncio.run(main())
    rids = [request.url.params["rid"] for request in answer.requests]
    assert rids[:3] == rids[3:]
    assert len(set(rids)) == 3


def test_a_run_keeps_nothing_of_its_code() -> None:
    """When a run is over, what entered it is free to go, without the garbage collector."""
    with Client(ping_key=PING_KEY, transport=httpx.MockTransport(Recorder())) as client:
        trap = CheckTrap(client, UUID)

        def job() -> weakref.ref[Recorder]:
            local = Recorder()
            with trap:
                return weakref.ref(local)

        gc.disable()
        try:
            assert job()() is None
        finally:
            gc.enable()


class Job:
    """An object that is called, asynchronously."""

    async def __call__(self, number: int) -> int:
        await asyncio.sleep(0)
        return number


async def _coroutine(number: int) -> int:
    await asyncio.sleep(0)
    return number


@pytest.mark.parametrize(
    "function", [Job(), functools.partial(Job()), functools.partial(_coroutine), _coroutine]
)
def test_what_makes_a_coroutine(function: Any) -> None:
    """An asynchronous object or partial is decorated as an async function, and needs an AsyncClient as one does."""
    answer = Recorder()
    transport = httpx.MockTransport(answer)

    async def main() -> int:
        async with AsyncClient(ping_key=PING_KEY, transport=transport) as client:
            number: int = await CheckTrap(client, UUID)(function)(7)
            return number

    assert asyncio.run(main()) == 7
    assert answer.paths == [f"/{UUID}/start", f"/{UUID}"]
    with Client(ping_key=PING_KEY, transport=transport) as client, pytest.raises(WrongClientError):
        CheckTrap(client, UUID)(function)


@pytest.mark.parametrize("suppress", [False, True])
def test_what_turns_out_to_be_a_coroutine(suppress: bool) -> None:
    """A function that returns a coroutine without saying so has not done its job: refused, and told as a failure."""
    answer = Recorder()
    with Client(ping_key=PING_KEY, transport=httpx.MockTransport(answer)) as client:
        function = CheckTrap(client, UUID, suppress_exceptions=suppress)(lambda: _coroutine(7))
        if suppress:
            assert function() is None
        else:
            with pytest.raises(WrongClientError, match="returned a coroutine, which has not run"):
                function()
    assert answer.paths == [f"/{UUID}/start", f"/{UUID}/fail"]
    assert answer.bodies[1].startswith("Traceback")


class Generating:
    """Objects whose call makes a generator."""

    def __call__(self) -> Any:
        yield


class AsyncGenerating:
    """The same, asynchronous."""

    async def __call__(self) -> Any:
        yield


@pytest.mark.parametrize("job", [Generating(), functools.partial(Generating()), AsyncGenerating()])
def test_objects_that_make_generators_are_refused(call: Caller, job: Any) -> None:
    """So is an object to call, or a partial of one, whose call makes a generator."""
    with pytest.raises(ConfigurationError, match="generator"):
        CheckTrap(call.mocked(Recorder()), UUID)(job)


@pytest.mark.parametrize("kind", ["generator", "async generator"])
def test_generator_functions_are_refused(call: Caller, kind: str) -> None:
    """A generator function cannot be decorated: its call would end the run before its code begins."""

    def generator() -> Any:
        yield

    async def agenerator() -> Any:
        yield

    with pytest.raises(ConfigurationError, match="generator"):
        CheckTrap(call.mocked(Recorder()), UUID)(generator if kind == "generator" else agenerator)
