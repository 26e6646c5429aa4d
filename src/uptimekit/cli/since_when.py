"""The beginnings of states that a listing does not tell: from open incidents, else from histories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

import attrs

from uptimekit.fleet import AccountFault, Fleet, History, Incident, Item, Kind
from uptimekit.fleet.urgency import LATE, state_word

__all__ = ["since_of_history", "with_since"]

_PAST: Final = timedelta(days=30)
"""How far a history is read; when something began that lasts for longer is not known."""
_MOST: Final = 10
"""Histories that are read at once: each is a request, and with more than that down, no single one matters much."""


def with_since(
    fleet: Fleet,
    items: Sequence[Item],
    incidents: Iterable[Incident],
    now: datetime,
    *,
    deadline: float | None = None,
) -> list[Item]:
    """Return *items* with ``since`` where it can be found; a history that cannot be read leaves it out.

    Histories are waited for *deadline* seconds; default: that of the fleet.
    """
    begun = _of_incidents(incidents)
    bearers = Counter(map(_name, items))
    known = [
        attrs.evolve(each, since=begun.get((each.account, each.name)))
        if each.since is None and bearers[_name(each)] == 1  # else the incident may be that of a namesake
        else each
        for each in items
    ]
    unknown = [
        each
        for each in known
        if each.since is None and each.kind in (Kind.MONITORS, Kind.HEARTBEATS) and state_word(each) != LATE
    ][:_MOST]
    found = {
        item.key: since_of_history(item, history)
        for item, history in fleet.histories(unknown, now - _PAST, now, deadline=deadline)
        if not isinstance(history, AccountFault)
    }
    return [attrs.evolve(each, since=found.get(each.key, each.since)) for each in known]


def _of_incidents(incidents: Iterable[Incident]) -> dict[tuple[str, str], datetime]:
    """Return when the first open incident began, by account and the name of what it concerns."""
    begun: dict[tuple[str, str], datetime] = {}
    for incident in incidents:
        if incident.is_open and incident.started:
            for name in incident.affects:
                key = incident.account, name
                begun[key] = min(begun.get(key, incident.started), incident.started)
    return begun


def since_of_history(item: Item, history: History) -> datetime | None:
    """Return since when *item* is as it is; None if the history does not tell, or begins later."""
    if state_word(item) == LATE:  # it is still in the state that it was in before
        return None
    last = history.spans[-1] if history.spans else None
    return last.start if last and last.state == item.state and last.start > history.start else None


def _name(item: Item) -> tuple[str, str, str]:
    return item.account, item.kind, item.name
