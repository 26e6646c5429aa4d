"""Histories from what providers tell: changes of state, and outages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from .history import StateSpan
from .vocabulary import State

__all__ = ["Change", "Outage", "changes_of", "read_time", "spans_of"]

Change = tuple[datetime, State | None]
"""When a state began, and which; None for a time of which nothing is known."""
Outage = tuple[datetime, datetime | None, State]
"""When it began, when it ended (None: not yet), and the state meanwhile."""


def read_time(end: datetime, now: float) -> datetime:
    """Return *end*, or the present moment, in seconds since the epoch, if that is earlier."""
    return min(end, datetime.fromtimestamp(now, UTC))


def spans_of(changes: Iterable[Change], start: datetime, until: datetime) -> tuple[StateSpan, ...]:
    """Return the states between two times, in order of time: each lasts until the next change, the last one until *until*."""
    spans = list[StateSpan]()
    since, state = start, None
    for at, following in [*sorted(changes, key=_moment), (until, None)]:
        moment = min(max(at, start), until)
        if state is not None and moment > since:
            if spans and spans[-1].state is state and spans[-1].end == since:
                since = spans.pop().start
            spans.append(StateSpan(since, moment, state))
        since, state = moment, following
    return tuple(spans)


def changes_of(outages: Iterable[Outage], since: datetime) -> list[Change]:
    """Return the changes of what has been up *since* then but for its *outages*, which may overlap: the earlier one counts."""
    changes: list[Change] = [(since, State.UP)]
    free = since
    for begin, end, state in sorted(outages, key=_begin):
        if end is not None and end <= max(begin, free):
            continue
        changes.append((max(begin, free), state))
        if end is None:
            break
        changes.append((end, State.UP))
        free = end
    return changes


def _moment(change: Change) -> datetime:
    return change[0]


def _begin(outage: Outage) -> datetime:
    return outage[0]
