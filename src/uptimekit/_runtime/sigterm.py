"""SIGTERM during a job: it interrupts the job, and ends the process once the job is reported."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import asyncio

    from .job_runs import Run

    Task = asyncio.Task[Any]

__all__ = ["SIGTERM_STATUS", "watch"]

SIGTERM_STATUS: Final = 128 + signal.SIGTERM
"""Exit status of a run that SIGTERM has ended, as a shell shows it."""


class _Watch:
    """The runs of the main thread, and of its tasks, that SIGTERM interrupts.

    The handler replaces the default one while there are such runs; any other handler is left alone.  If the default
    cannot be restored, since a run ends in another thread than it began in, the handler does the same as it.
    """

    def __init__(self) -> None:
        self._runs: dict[Run, Task | None] = {}
        self._received = False
        self._pid = 0

    def begin(self, run: Run, task: Task | None = None) -> None:
        """Interrupt *run* at a SIGTERM, if this is the main thread and the program does not handle the signal."""
        if threading.current_thread() is not threading.main_thread():
            return
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            try:
                signal.signal(signal.SIGTERM, self._interrupt)
            except ValueError:  # the main thread of a subinterpreter
                return
        if os.getpid() != self._pid:  # a forked worker has none of its parent's runs
            self._runs.clear()
            self._pid, self._received = os.getpid(), False
        # After SIGTERM the process is to end: a run that begins then, in another task, must not keep it.
        if signal.getsignal(signal.SIGTERM) == self._interrupt and not self._received:
            self._runs[run] = task

    def end(self, run: Run) -> None:
        """Interrupt *run* no more; after the last run end the process if SIGTERM has arrived."""
        if run not in self._runs:
            return
        del self._runs[run]
        if not self._runs:
            received, self._received = self._received, False
            self._restore()
            if received:
                signal.raise_signal(signal.SIGTERM)

    def _restore(self) -> None:
        try:
            if signal.getsignal(signal.SIGTERM) == self._interrupt:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
        except ValueError:
            return  # in another thread

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        again, self._received = self._received, True
        if again or os.getpid() != self._pid or not any(map(_alive, self._runs.values())):
            # The second one, a forked worker, or no run is left.
            self._restore()
            signal.raise_signal(signal.SIGTERM)
            return
        running_now = False
        for run, task in self._runs.items():
            if run.over or not _alive(task):
                continue
            run.terminated = True
            if task is None or _is_running(task):
                running_now = True
            else:
                task.get_loop().call_soon_threadsafe(task.cancel)
        if running_now:
            raise SystemExit(SIGTERM_STATUS)


def _alive(task: Task | None) -> bool:
    """Whether there is a job to interrupt: a set-up hook may end and leave its run open."""
    return task is None or not (task.done() or task.get_loop().is_closed())


def _is_running(task: asyncio.Task[Any]) -> bool:
    """Whether the main thread is in the code of *task*: an exception interrupts it at once, a cancellation late."""
    import asyncio

    return asyncio.current_task(task.get_loop()) is task


watch: Final = _Watch()
