"""The past of a check of Healthchecks, from its flips and pings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

import uptimekit.healthchecks as hc  # its names load on first use

from .history import History
from .item_fields import number
from .state_spans import Change, read_time, spans_of
from .vocabulary import Item, State

__all__ = ["of_check"]

_ROUNDED: Final = timedelta(seconds=2)
"""How far the times of a flip and of its cause may be apart: the server cuts those of flips to whole seconds."""
_FINISHED: Final = ("success", "fail")  # types of pings that count


async def of_check(client: hc.AsyncClient, item: Item, start: datetime, end: datetime) -> History:
    """Return the history of the check that *item* is."""
    now = client.clock.time()
    until = read_time(end, now)
    flips = [
        (flip.timestamp, bool(flip.up))
        for flip in reversed(await client.get_check_flips(item.id))
        if flip.timestamp is not None  # pyright: ignore[reportUnnecessaryComparison]  (of a server that leaves it out)
    ]
    if not flips:  # of a check that was never pinged nobody can tell how long it has been there
        known = None if item.state is State.PENDING else item.state
        changes: list[Change] = [(_kept_since(now), known)]
    else:
        pings, check = list[hc.CheckPings](), None
        if _is_doubtful(flips, start, until):
            check = item.native or await client.get_check(item.id)
            pings = await _pings(client, check)
        changes = list(_changes(flips, pings, check))
        if not flips[-1][1] and item.state is not State.UP:
            changes[-1] = (changes[-1][0], item.state)
        elif flips[-1][1] and item.state is State.DOWN and (since := _overdue_since(item.native)) is not None:
            changes.append((since, State.DOWN))
    began = changes[-1][0] if flips else None
    since = began if began is not None and began < until else None
    return History(start=start, end=end, since=since, spans=spans_of(changes, start, until))


def _is_doubtful(flips: Sequence[tuple[datetime, bool]], start: datetime, until: datetime) -> bool:
    """Whether a flip, but for the last one, says only that the check was no longer up within the range."""
    return any(not up and since < until and start < ended for (since, up), (ended, _) in pairwise(flips))


async def _pings(client: hc.AsyncClient, check: hc.Check) -> list[hc.CheckPings]:
    """Return the pings that the server keeps, oldest first; none with a read-only key, which may not read them."""
    if check.uuid is None:
        return []
    return list(reversed(await client.get_check_pings(check.uuid)))


def _changes(
    flips: Sequence[tuple[datetime, bool]], pings: Sequence[hc.CheckPings], check: hc.Check | None
) -> Iterator[Change]:
    """Yield the states that the *flips* began, of which each tells only whether the check came up.

    What ends the time in which it was up is a failure, a ping that did not come, or a pause, which the pings tell apart;
    without them it counts as a failure.  A further flip that is not up is then a pause, or the end of one, but for a
    failure that a ping tells.
    """
    before: State | None = None
    for at, up in flips:
        if up:
            state = State.UP
        elif before in (None, State.UP):
            state = _cause(at, pings, check) or State.DOWN
        elif _has_failed(at, pings):
            state = State.DOWN
        else:
            state = State.PENDING if before is State.PAUSED else State.PAUSED
        yield at, state
        before = state


def _cause(at: datetime, pings: Sequence[hc.CheckPings], check: hc.Check | None) -> State | None:
    """Return why a check was up no longer; None if what is known does not tell."""
    if _has_failed(at, pings):
        return State.DOWN
    earlier = [ping for ping in pings if ping.date <= at]
    finished = next((ping for ping in reversed(earlier) if ping.type in _FINISHED), None)
    if finished is None or check is None:
        return None
    grace = timedelta(seconds=number(check.grace) or 0.0)
    runs = [ping.date for ping in earlier if ping.type == "start" and ping.date >= finished.date]
    if any(abs(at - (begun + grace)) <= _ROUNDED for begun in runs):
        return State.DOWN
    period = timedelta(seconds=number(check.timeout) or 0.0)  # of a schedule it is not known
    if at < finished.date + period + grace - _ROUNDED:
        return State.PAUSED
    return State.DOWN if period else None


def _has_failed(at: datetime, pings: Sequence[hc.CheckPings]) -> bool:
    return any(ping.type == "fail" and abs(ping.date - at) <= _ROUNDED for ping in pings)


def _overdue_since(check: hc.Check | None) -> datetime | None:
    """Return when a check went down that is overdue and has no flip for that yet: the server makes it a little later."""
    if check is None or check.next_ping is None:
        return None
    try:
        return check.next_ping + timedelta(seconds=number(check.grace) or 0.0)
    except OverflowError:
        return None


def _kept_since(now: float) -> datetime:
    """Return the time since which the server keeps all flips: the beginning of the month before the last one."""
    month = datetime.fromtimestamp(now, UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for _ in range(2):
        month = (month - timedelta(days=1)).replace(day=1)
    return month
