"""The status of a service that ``services.wait_until()`` waits for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

__all__ = ["Wanted", "is_wanted"]

_PENDING: Final = "pending"  # of a new service until its first check (vendor's example of creating one)
Wanted = str | Callable[[str], bool] | None
"""A status, a function that judges one, or None for any but ``pending``."""


def is_wanted(status: str | None, wanted: Wanted) -> object:
    """Whether *status* ends the wait; no status never does."""
    if status is None:
        return False
    if callable(wanted):
        return wanted(status)
    return status != _PENDING if wanted is None else status == wanted
