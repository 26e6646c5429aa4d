"""The event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import AsyncGenerator
from concurrent.futures import wait
from typing import Any

import pytest

from uptimekit import ClientStateError, RequestTimeoutError
from uptimekit.fleet.loop_thread import LoopThread

NAME: contextvars.ContextVar[str] = contextvars.ContextVar("NAME", default="nobody")


async def name() -> str:
    await asyncio.sleep(0)
    return f"{NAME.get()} in {threading.current_thread().name}"


async def fail() -> None:
    raise KeyError("x")


def test_a_coroutine_has_the_context_of_its_caller() -> None:
    """Spans and log fields of the caller hold in the other thread."""
    thread = LoopThread()
    caller = contextvars.copy_context()
    caller.run(NAME.set, "somebody")
    assert caller.run(lambda: thread.run(name())) == "somebody in uptimekit-fleet"
    thread.stop()


def test_errors_come_through() -> None:
    """What a coroutine raises is raised where it is waited for."""
    thread = LoopThread()
    with pytest.raises(KeyError):
        thread.run(fail())
    thread.stop()


def test_in_a_forked_process_it_is_refused() -> None:
    """The thread is not there in a child of its process: waiting for it would never end."""
    thread = LoopThread()
    thread.run(name())
    assert thread._loop is not None
    assert thread._thread is not None
    thread._loop.call_soon_threadsafe(thread._loop.stop)
    thread._thread.join()  # a fork leaves it like this
    with pytest.raises(ClientStateError, match="belongs to the process that forked this one"):
        thread.run(name())


def test_names_are_resolved_in_threads_that_nobody_waits_for() -> None:
    """A resolver that hangs keeps neither the end of the loop nor that of the process."""
    thread = LoopThread()
    gate = threading.Event()
    begun = threading.Event()

    async def resolve() -> None:
        def hang() -> None:
            begun.set()
            gate.wait(60)

        asyncio.get_running_loop().run_in_executor(None, hang)
        await asyncio.to_thread(begun.wait)

    thread.run(resolve())
    thread.stop()
    assert not [each for each in threading.enumerate() if each.name == "uptimekit-fleet"]
    gate.set()


def test_a_blocked_loop_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that never awaits stops every deadline: who waits for the loop is told, and the end waits no longer."""
    monkeypatch.setattr("uptimekit.fleet.loop_thread.STANDSTILL", 0.01)
    monkeypatch.setattr("uptimekit.fleet.loop_thread._PATIENCE", 0.01)
    thread, gate = LoopThread(), threading.Event()

    async def block() -> None:
        gate.wait(60)

    async def wait() -> AsyncGenerator[None]:
        await block()
        yield

    with pytest.raises(RequestTimeoutError, match=r"a reader or hook blocks the event loop"):
        thread.run(block())
    with pytest.raises(RequestTimeoutError, match=r"nothing has moved for 0\.01 s"):
        next(thread.iterate(wait()))
    assert not thread.runs
    thread.stop()
    gate.set()


def test_a_loop_that_only_waits_is_not_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes longer than the patience with a blocked loop is waited for: it has a deadline of its own."""
    thread, waited = LoopThread(), threading.Event()

    def waiting(futures: Any, seconds: float) -> Any:
        if waited.is_set():
            return wait(futures, seconds)
        assert thread._loop is not None
        reached = threading.Event()
        thread._loop.call_soon_threadsafe(reached.set)  # after all that the thread has asked before
        reached.wait(60)
        result = wait(futures, 0)  # the patience is over, and nothing is done
        waited.set()
        return result

    monkeypatch.setattr("uptimekit.fleet.loop_thread.wait", waiting)

    async def slow() -> str:
        await asyncio.to_thread(waited.wait)
        return "done"

    assert thread.run(slow()) == "done"
    thread.stop()
