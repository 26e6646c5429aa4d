"""The tables that are the same for all providers: items, incidents, states and response times, as a fleet reads them."""

from __future__ import annotations

from typing import Final

from .feed import Feed
from .fleet_incidents import IncidentFeed
from .fleet_items import ItemFeed
from .fleet_past import PastFeed

__all__ = ["FEEDS"]

FEEDS: Final[tuple[Feed, ...]] = (ItemFeed(), IncidentFeed(), PastFeed())
