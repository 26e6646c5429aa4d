"""Errors of a warehouse."""

from __future__ import annotations

from uptimekit._runtime.errors import UptimeKitError
from uptimekit._runtime.sanitize import sanitized

__all__ = ["WarehouseError", "reason_of"]


class WarehouseError(UptimeKitError):
    """The destination failed in the middle of an export: its disk is full, say.  What has been loaded before stays."""


def reason_of(error: BaseException) -> str:
    """Return the first line of what a database said; the others repeat the query, or say what to type into a shell."""
    return sanitized(str(error).strip().partition("\n")[0] or type(error).__name__, 300)
