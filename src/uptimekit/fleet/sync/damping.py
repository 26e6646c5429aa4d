"""Damping: a state is shown only after several readings agree, so that a flapping monitor changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from uptimekit.fleet.vocabulary import State

__all__ = ["SEVERITY", "damped"]

SEVERITY: Final = {State.UP: 0, State.DEGRADED: 1, State.DOWN: 2}
"""The states that are damped, by how bad they are."""


def damped(shown: State, readings: Sequence[State], *, fire: int, recover: int) -> State:
    """Return the state to show after *readings*, of which the newest is the last.

    It is worse than *shown* once the last *fire* readings all were, and better once the last *recover* were.  If these
    do not agree, it is the one of them that is nearest to *shown*.

    Args:
        shown: what is shown now.
        readings: the last readings: up, degraded or down.
        fire: number of readings that it takes to show something worse; at least 1.
        recover: number of readings that it takes to show something better; at least 1.
    """
    now = SEVERITY[shown]
    worse = _last(readings, fire)
    if worse and min(map(SEVERITY.__getitem__, worse)) > now:
        return min(worse, key=SEVERITY.__getitem__)
    better = _last(readings, recover)
    if better and max(map(SEVERITY.__getitem__, better)) < now:
        return max(better, key=SEVERITY.__getitem__)
    return shown


def _last(readings: Sequence[State], count: int) -> Sequence[State]:
    """Return the last *count* readings; none if there are fewer."""
    return readings[-count:] if len(readings) >= count else ()
