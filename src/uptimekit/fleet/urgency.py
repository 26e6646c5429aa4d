"""The urgency of items: which of them need attention, and which first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from .vocabulary import Heartbeat, Incident, Item, State

__all__ = ["LATE", "URGENT", "by_urgency", "needs_attention", "state_word"]

LATE: Final = "late"
"""Shown in place of the state of a heartbeat that is overdue and not down yet."""

_WELL: Final = frozenset({State.UP, State.PAUSED, State.MAINTENANCE, State.PENDING})

URGENT: Final = (State.DOWN.value, State.DEGRADED.value, LATE, State.UNKNOWN.value)
"""Words of items that need attention, as :func:`state_word` returns them, the most urgent first."""


def needs_attention(item: Item) -> bool:
    """Whether *item* is not known to be well: down, degraded, late, in an unknown state, or an open incident.

    What is paused, under maintenance or not measured yet needs nobody.
    """
    if isinstance(item, Incident):
        return item.is_open and item.state != State.MAINTENANCE
    return state_word(item) == LATE or item.state not in _WELL


def state_word(item: Item) -> str:
    """Return the state to show: that of the item, but ``late`` for a heartbeat that is late and not down yet."""
    if isinstance(item, Heartbeat) and item.late and item.state == State.UP:
        return LATE
    return item.state.value


def by_urgency(items: Iterable[Item]) -> list[Item]:
    """Return *items* in order: the worst state first, taken over incidents after others, then the newest first."""
    return sorted(items, key=_urgency)


def _urgency(item: Item) -> tuple[Any, ...]:
    word = state_word(item)
    rank = URGENT.index(word) if word in URGENT else len(URGENT)
    taken_over = isinstance(item, Incident) and item.acknowledged is not None
    newest = -item.since.timestamp() if item.since else float("inf")
    return rank, taken_over, newest, item.account, item.name, item.id
