"""Tests of the queue in front of a client's connections."""

from __future__ import annotations

import asyncio
import gc
import threading

import httpx
import pytest

from uptimekit._runtime.connection_queue import (
    AsyncConnectionQueue,
    ConnectionQueue,
    Release,
    _Queue,
    queue_for,
)

pytestmark = pytest.mark.usefixtures("library")


def test_threads_get_as_many_slots_as_there_are() -> None:
    """Whoever comes once all slots are taken gets none in time, and one as soon as it is given back."""
    slots = ConnectionQueue(2)
    first, second = slots.take(0), slots.take(0)
    assert first is not None
    assert second is not None
    assert slots.take(0.001) is None
    first()
    assert slots.take(0) is not None


def test_a_thread_waits_for_a_slot() -> None:
    """A thread that waits goes on when another gives its slot back."""
    slots, got = ConnectionQueue(1), threading.Event()
    release = slots.take(0)
    assert release is not None
    waiting = threading.Thread(target=lambda: slots.take(20) and got.set())
    waiting.start()
    assert not got.is_set()
    release()
    waiting.join(20)
    assert got.is_set()


def test_threads_go_in_the_order_in_which_they_came() -> None:
    """A slot that is given back goes to who waits longest, however fast somebody else asks again."""
    slots, order = ConnectionQueue(1), list[int]()
    release = slots.take(0)
    assert release is not None

    def wait(number: int) -> None:
        mine = slots.take(20)
        assert mine is not None
        order.append(number)
        mine()

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(5)]
    for queued, thread in enumerate(threads, 1):
        thread.start()
        _until_waiting(slots, queued)
    release()
    assert slots.take(0) is None  # the thread that asks again at once does not overtake
    for thread in threads:
        thread.join(20)
    assert order == [0, 1, 2, 3, 4]
    assert slots.take(0) is not None


def test_a_slot_that_came_too_late_is_taken_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slot that is handed over between the time-out and the look at the queue is not lost."""
    slots = ConnectionQueue(1)
    first = slots.take(0)
    assert first is not None
    withdrew = _Queue._withdrew

    def late(queue: _Queue, turn: threading.Lock) -> bool:
        first()
        return withdrew(queue, turn)

    monkeypatch.setattr(_Queue, "_withdrew", late)
    second = slots.take(0)
    assert second is not None
    second()
    assert slots.take(0) is not None


@pytest.mark.parametrize("came", [False, True])
def test_an_interrupted_thread_takes_no_slot_with_it(came: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt while a thread waits leaves the queue as it was, also if the thread's turn had just come."""
    slots = ConnectionQueue(1)
    first = slots.take(0)
    assert first is not None
    turns = list[_Interrupted]()

    def lock() -> _Interrupted:
        turns.append(_Interrupted(first if came else None))
        return turns[-1]

    monkeypatch.setattr("uptimekit._runtime.connection_queue.threading.Lock", lock)
    with pytest.raises(KeyboardInterrupt):
        slots.take(20)
    assert len(turns) == 1
    if not came:
        first()
    assert slots.take(0) is not None


class _Interrupted:
    """A lock in whose wait an interrupt comes; *before* it, something else may happen."""

    def __init__(self, before: Release | None) -> None:
        self._before = before

    def acquire(self, timeout: float | None = None) -> bool:
        if timeout is None:
            return True
        if self._before is not None:
            self._before()
        raise KeyboardInterrupt

    def release(self) -> None:
        pass


def _until_waiting(slots: ConnectionQueue, count: int) -> None:
    patience = threading.Event()
    for _ in range(20_000):
        if len(slots._queue._waiting) == count:
            return
        patience.wait(0.001)
    raise AssertionError(f"{count} threads never came to wait")


def test_waits_of_any_length_are_possible() -> None:
    """More seconds than the platform can count are no error."""
    slots = ConnectionQueue(1)
    first = slots.take(1e30)
    assert first is not None

    def give_back() -> None:
        _until_waiting(slots, 1)
        first()

    done = threading.Thread(target=give_back)
    done.start()
    assert slots.take(1e30) is not None
    done.join(20)


def test_a_forked_child_begins_with_all_slots() -> None:
    """Calls of the parent's threads never end in a child: it has slots of its own, and old ones add nothing to them."""
    slots = ConnectionQueue(1)
    inherited = slots.take(0)
    assert inherited is not None
    slots._renew_lock()  # what happens after a fork
    assert slots.take(0) is not None
    inherited()
    assert slots.take(0.001) is None


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_without_a_limit_nobody_waits(kind: str) -> None:
    """A size of None gives a slot to everybody."""

    async def many() -> list[object]:
        slots = AsyncConnectionQueue(None)
        return [await slots.take(0) for _ in range(200)]

    slots = ConnectionQueue(None)
    taken = asyncio.run(many()) if kind == "async" else [slots.take(0) for _ in range(200)]
    assert None not in taken


def test_tasks_go_in_the_order_in_which_they_came() -> None:
    """ConnectionQueue that come back go to the task that has waited longest."""

    async def queue() -> list[int]:
        slots, order = AsyncConnectionQueue(1), list[int]()

        async def one(number: int) -> None:
            release = await slots.take(20)
            assert release is not None
            order.append(number)
            await asyncio.sleep(0)
            release()

        await asyncio.gather(*(one(number) for number in range(20)))
        return order

    assert asyncio.run(queue()) == list(range(20))


def test_a_task_that_waits_in_vain() -> None:
    """A task gets no slot when its time is over, and leaves its place to others."""

    async def wait() -> None:
        slots = AsyncConnectionQueue(1)
        release = await slots.take(0)
        assert release is not None
        assert await slots.take(0.001) is None
        release()
        assert await slots.take(0) is not None

    asyncio.run(wait())


@pytest.mark.parametrize("ticks", range(6))
def test_cancelled_tasks_take_no_slot_with_them(ticks: int) -> None:
    """Tasks that are cancelled while they wait, even in the moment in which a slot comes free, lose none."""

    async def cancel() -> None:
        slots = AsyncConnectionQueue(3)
        held = [await slots.take(0) for _ in range(3)]
        waiting = [asyncio.create_task(slots.take(20)) for _ in range(9)]
        for _ in range(ticks):
            await asyncio.sleep(0)
        for release in held:
            assert release is not None
            release()
        for task in waiting[::2]:
            task.cancel()
        got = await asyncio.gather(*waiting[::2], return_exceptions=True)
        taken = [release for release in got if callable(release)]
        for release in taken:
            release()
        for task in waiting[1::2]:
            release = await task
            assert release is not None
            release()
        assert None not in [await slots.take(0.001) for _ in range(3)]

    asyncio.run(cancel())


def test_another_event_loop_begins_with_all_slots() -> None:
    """Tasks of a loop that was stopped hold no slot of the next one."""
    slots = AsyncConnectionQueue(1)
    assert asyncio.run(slots.take(0)) is not None
    assert asyncio.run(slots.take(0)) is not None


def test_one_queue_for_each_http_client() -> None:
    """All who send with one HTTP client share its queue, which ends with it."""
    with httpx.Client() as http, httpx.Client() as other:
        queue = queue_for(http, ConnectionQueue, 5)
        assert queue_for(http, ConnectionQueue, 5) is queue
        assert queue_for(other, ConnectionQueue, 5) is not queue
    del http, other
    gc.collect()
    with httpx.Client() as fresh:
        assert queue_for(fresh, ConnectionQueue, 7).size == 7
