"""The status of a service that ``services.wait_until()`` waits for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from uptimekit._runtime.constants import SHORT_TEXT_LIMIT
from uptimekit._runtime.printable import printable

__all__ = ["Wanted", "is_wanted", "still"]

_PENDING: Final = "pending"  # of a new service until its first check (vendor's example of creating one)
Wanted = str | Callable[[str], bool] | None
"""A status, a function that judges one, or None for any but ``pending``."""


def is_wanted(wanted: Wanted) -> Callable[[str | None], bool]:
    """Return a function that judges a status; no status is never wanted."""

    def judge(status: str | None) -> bool:
        if status is None:
            return False
        if callable(wanted):
            return bool(wanted(status))
        return status != _PENDING if wanted is None else status == wanted

    return judge


def still(service_id: int, timeout: float) -> Callable[[str | None], str]:
    """Return a function that says which status a service still has after *timeout* seconds."""

    def complaint(status: str | None) -> str:
        shown = printable(status, SHORT_TEXT_LIMIT) if status else "without a status"
        return f"service {service_id} was still {shown} after {timeout:g} s"

    return complaint
