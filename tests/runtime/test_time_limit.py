"""A ping that is waited for only so long, whatever it does."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from uptimekit import RequestTimeoutError
from uptimekit._runtime.time_limit import AsyncTimeLimit, TimeLimit

LONG = 60.0  # seconds that no test waits for
SHORT = 0.05


@pytest.fixture
def released() -> Iterator[threading.Event]:
    """Is set at the end of a test, so that no thread stays behind."""
    event = threading.Event()
    yield event
    event.set()


class Within:
    """Plays a ping of either kind under a limit, and keeps what went wrong with it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.problems: list[Exception] = []

    def __call__(self, ping: Callable[[], object], seconds: float = LONG) -> None:
        async def aping() -> object:
            return ping()

        if self.kind == "sync":
            TimeLimit(seconds).run(ping, self.problems.append)
        else:
            asyncio.run(AsyncTimeLimit(seconds).run(aping, self.problems.append))


@pytest.fixture(params=["sync", "async"])
def within(request: pytest.FixtureRequest) -> Within:
    """Both kinds in turn."""
    return Within(request.param)


def test_a_ping_that_works(within: Within) -> None:
    """A ping that works leaves no problem."""
    ran: list[bool] = []
    within(lambda: ran.append(True))
    assert (ran, within.problems) == ([True], [])


def test_a_ping_that_fails(within: Within) -> None:
    """What a ping raises is handed over, not raised."""
    error = ValueError("x")

    def ping() -> None:
        raise error

    within(ping)
    assert within.problems == [error]


def test_what_is_no_failure_of_a_ping(within: Within) -> None:
    """An exit in a ping, as of a hook, is no problem of the ping: it is raised."""

    def ping() -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        within(ping)
    assert within.problems == []


def test_context(within: Within) -> None:
    """A ping sees the context variables of its caller."""
    variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="")
    seen: list[str] = []
    variable.set("mine")
    within(lambda: seen.append(variable.get()))
    assert seen == ["mine"]


def test_a_thread_that_hangs(released: threading.Event) -> None:
    """A thread that waits for something without an end is left behind when time is up."""
    problems: list[Exception] = []
    started = threading.Event()

    def ping() -> None:
        started.set()
        released.wait(LONG)

    TimeLimit(SHORT).run(ping, problems.append)
    assert [type(problem) for problem in problems] == [RequestTimeoutError]
    assert started.wait(LONG)


@pytest.mark.parametrize("error", [None, ValueError("while it was cancelled")])
def test_a_task_that_hangs(error: Exception | None, caplog: pytest.LogCaptureFixture) -> None:
    """A task that waits for something without an end is cancelled when time is up, and asyncio complains of nothing."""
    problems: list[Exception] = []

    async def main() -> None:
        ended = asyncio.Event()

        async def ping() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()
                if error is not None:
                    raise error

        await AsyncTimeLimit(SHORT).run(ping, problems.append)
        await ended.wait()  # with the loop still running: nothing but the limit has cancelled it

    asyncio.run(main())
    gc.collect()  # when asyncio would complain of an error that nobody has looked at
    assert [type(problem) for problem in problems] == [RequestTimeoutError]
    assert caplog.records == []


def test_no_thread_to_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no thread can be started, as at the end of the interpreter, the ping is sent in this one."""

    def refuse(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    seen: list[int] = []
    TimeLimit(LONG).run(lambda: seen.append(threading.get_ident()), lambda problem: None)
    assert seen == [threading.get_ident()]


class Interrupt:
    """SIGINT for the main thread, until it has noticed it: a wait that begins just after a signal sleeps through it."""

    def __init__(self) -> None:
        self.noticed = 0

    def __call__(self) -> None:
        main = threading.main_thread().ident
        assert main is not None
        before = self.noticed
        while self.noticed == before:
            signal.pthread_kill(main, signal.SIGINT)
            for _ in range(100):
                if self.noticed == before:
                    time.sleep(0.01)

    def handle(self, number: int, frame: object) -> None:
        self.noticed += 1  # no lock, which a second signal could find taken
        raise KeyboardInterrupt


@pytest.fixture
def interrupt() -> Iterator[Interrupt]:
    """Interrupts the main thread."""
    interrupt = Interrupt()
    before = signal.signal(signal.SIGINT, interrupt.handle)
    yield interrupt
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(("grace", "interruptions"), [(0.0, 1), (SHORT, 1), (LONG, 2)])
def test_an_interrupted_thread_that_hangs(
    grace: float, interruptions: int, interrupt: Interrupt, released: threading.Event
) -> None:
    """An interruption leaves its grace to a ping, a second one none; then it goes on its way."""
    problems: list[Exception] = []

    def ping() -> None:
        for _ in range(interruptions):
            interrupt()
        released.wait(LONG)

    with pytest.raises(KeyboardInterrupt):
        TimeLimit(LONG, grace).run(ping, problems.append)
    assert [type(problem) for problem in problems] == [RequestTimeoutError]


def test_grace_of_a_thread(interrupt: Interrupt) -> None:
    """With grace an interrupted ping is waited for, not sent again, and then the interruption goes on its way."""
    problems: list[Exception] = []
    ended: list[bool] = []

    def ping() -> None:
        interrupt()
        time.sleep(SHORT)  # in which the wait would end, or begin the ping again
        ended.append(True)

    with pytest.raises(KeyboardInterrupt):
        TimeLimit(LONG, LONG).run(ping, problems.append)
    assert (ended, problems) == ([True], [])


@pytest.mark.parametrize(("grace", "cancellations"), [(0.0, 1), (SHORT, 1), (SHORT, 2)])
def test_a_cancelled_task_that_hangs(grace: float, cancellations: int) -> None:
    """A cancellation leaves its grace to a ping, and no other one adds to it; the task then ends as cancelled."""
    problems: list[Exception] = []

    async def main() -> None:
        started = asyncio.Event()

        async def ping() -> None:
            started.set()
            await asyncio.Event().wait()

        waiting = asyncio.create_task(AsyncTimeLimit(LONG, grace).run(ping, problems.append))
        await started.wait()
        for _ in range(cancellations):
            waiting.cancel()
            await asyncio.sleep(0)
        await asyncio.wait([waiting])
        assert waiting.cancelled()

    asyncio.run(main())
    assert [type(problem) for problem in problems] == [RequestTimeoutError]


@pytest.mark.parametrize("works", [True, False])
@pytest.mark.parametrize("cancellations", [1, 2])
def test_grace_of_a_task(cancellations: int, works: bool) -> None:
    """A ping that ends within its grace has worked or failed as any other; the task ends as cancelled all the same.

    A second cancellation takes nothing of it: asyncio's runner cancels twice what stands in a gather.
    """
    problems: list[Any] = []
    error = ValueError("x")

    async def main() -> None:
        started, go_on = asyncio.Event(), asyncio.Event()

        async def ping() -> None:
            started.set()
            await go_on.wait()
            if not works:
                raise error

        waiting = asyncio.create_task(AsyncTimeLimit(LONG, LONG).run(ping, problems.append))
        await started.wait()
        for _ in range(cancellations):
            waiting.cancel()
            await asyncio.sleep(0)
        go_on.set()
        await asyncio.wait([waiting])
        assert waiting.cancelled()

    asyncio.run(main())
    assert problems == ([] if works else [error])
