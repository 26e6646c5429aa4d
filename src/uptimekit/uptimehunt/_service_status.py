"""The status of a service that ``services.wait_until()`` waits for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from uptimekit._runtime.spelling import nearest

from .errors import InvalidInputError

__all__ = ["Wanted", "is_wanted", "refuse_misspelt"]

_PENDING: Final = "pending"  # of a new service until its first check (vendor's example of creating one)
_KNOWN: Final = (_PENDING, "operational")
Wanted = str | Callable[[str], bool] | None
"""A status, a function that judges one, or None for any but ``pending``."""


def refuse_misspelt(wanted: Wanted) -> None:
    """Raise InvalidInputError for a text that is nearly a known status; the vendor does not list them all."""
    if isinstance(wanted, str) and wanted not in _KNOWN and (near := nearest(wanted, _KNOWN)):
        raise InvalidInputError(
            f"wanted must be a status, or a function of one, not {wanted!r}; did you mean {near!r}?",
            field="wanted",
        )


def is_wanted(status: str | None, wanted: Wanted) -> object:
    """Whether *status* ends the wait; no status never does."""
    if status is None:
        return False
    if callable(wanted):
        return wanted(status)
    return status != _PENDING if wanted is None else status == wanted
