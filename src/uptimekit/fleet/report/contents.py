"""The contents of a report: everything in order, before it is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from itertools import groupby

from attrs import evolve, frozen

from uptimekit._runtime.error_text import error_text
from uptimekit.fleet.beginnings import begun_in
from uptimekit.fleet.history import History
from uptimekit.fleet.reading import AccountFault, Reading
from uptimekit.fleet.urgency import by_urgency, needs_attention, state_word
from uptimekit.fleet.vocabulary import Component, Incident, Item, Kind

from .days import Day, availability_of, days_of
from .lanes import Stretch, lanes_of
from .response_plot import ResponsePlot, plot_of

__all__ = ["Group", "Problem", "Report", "Row", "Unread", "build_report"]

_WATCHED = (Kind.MONITORS, Kind.HEARTBEATS, Kind.COMPONENTS)


@frozen(kw_only=True)
class Row:
    """An item with its past; nothing of a past that the provider has not, or that could not be read."""

    item: Item
    days: tuple[Day, ...] = ()
    availability: float | None = None
    responses: ResponsePlot | None = None


@frozen
class Group:
    """Items of one account, or of one of its status pages; the most urgent first."""

    name: str
    account: str
    provider: str
    rows: tuple[Row, ...]


@frozen
class Problem:
    """What is not well now: an item, with the open incident of the same account that concerns it."""

    item: Item
    incident: Incident | None = None


@frozen
class Unread(AccountFault):
    """What could not be read: a kind of an account, or all of it, or the histories of a *number* of its items."""

    number: int = 0

    @property
    def what(self) -> str:
        """What of the account: ``components``, ``history of 3 monitors``; nothing for all of it."""
        if not self.number:
            return self.kind.plural if self.kind else ""
        kind = self.kind or "item"
        return f"history of {self.number} {kind}{'s' * (self.number != 1)}"

    @property
    def reason(self) -> str:
        """Why, without the method that was called."""
        return error_text(self.error)

    def __str__(self) -> str:
        return f"{', '.join(filter(None, (self.account, self.what)))}: {self.reason}"


@frozen(kw_only=True)
class Report:
    """The contents of a report.

    Attributes:
        start: begin of the first day, in UTC.
        end: when the items were read, in UTC.
        zone: time zone of its days and times.
        problems: what is not well now, the most urgent first.
        sections: groups of each kind but incidents, by the name of the account; only kinds that there are.
        incidents: open ones, the most urgent first, then resolved ones, the newest first.
        lanes: the incidents of which the beginning is known, on a time line.
        counts: how many items of a kind are in which state, ``late`` among them; of incidents the open ones.
        unread: what could not be read.
    """

    start: datetime
    end: datetime
    zone: tzinfo
    problems: tuple[Problem, ...]
    sections: Mapping[Kind, tuple[Group, ...]]
    incidents: tuple[Incident, ...]
    lanes: tuple[tuple[Stretch, ...], ...]
    counts: Mapping[Kind, Mapping[str, int]]
    unread: tuple[Unread, ...]


def build_report(
    reading: Reading[Item],
    histories: Iterable[tuple[Item, History | AccountFault]] = (),
    *,
    start: datetime,
    end: datetime,
    zone: tzinfo,
) -> Report:
    """Put in order what was read of a fleet.

    Args:
        reading: items of all kinds, and faults.
        histories: pasts of items between *start* and *end*, or why they could not be read; of any items, in any order.
        start: begin of the first day to show, with a time zone.
        end: when the items were read, with a time zone.
        zone: time zone of the days and of all times that the report shows.
    """
    # Python subtracts two times of one zone as if its clock never changed.
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    told = list(histories)
    pasts = {item.key: past for item, past in told if isinstance(past, History)}
    items = [_with_since(item, pasts.get(item.key)) for item in reading.items]
    counts = {kind: Counter(state_word(item) for item in items if item.kind == kind) for kind in _WATCHED}
    incidents = _in_order(reading.incidents)
    counts[Kind.INCIDENTS] = Counter(state_word(incident) for incident in incidents if incident.is_open)
    rows = {
        kind: [_row(item, pasts.get(item.key), zone) for item in by_urgency(items) if item.kind == kind]
        for kind in _WATCHED
    }
    return Report(
        start=start,
        end=end,
        zone=zone,
        problems=_problems(items),
        sections={kind: _groups(inside) for kind, inside in rows.items() if inside},
        incidents=incidents,
        lanes=lanes_of(incidents, start, end),
        counts={kind: count for kind, count in counts.items() if count},
        unread=_unread(reading.faults, told),
    )


def _with_since(item: Item, past: History | None) -> Item:
    """Return *item* with the begin of its state, which its past may tell where nothing else does."""
    return item if item.since is not None or past is None else evolve(item, since=begun_in(item, past))


def _row(item: Item, past: History | None, zone: tzinfo) -> Row:
    if past is None or not (past.spans or past.response_times or past.availability is not None):
        return Row(item=item)
    days = days_of(past, zone) if past.spans else ()
    return Row(
        item=item,
        days=days,
        availability=availability_of(past, days),
        responses=plot_of(past.response_times),
    )


def _groups(rows: Iterable[Row]) -> tuple[Group, ...]:
    def place(row: Row) -> tuple[str, str, str]:
        page = row.item.page if isinstance(row.item, Component) else ""
        return row.item.account, row.item.provider, page

    return tuple(
        Group(page or account, account, provider, tuple(inside))
        for (account, provider, page), inside in groupby(sorted(rows, key=place), key=place)
    )


def _in_order(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    listed = list(incidents)
    resolved = [incident for incident in listed if not incident.is_open]
    resolved.sort(key=lambda incident: (incident.resolved, incident.name), reverse=True)
    return (*(each for each in by_urgency(listed) if isinstance(each, Incident) and each.is_open), *resolved)


def _problems(items: Iterable[Item]) -> tuple[Problem, ...]:
    urgent = [item for item in by_urgency(items) if needs_attention(item)]
    incidents = [item for item in urgent if isinstance(item, Incident)]
    told: set[tuple[str, Kind, str]] = set()
    problems: list[Problem] = []
    for item in urgent:
        if isinstance(item, Incident):
            continue
        incident = next(
            (one for one in incidents if one.account == item.account and item.name in one.affects), None
        )
        problems.append(Problem(item, incident))
        if incident is not None:
            told.add(incident.key)
    problems += [Problem(incident, incident) for incident in incidents if incident.key not in told]
    order = {item.key: index for index, item in enumerate(urgent)}
    return tuple(sorted(problems, key=lambda problem: order[problem.item.key]))


def _unread(
    faults: Iterable[AccountFault], histories: Iterable[tuple[Item, History | AccountFault]]
) -> tuple[Unread, ...]:
    """Return the faults, and one for each reason for which histories of a kind of an account could not be read."""
    whole = [Unread(fault.account, fault.provider, fault.kind, fault.error) for fault in faults]
    alike: dict[tuple[str, Kind, str], list[AccountFault]] = {}
    for item, fault in histories:
        if isinstance(fault, AccountFault):
            alike.setdefault((item.account, item.kind, str(fault.error)), []).append(fault)
    parts = [
        Unread(account, same[0].provider, kind, same[0].error, len(same))
        for (account, kind, _), same in alike.items()
    ]
    return (*whole, *parts)
