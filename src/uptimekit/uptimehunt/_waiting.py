"""Waiting for a status, politely."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from uptimekit._runtime.clock import Clock
from uptimekit._runtime.constants import SHORT_TEXT_LIMIT
from uptimekit._runtime.printable import printable

from ._validation import refuse
from .errors import WaitTimeoutError

__all__ = ["PENDING", "Wait", "Wanted"]

PENDING: Final = "pending"
"""The status of a new service until its first check (vendor's example of creating one)."""
Wanted = str | Callable[[str], bool] | None
"""A status, a function that judges one, or None for any but ``pending``.  A service without a status is waited for."""


class Wait:
    """How long a wait goes on: asked with each status that is seen.  Raises InvalidInputError for senseless times."""

    def __init__(self, clock: Clock, service_id: int, wanted: Wanted, timeout: float, poll: float) -> None:
        details = {"timeout": [] if timeout >= 0 else ["must be at least 0 seconds"]}
        refuse({**details, "poll": [] if poll > 0 else ["must be above 0 seconds"]})
        self._clock = clock
        self._wanted = wanted
        self._what = f"service {service_id}"
        self._timeout = timeout
        self._poll = poll
        self._end = clock.monotonic() + timeout

    def pause(self, status: Any) -> float | None:
        """Return the seconds to wait before the next look, None if *status* is what was wanted.

        Raises WaitTimeoutError once the time is over.
        """
        seen = None if status is None else str(status)
        if self._is_wanted(seen):
            return None
        left = self._end - self._clock.monotonic()
        if left <= 0:
            shown = seen and printable(seen, SHORT_TEXT_LIMIT)
            raise WaitTimeoutError(
                f"{self._what} was still {shown or 'without a status'} after {self._timeout:g} s"
            )
        return min(self._poll, left)

    def _is_wanted(self, seen: str | None) -> bool:
        if seen is None:
            return False
        if callable(self._wanted):
            return bool(self._wanted(seen))
        return seen != PENDING if self._wanted is None else seen == self._wanted
