"""The event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import contextvars
import threading

import pytest

from uptimekit import ClientStateError
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
