"""Commands that print secrets, and do not outlive who waits for them."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import subprocess  # slow to load, and not needed where no secret comes from a command

__all__ = ["RunningCommands"]


class RunningCommands:
    """The commands that run for one caller."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._over = False
        self._lock = threading.Lock()

    @classmethod
    def kill_all(cls) -> None:
        """Kill the commands of all callers that wait; for a process that is about to end at once."""
        for each in [*_WAITED_FOR]:
            each.kill()

    @classmethod
    def current(cls) -> RunningCommands:
        """Return the commands of the block of :meth:`waited_for` that this context is in; else new ones."""
        return _CURRENT.get(None) or cls()

    @contextmanager
    def waited_for(self) -> Generator[None]:
        """Kill the commands when the block is left, or when the process ends before."""
        before = _CURRENT.set(self)
        _WAITED_FOR.add(self)
        atexit.register(self.kill)
        try:
            yield
        finally:
            _CURRENT.reset(before)
            _WAITED_FOR.discard(self)
            atexit.unregister(self.kill)
            self.kill()

    def add(self, process: subprocess.Popen[bytes]) -> None:
        """Take *process* in; kill it at once if nobody waits any more."""
        with self._lock:
            self._running.add(process)
            if self._over:
                process.kill()

    def remove(self, process: subprocess.Popen[bytes]) -> None:
        """Take out *process*, which has ended."""
        with self._lock:
            self._running.discard(process)

    def kill(self) -> None:
        """Kill all commands, and those that are added later."""
        with self._lock:
            self._over = True
            for process in self._running:
                process.kill()


_WAITED_FOR: Final = set[RunningCommands]()
_CURRENT: ContextVar[RunningCommands | None] = ContextVar("_CURRENT", default=None)
