"""A report, read from a fleet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from attrs import evolve

from uptimekit.fleet.beginnings import begun_in, unknown_begins
from uptimekit.fleet.constants import HISTORY_DEADLINE, PAST
from uptimekit.fleet.filters import Filter
from uptimekit.fleet.fleet import Fleet
from uptimekit.fleet.history import History
from uptimekit.fleet.reading import AccountFault, Reading
from uptimekit.fleet.vocabulary import Incident, Item

from .contents import Report, build_report
from .days import start_of_day

__all__ = ["read_report"]


def read_report(
    fleet: Fleet,
    *,
    days: int = 30,
    zone: tzinfo = UTC,
    where: Filter | None = None,
    history_deadline: float = HISTORY_DEADLINE,
    now: datetime | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> Report:
    """Read the items of *fleet* and their histories, and put them in order.

    What could not be read is in the report; the reading of items has the deadline of the fleet.

    Args:
        fleet: the accounts.
        days: how many days to show, that of *now* included.  Default 30.
        zone: the time zone in which days begin, and in which the report shows times.  Default UTC.
        where: which items.  Default: all.
        history_deadline: seconds for the histories of all items, after these have been read.  Default 60.
        now: the end of the report, a time with a zone.  Default: the present.
        progress: is called with the number of histories that were read, and the number of all, after each.

    Raises:
        InputError: before anything is asked, if *where* names an account or provider that the fleet does not have.
    """
    end = (now or datetime.now(UTC)).astimezone(UTC)
    start = start_of_day(end.astimezone(zone).date() - timedelta(days=days - 1), zone)
    reading = fleet.survey(where=where or Filter(), resolved_since=start)
    watched = [item for item in reading.items if not isinstance(item, Incident)]
    histories: list[tuple[Item, History | AccountFault]] = []
    for each in fleet.histories(watched, start, end, deadline=history_deadline):
        histories.append(each)
        if progress is not None:
            progress(len(histories), len(watched))
    if start > end - PAST:  # else a longer history tells no more
        reading = _with_since(fleet, reading, histories, end)
    return build_report(reading, histories, start=start, end=end, zone=zone)


def _with_since(
    fleet: Fleet,
    reading: Reading[Item],
    histories: Iterable[tuple[Item, History | AccountFault]],
    end: datetime,
) -> Reading[Item]:
    """Return *reading* with the begin of what is not well, where the *histories* of the report do not go back to it."""
    told = {item.key for item, past in histories if isinstance(past, AccountFault) or begun_in(item, past)}
    silent = unknown_begins(item for item in reading.items if item.key not in told)
    known = {item.key: item for item in fleet.with_since(silent, now=end)}
    return evolve(reading, items=tuple(known.get(item.key, item) for item in reading.items))
