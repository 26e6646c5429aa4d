"""Incidents and scheduled maintenances with their updates.

The API lists them with the newest first, 100 a request, and cannot be asked for times: a reading goes no further back
than it must.  What was not over at the last reading is read again whatever its age.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from uptimekit._runtime.reading import any_datetime
from uptimekit.warehouse.covered import Covered
from uptimekit.warehouse.each_item import GONE, unless_refused
from uptimekit.warehouse.feed import RecentRows, Row, Slice, Span, Table

if TYPE_CHECKING:
    from uptimekit.statuspage import Client, Incident

__all__ = ["INCIDENTS"]

_BATCH: Final = 1000  # incidents of a slice
_ENOUGH: Final = 50  # so many in a row that are older than wanted end the listing
_OLDEST: Final = datetime.min.replace(tzinfo=UTC)

_TABLE: Final = Table(
    name="incidents",
    model="Incident",
    key=("id",),
    leave_out=frozenset({"incident_impacts", "incident_updates"}),
    recent=RecentRows(
        began="created_at",
        going_on=("investigating", "identified", "monitoring", "scheduled", "in_progress", "verifying"),
    ),
)
_UPDATES: Final = Table(
    name="incident_updates", model="IncidentUpdate", key=("id",), replaces=("incident_id",)
)


@frozen
class _Wanted:
    """The incidents to load, by their creation: from *new* on, and those older than is loaded, from *since* until *old*."""

    new: datetime
    old: datetime
    since: datetime

    @classmethod
    def after(cls, covered: Covered | None, span: Span) -> _Wanted:
        if covered is None:
            return cls(span.since, span.since, span.since)
        new = covered.until - span.window
        if span.since >= covered.since:
            return cls(new, new, new)
        return cls(new, covered.since + span.window, span.since)

    def __contains__(self, created: datetime) -> bool:
        return created >= self.new or self.since <= created < self.old


class _Incidents:
    name = "incidents"
    tables = (_TABLE, _UPDATES)

    def slices(self, client: Client, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        covered = Covered.in_state(state)
        wanted = _Wanted.after(covered, span)
        going_on = {each.id: each for each in _going_on(client)}
        created = {each.id: _created(each) for each in going_on.values()}
        earlier = [each for each in going_on.values() if created[each.id] not in wanted]
        earlier += _found(client, _ended(state.get("open", {}), going_on, wanted))
        began = {each: at.isoformat() for each, at in created.items()}
        for batch, is_last in _batches(_listed(client, wanted)):
            reach = wanted.since if is_last else _created(batch[-1])
            covered = _after(covered, reach, wanted, span)
            after = {**covered.to_state(), "open": began}
            yield Slice(label=f"since {reach:%Y-%m-%d}", rows=partial(_rows, earlier + batch), state=after)
            earlier = []


def _created(incident: Incident) -> datetime:
    return any_datetime(incident.created_at) or _OLDEST


def _after(covered: Covered | None, reach: datetime, wanted: _Wanted, span: Span) -> Covered:
    """Return what is loaded once everything wanted from *reach* on is."""
    if covered is None:
        return Covered(reach, span.now)
    return Covered(min(covered.since, reach), span.now if reach <= wanted.new else covered.until)


def _going_on(client: Client) -> Iterator[Incident]:
    """Yield what is not over: incidents, and maintenances that have begun or will."""
    yield from client.incidents.list_unresolved()
    yield from client.incidents.list_active_maintenance()
    yield from client.incidents.list_upcoming()


def _ended(before: Mapping[str, str], going_on: Container[str], wanted: _Wanted) -> list[str]:
    """Return the ids of what was not over at the last reading, is now, and is not listed among what is wanted."""
    return [
        each
        for each, created in before.items()
        if each not in going_on and datetime.fromisoformat(created) not in wanted
    ]


def _found(client: Client, incident_ids: Iterable[str]) -> Iterator[Incident]:
    """Yield the incidents with these ids that have not been deleted."""
    for each in incident_ids:
        if (found := unless_refused(GONE, client.incidents.get, each)) is not None:
            yield found


def _listed(client: Client, wanted: _Wanted) -> Iterator[Incident]:
    """Yield the wanted incidents, the newest first."""
    older = 0
    with closing(iter(client.incidents.iter())) as listing:
        for incident in listing:
            created = _created(incident)
            if created in wanted:
                yield incident
            older = older + 1 if created < wanted.since else 0
            if older == _ENOUGH:
                return


def _batches(incidents: Iterator[Incident]) -> Iterator[tuple[list[Incident], bool]]:
    """Yield the incidents of each slice, at least one that may be empty, and whether it is the last."""
    batch = [*islice(incidents, _BATCH)]
    while following := [*islice(incidents, 1)]:
        yield batch, False
        batch = [*following, *islice(incidents, _BATCH - 1)]
    yield batch, True


def _rows(incidents: Iterable[Incident]) -> Iterator[tuple[Table, Row]]:
    for incident in {each.id: each for each in incidents}.values():  # pages may overlap
        row = incident.to_dict()
        for update in row.pop("incident_updates", None) or ():
            yield _UPDATES, {**update, "incident_id": incident.id}
        yield _TABLE, {**row, "components": [each["id"] for each in row.get("components") or ()]}


INCIDENTS: Final = _Incidents()
