"""The queue in front of a client's connections: never more calls under way than there are connections.

A call that waits inside the pool of an HTTP library may lose a connection there when it is cancelled, and its error
does not name the limit.  So calls wait here, in order of arrival, and leave nothing behind when they stop waiting.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from .locks import Locked

if TYPE_CHECKING:
    import asyncio

__all__ = ["AsyncConnectionQueue", "ConnectionQueue", "Release", "queue_for"]

Q = TypeVar("Q")
Release = Callable[[], None]
"""Gives a slot back; to be called once, whatever happened."""


class ConnectionQueue(Locked):
    """A queue of threads for *size* slots; None for any number."""

    def __init__(self, size: int | None) -> None:
        super().__init__()
        self.size = size
        self._queue = _Queue(size or 1)

    def _renew_lock(self) -> None:  # in a forked child, where the calls of other threads never end
        super()._renew_lock()
        self._queue = _Queue(self.size or 1)

    def take(self, seconds: float) -> Release | None:
        """Wait for a slot; None if there is none within *seconds*."""
        if self.size is None:
            return _nothing
        queue = self._queue
        return queue.leave if queue.enter(seconds) else None


class _Queue:
    """Gives each free slot to the thread that waits longest.

    A semaphore of the standard library lets a thread overtake those that wait: one that makes call after call would
    keep its slot, and the others would wait in vain.
    """

    def __init__(self, free: int) -> None:
        self._lock = threading.Lock()
        self._free = free
        self._waiting: deque[threading.Lock] = deque()  # one of each thread, locked until its turn

    def enter(self, seconds: float) -> bool:
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        try:
            return turn.acquire(timeout=min(seconds, threading.TIMEOUT_MAX)) or not self._withdrew(turn)
        except BaseException:  # an interrupt
            if not self._withdrew(turn):
                self.leave()
            raise

    def _withdrew(self, turn: threading.Lock) -> bool:
        """Take *turn* out of the queue; return False if it had its turn already."""
        with self._lock:
            waits = turn in self._waiting
            if waits:
                self._waiting.remove(turn)
            return waits

    def leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class AsyncConnectionQueue:
    """A queue of tasks for *size* slots; None for any number."""

    def __init__(self, size: int | None) -> None:
        self.size = size
        self._loop: asyncio.AbstractEventLoop | None = None
        self._free: asyncio.Semaphore

    async def take(self, seconds: float) -> Release | None:
        """Wait for a slot; None if there is none within *seconds*."""
        from asyncio import (  # a program that never awaits does not pay for it
            Semaphore,
            get_running_loop,
            timeout,
        )

        if self.size is None:
            return _nothing
        if self._loop is not (loop := get_running_loop()):  # tasks of a loop that ended hold none
            self._loop, self._free = loop, Semaphore(self.size)
        free = self._free
        if not free.locked():
            await free.acquire()  # at once
            return free.release
        try:
            async with timeout(seconds):
                await free.acquire()
        except TimeoutError:
            return None
        return free.release


def _nothing() -> None:
    pass


class _Registry(Locked):
    """The queues of the clients that were passed in: all users of one client wait in one queue."""

    def __init__(self) -> None:
        super().__init__()
        self._queues: WeakKeyDictionary[object, Any] = WeakKeyDictionary()

    def get(self, http: object, kind: Callable[[int | None], Q], size: int | None) -> Q:
        with self._lock:
            queue: Q = self._queues.setdefault(http, kind(size))
            return queue


_registry = _Registry()


def queue_for(http: object | None, kind: Callable[[int | None], Q], size: int | None) -> Q:
    """Return the queue of *kind* for the HTTP client *http*, which all its users share; a new one for None.

    A queue has the *size* that it was first asked for with.
    """
    return kind(size) if http is None else _registry.get(http, kind, size)
