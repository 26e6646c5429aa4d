"""Feeds of Statuspage.

Subscribers and other people are in none of them; the addresses of the page and its components are loaded only where
secrets are asked for.  The API does not tell the points of metrics.
"""

from __future__ import annotations

from typing import Final

from uptimekit.warehouse.feed import Feed

from .incidents import INCIDENTS
from .page import PAGE
from .uptime import UPTIME

__all__ = ["FEEDS"]

FEEDS: Final[tuple[Feed, ...]] = (PAGE, INCIDENTS, UPTIME)
