"""A wait that signals cut short."""

from __future__ import annotations

import threading
from time import monotonic

from uptimekit._runtime.time_limit import GRACE

__all__ = ["LimitedWait"]


class LimitedWait:
    """A wait until something is done or time is up.

    Attributes:
        done: whether it is done.
        stops: how many signals have asked this process to end meanwhile.
    """

    def __init__(self) -> None:
        self.done = False
        self.stops = 0
        self._until: float | None = None
        self._changed = threading.Condition()  # one of these

    def finish(self) -> None:
        """Say that it is done."""
        with self._changed:
            self.done = True
            self._changed.notify_all()

    def stop(self) -> None:
        """Wait little longer, since this process is asked to end; asked again, no longer.

        Before the wait this does nothing.  The first time counts as a signal that has reached job and process at
        once, such as by Ctrl-C.
        """
        with self._changed:
            if self._until is not None:
                self._until = min(self._until, monotonic() + GRACE)
                self.stops += 1
                self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait no longer than *seconds*; return whether it is done."""
        with self._changed:
            self._until = monotonic() + seconds
            while not self.done and self.stops < 2 and (left := self._until - monotonic()) > 0:
                self._changed.wait(min(left, threading.TIMEOUT_MAX))
            return self.done
