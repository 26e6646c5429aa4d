"""The beginnings of states that a listing does not tell: from open incidents, else from histories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Final

from attrs import evolve

from .history import History
from .urgency import LATE, needs_attention, state_word
from .vocabulary import Incident, Item

__all__ = ["begun_in", "has_begin", "unknown_begins", "with_begin_of_incidents"]

_MOST: Final = 10
"""Histories that are read at once to find begins: each is a request, and with more than that down, none matters much."""


def with_begin_of_incidents(items: Iterable[Item]) -> list[Item]:
    """Return *items*, of which those that are not well have ``since`` of the first open incident about them.

    An incident names what it concerns.  Where several items of a kind that are not well have that name, it tells of none.
    """
    listed = [*items]
    begun = _begun(each for each in listed if isinstance(each, Incident) and each.is_open)
    bearers = Counter(_name(each) for each in listed if needs_attention(each))
    return [
        evolve(each, since=begun.get((each.account, each.name)))
        if each.since is None and needs_attention(each) and has_begin(each) and bearers[_name(each)] == 1
        else each
        for each in listed
    ]


def begun_in(item: Item, history: History) -> datetime | None:
    """Return when the state of *item* began; None if *history* does not tell.

    A state that follows on a time without data, or on the begin of the history, may have begun before.
    """
    if state_word(item) == LATE or not history.spans or history.spans[-1].state is not item.state:
        return None  # what is late is still in the state that it was in before
    *before, last = history.spans
    if history.since is not None:
        return history.since
    known = before[-1].end == last.start if before else last.start == history.created
    return last.start if known else None


def has_begin(item: Item) -> bool:
    """Return whether something may tell when the state of *item* began: nothing tells since when a job is late."""
    return not isinstance(item, Incident) and state_word(item) != LATE


def unknown_begins(items: Iterable[Item]) -> list[Item]:
    """Return the first ten of *items* that are not well and of which only a history can tell since when."""
    silent = (item for item in items if item.since is None and needs_attention(item) and has_begin(item))
    return [*islice(silent, _MOST)]


def _begun(incidents: Iterable[Incident]) -> dict[tuple[str, str], datetime]:
    """Return when the first of *incidents* began, by account and the name of what it concerns."""
    begun: dict[tuple[str, str], datetime] = {}
    for incident in incidents:
        if incident.started is not None:
            for name in incident.affects:
                key = incident.account, name
                begun[key] = min(begun.get(key, incident.started), incident.started)
    return begun


def _name(item: Item) -> tuple[str, str, str]:
    return item.account, item.kind, item.name
