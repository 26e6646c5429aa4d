"""Feeds of Better Stack Uptime.

Addresses of people, what a check sends and what it got are loaded only where secrets are asked for; subscribers of
status pages never are.
"""

from __future__ import annotations

from typing import Final

from uptimekit.warehouse.feed import Feed

from .availability import AVAILABILITY
from .heartbeats import HEARTBEATS
from .incidents import INCIDENT_EVENTS, INCIDENTS
from .monitors import MONITORS
from .on_calls import ON_CALLS
from .policies import POLICIES
from .response_times import RESPONSE_TIMES
from .status_pages import STATUS_PAGES, STATUS_REPORTS

__all__ = ["FEEDS"]

FEEDS: Final[tuple[Feed, ...]] = (
    MONITORS,
    HEARTBEATS,
    INCIDENTS,
    INCIDENT_EVENTS,
    RESPONSE_TIMES,
    AVAILABILITY,
    STATUS_PAGES,
    STATUS_REPORTS,
    ON_CALLS,
    POLICIES,
)
