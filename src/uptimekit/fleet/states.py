"""The state of each word of a provider, as tables; ``docs/fleet.md`` shows the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .vocabulary import State

__all__ = ["STATES", "state_of"]

STATES: Final[Mapping[str, Mapping[str, State]]] = {
    "Better Stack monitors": {
        "up": State.UP,
        "down": State.DOWN,
        "validating": State.DEGRADED,  # it answers again, and its incident is open until the recovery period is over
        "paused": State.PAUSED,
        "maintenance": State.MAINTENANCE,
        "pending": State.PENDING,
    },
    "Better Stack heartbeats": {
        "up": State.UP,
        "down": State.DOWN,
        "paused": State.PAUSED,
        "pending": State.PENDING,
    },
    "Better Stack incidents": {
        "unconfirmed": State.DEGRADED,  # within the confirmation period: nobody is alerted yet
        "started": State.DOWN,
        "acknowledged": State.DOWN,
        "validating": State.DEGRADED,
        "resolved": State.UP,
    },
    "Better Stack components": {
        "operational": State.UP,
        "downtime": State.DOWN,
        "degraded": State.DEGRADED,
        "maintenance": State.MAINTENANCE,
        "not_monitored": State.PAUSED,
    },
    "Statuspage components": {
        "operational": State.UP,
        "degraded_performance": State.DEGRADED,
        "partial_outage": State.DEGRADED,
        "major_outage": State.DOWN,
        "under_maintenance": State.MAINTENANCE,
        "": State.UNKNOWN,  # the page shows no status of the component
    },
    "Statuspage incidents": {
        "investigating": State.DEGRADED,  # or as its impact says
        "identified": State.DEGRADED,
        "monitoring": State.DEGRADED,
        "resolved": State.UP,
        "postmortem": State.UP,  # resolved, and explained
        "scheduled": State.PENDING,  # a maintenance that has not begun; a fleet does not list it
        "in_progress": State.MAINTENANCE,
        "verifying": State.MAINTENANCE,
        "completed": State.UP,
    },
    "Statuspage impacts": {
        "none": State.DEGRADED,  # of an open incident: something is looked into
        "minor": State.DEGRADED,
        "major": State.DEGRADED,
        "critical": State.DOWN,
        "maintenance": State.MAINTENANCE,
    },
    "Healthchecks checks": {
        "up": State.UP,
        "grace": State.UP,  # late, and not yet down: nobody is alerted
        "down": State.DOWN,
        "paused": State.PAUSED,
        "new": State.PENDING,
        "started": State.PENDING,  # only of servers that answer as version 1: a run hides what was before it
    },
    "UptimeHunt services": {
        "operational": State.UP,
        "pending": State.PENDING,
        # The vendor documents no other word.  These are read as the English that they are.
        "up": State.UP,
        "degraded": State.DEGRADED,
        "down": State.DOWN,
        "maintenance": State.MAINTENANCE,
        "paused": State.PAUSED,
    },
}
"""State of each word, which is in lower case here, by what has it."""


def state_of(what: str, word: object) -> State:
    """Return the state of a *word* of *what*, whatever its letter case; ``unknown`` for a word without a state."""
    return STATES[what].get("" if word is None else str(word).lower(), State.UNKNOWN)
