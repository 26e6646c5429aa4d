"""The words of a fleet: the kinds of items, and their states.  They load without the classes of the items."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Kind", "State"]


class State(StrEnum):
    """State of an item.  Which word of a provider becomes which state stands in ``docs/fleet.md``."""

    UP = "up"
    DOWN = "down"
    DEGRADED = "degraded"
    PAUSED = "paused"
    MAINTENANCE = "maintenance"
    PENDING = "pending"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """Kind of an item, in the plural, as lists of items are named."""

    MONITORS = "monitors"
    HEARTBEATS = "heartbeats"
    INCIDENTS = "incidents"
    COMPONENTS = "components"
