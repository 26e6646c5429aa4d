"""The daily maintenance window of monitors and heartbeats, which is stored and shown without effect."""

from __future__ import annotations

from uptimekit.sandbox.betterstack._fields import clock_time, text, texts
from uptimekit.sandbox.betterstack._words import DAYS

__all__ = ["MAINTENANCE"]

MAINTENANCE = (
    texts("maintenance_days", DAYS),
    clock_time("maintenance_from", nullable=True),
    clock_time("maintenance_to", nullable=True),
    text("maintenance_timezone", nullable=True, default="UTC"),
)
