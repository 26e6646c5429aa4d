"""Availability: the share of time in which something was up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .words import State

__all__ = ["COUNTED_AS_UP", "DEFINITION", "availability"]

DEFINITION: Final = (
    "Availability is up / (up + down).  Degraded and late time counts as up.  Maintenance, paused and unknown time, and "
    "time in which an item did not exist, is left out."
)
"""How availability is counted in reports, in warehouses and by ``uptimekit sla``."""

COUNTED_AS_UP: Final = (State.UP, State.DEGRADED)
"""States that count as up; heartbeats that are late are among them."""


def availability(seconds: Mapping[State, float]) -> float | None:
    """Return the share of up in up and down, from 0 to 1, by the *seconds* in each state; None if it was neither."""
    up = sum(seconds.get(state, 0.0) for state in COUNTED_AS_UP)
    counted = up + seconds.get(State.DOWN, 0.0)
    return up / counted if counted else None
