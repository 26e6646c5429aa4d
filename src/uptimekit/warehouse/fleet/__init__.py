"""The tables that are the same for all providers: items, incidents, states and response times, as a fleet reads them."""

from __future__ import annotations

from typing import Final

from uptimekit.warehouse.feed import Feed

from .incidents import IncidentFeed
from .items import ItemFeed
from .past import PastFeed

__all__ = ["FEEDS"]

FEEDS: Final[tuple[Feed, ...]] = (ItemFeed(), IncidentFeed(), PastFeed())
