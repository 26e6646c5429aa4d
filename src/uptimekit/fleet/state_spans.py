"""Histories from what providers tell: changes of state, and outages."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import UTC, datetime

from .history import StateSpan
from .vocabulary import State

__all__ = ["Change", "Outage", "changes_of", "joined", "laid_over", "read_time", "spans_of"]

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
            spans.append(StateSpan(since, moment, state))
        since, state = moment, following
    return joined(spans)


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


def laid_over(
    spans: Iterable[StateSpan], covers: Iterable[StateSpan], only: Container[State] = frozenset(State)
) -> tuple[StateSpan, ...]:
    """Return *spans*, with those of *covers* in place of what is below them: of the states *only*.

    Both are in order of time, and each has no overlaps.  A cover fills no gap.
    """
    laid = list[StateSpan]()
    above = list(covers)
    for span in spans:
        since = span.start
        for cover in above if span.state in only else ():
            begin, end = max(cover.start, since), min(cover.end, span.end)
            if begin >= end:
                continue
            laid += [StateSpan(since, begin, span.state), StateSpan(begin, end, cover.state)]
            since = end
        laid.append(StateSpan(since, span.end, span.state))
    return joined(laid)


def joined(spans: Iterable[StateSpan]) -> tuple[StateSpan, ...]:
    """Return *spans*, which are in order of time, without empty ones, and with one for each time in the same state."""
    whole = list[StateSpan]()
    for span in spans:
        if whole and whole[-1].state is span.state and whole[-1].end == span.start:
            span = StateSpan(whole.pop().start, span.end, span.state)
        if span.start < span.end:
            whole.append(span)
    return tuple(whole)


def _moment(change: Change) -> datetime:
    return change[0]


def _begin(outage: Outage) -> datetime:
    return outage[0]
