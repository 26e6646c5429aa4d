"""Errors of a warehouse."""

from __future__ import annotations

from uptimekit._runtime.errors import UptimeKitError

__all__ = ["WarehouseError"]


class WarehouseError(UptimeKitError):
    """The destination failed in the middle of an export: its disk is full, say.  What has been loaded before stays."""
