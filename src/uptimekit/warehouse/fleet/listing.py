"""Complete listings of the items of a fleet, and the columns that tell them apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from uptimekit.fleet import Fleet, Item, Kind
from uptimekit.warehouse.constants import DEADLINE

__all__ = ["WATCHED", "identity", "read_items"]

WATCHED: Final = (Kind.MONITORS, Kind.HEARTBEATS, Kind.COMPONENTS)
"""The kinds of items that have states."""


def read_items(fleet: Fleet, *kinds: Kind, resolved_since: datetime | None = None) -> tuple[Item, ...]:
    """Return all items of these kinds; raise the error of what could not be read.

    An incomplete listing would look as if what it lacks had been deleted.
    """
    found = fleet.survey(*kinds, resolved_since=resolved_since, deadline=DEADLINE)
    for fault in found.faults:
        raise fault.error
    return tuple(item for item in found.items if item.id)


def identity(item: Item) -> Mapping[str, Any]:
    """Return the columns that tell an item from others."""
    return {"provider": item.provider, "kind": item.kind.value, "item_id": item.id}
