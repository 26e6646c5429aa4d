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
    """Kind of an item.

    The value is the word for one, such as ``monitor``: in JSON, CSV, metrics and a warehouse, too.  ``Kind("monitors")``
    is understood as well.
    """

    MONITORS = "monitor"
    HEARTBEATS = "heartbeat"
    INCIDENTS = "incident"
    COMPONENTS = "component"

    @property
    def plural(self) -> str:
        """The word for several, such as ``monitors``."""
        return f"{self.value}s"

    @classmethod
    def _missing_(cls, value: object) -> Kind | None:
        return next((kind for kind in cls if kind.plural == value), None)
