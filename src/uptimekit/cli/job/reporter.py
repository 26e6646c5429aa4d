"""Reports a job beside it: nothing that the monitor does can stop, fail or hold up the job."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from uptimekit._runtime.error_text import error_text
from uptimekit._runtime.errors import RequestTimeoutError, UptimeKitError
from uptimekit._runtime.time_limit import GRACE

from .limited_wait import LimitedWait

if TYPE_CHECKING:
    from .monitor import Monitor, Text

__all__ = ["Reporter"]


class Reporter:
    """A thread that reports one run: its start at once, its end once the job is over.

    It is abandoned when its time is up, since name resolution, a keyring or a command that prints a secret may take
    as long as they like.
    """

    def __init__(self, monitor: Callable[[float], Monitor], deadline: float) -> None:
        """Report to what *monitor* returns, given seconds to look for it.

        *deadline* is in seconds, for the start, and again after the job's end.
        """
        self._make = monitor
        self._deadline = deadline
        self._monitor: Monitor | None = None
        self._job_over = threading.Event()
        self._last: Callable[[], None] | None = None
        self._problems: dict[str, str] = {}
        self._ended = LimitedWait()

    def start(self) -> None:
        """Report the start of the job."""
        try:
            threading.Thread(target=self._report, name="uptimekit-report", daemon=True).start()
        except RuntimeError as error:  # the system has no thread to give
            self._problems["end"] = str(error)
            self._ended.finish()

    def finish(self, status: int, text: Text, *, hurry: bool) -> list[str]:
        """Report the end of the job, wait for that, if need be until time is up, and return what was not reported.

        Args:
            status: exit status; 0 is a success.
            text: the report.
            hurry: whether this process has been asked to end, and may be killed soon.
        """
        limit = min(self._deadline, GRACE) if hurry else self._deadline
        self._last = partial(self._end, status, text, monotonic() + limit)
        self._job_over.set()
        done = self._ended.wait(limit)
        problems = dict(self._problems)
        if not done:
            stopped = "stopped before the monitor answered"
            problems["end"] = stopped if self._ended.stops else f"no answer within {limit:g} seconds"
        return _lines(problems)

    def stop(self) -> None:
        """Hurry with the last report, since this process is asked to end; asked again, leave it."""
        self._ended.stop()

    def _report(self) -> None:
        self._try("start", lambda: self._connected(self._deadline).start(self._deadline))
        self._job_over.wait()
        if self._last is not None:
            self._try("end", self._last)
        self._ended.finish()
        if self._monitor is not None:
            self._monitor.close()

    def _end(self, status: int, text: Text, until: float) -> None:
        monitor = self._connected(until - monotonic())
        if (left := until - monotonic()) <= 0:
            raise RequestTimeoutError("no time was left")
        monitor.end(status, text, left)

    def _connected(self, seconds: float) -> Monitor:
        if self._monitor is None:
            self._monitor = self._make(seconds)
        return self._monitor

    def _try(self, which: str, step: Callable[[], None]) -> None:
        try:
            step()
        except Exception as error:  # whatever it is, the job goes on
            self._problems[which] = _text(error)


def _text(error: Exception) -> str:
    return " ".join(error_text(error).split()) if isinstance(error, UptimeKitError) else type(error).__name__


def _lines(problems: dict[str, str]) -> list[str]:
    start, end = problems.get("start"), problems.get("end")
    return [
        *([f"start not reported: {start}"] if start and start != end else []),
        *([f"not reported: {end}"] if end else []),
    ]
