"""The health of a store: while it does not answer, one caller a second tries it, and a line a minute is logged."""

from __future__ import annotations

from time import monotonic
from typing import Final

from uptimekit._runtime.locks import Locked
from uptimekit._runtime.logger import logger

__all__ = ["StoreHealth"]

TRY_AGAIN: Final = 1.0
"""Seconds until a store that failed is asked again: calls do not wait for it meanwhile."""

WARN_AGAIN: Final = 60.0
"""Seconds between two warnings about a store that is away."""


class StoreHealth(Locked):
    """What a process knows of a store.

    Args:
        instead: what is done while the store is away, for the warning.
    """

    def __init__(self, instead: str) -> None:
        super().__init__()
        self._instead = instead
        self._problem: str | None = None  # what it said last, while it is away
        self._trying = False
        self._try_at = 0.0
        self._warned_at: float | None = None

    def problem(self) -> str | None:
        """Return why the store is not asked now; None if the caller is to ask it, and to report what becomes of that."""
        with self._lock:
            if self._problem is None:
                return None
            if self._trying or monotonic() < self._try_at:
                return self._problem
            self._trying = True
            return None

    def answered(self) -> None:
        """Take note of an answer."""
        if self._problem is None:
            return
        with self._lock:
            self._problem, self._trying = None, False
        logger.info("the shared store answers again")

    def failed(self, problem: str) -> None:
        """Take note of a failure; warn if the last warning is long ago."""
        now = monotonic()
        with self._lock:
            self._problem, self._trying, self._try_at = problem, False, now + TRY_AGAIN
            silent = self._warned_at is not None and now - self._warned_at < WARN_AGAIN
            if not silent:
                self._warned_at = now
        if not silent:
            logger.warning("%s; %s", problem, self._instead)

    def interrupted(self) -> None:
        """Take note that the caller that asked was interrupted before there was an answer."""
        with self._lock:
            self._trying = False

    def _renew_lock(self) -> None:
        super()._renew_lock()
        self._trying = False  # the thread that tried is in the parent process
