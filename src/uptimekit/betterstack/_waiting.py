"""Waiting for a state, politely."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from uptimekit._runtime.clock import Clock
from uptimekit._runtime.sanitize import sanitized

from .exceptions import ValidationError, WaitTimeoutError

__all__ = ["wait_until"]


class _Fetched(Protocol):
    def fetch_data(self, **kwargs: Any) -> None: ...


T = TypeVar("T", bound=_Fetched)


def wait_until(watched: T, clock: Clock, wanted: str | Callable[[T], bool], timeout: float, poll: float) -> T:
    """Fetch *watched* every *poll* seconds until it is as *wanted*; raise WaitTimeoutError after *timeout*."""
    if not timeout >= 0 or not poll > 0:
        raise ValidationError("timeout must be at least 0 seconds and poll above 0")
    end = clock.monotonic() + timeout
    while True:
        watched.fetch_data()
        if _is(watched, wanted):
            return watched
        left = end - clock.monotonic()
        if left <= 0:
            break
        clock.sleep(min(poll, left))
    what = f"status {wanted}" if isinstance(wanted, str) else "what was wanted"
    raise WaitTimeoutError(f"{sanitized(repr(watched))} did not come to {what} within {timeout:g} s")


def _is(watched: T, wanted: str | Callable[[T], bool]) -> bool:
    if isinstance(wanted, str):
        return str(getattr(watched, "status", None)).lower() == wanted.lower()
    return bool(wanted(watched))
