"""Incidents by the day on which they began, and their timelines, comments among them.

A listing has 50 incidents a request; a timeline is a request for each incident, so that it is a feed of its own.  An
incident that was not resolved at the last reading is read again whatever its age.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from uptimekit._runtime import UNSET
from uptimekit._runtime.json_types import is_object
from uptimekit.warehouse.covered import Covered, Days, next_days
from uptimekit.warehouse.each_item import GONE, answers, unless_refused
from uptimekit.warehouse.feed import RecentRows, Row, Slice, Span, Table

from .resource_rows import resource_row, with_public_addresses, without_addresses

if TYPE_CHECKING:
    from uptimekit.betterstack import UptimeAPI
    from uptimekit_clients.betterstack.models import Incident, TimelineItem

__all__ = ["INCIDENTS", "INCIDENT_EVENTS"]

_PAGES_AHEAD: Final = 4  # of a listing that may have a thousand
_OLDEST: Final = datetime.min.replace(tzinfo=UTC)

_INCIDENTS: Final = Table(
    name="incidents",
    model="IncidentAttributes",
    key=("id",),
    columns={
        "id": "text",
        "source_type": "text",
        "source_id": "text",
        "incident_group_id": "text",
        "escalation_policy_id": "text",
    },
    secrets=frozenset(
        {
            "acknowledged_by",
            "origin_url",
            "reopened_by",
            "resolved_by",
            "response_content",
            "response_options",
            "response_url",
            "screenshot_url",
        }
    ),
    recent=RecentRows(began="started_at", going_on=("Unconfirmed", "Started", "Acknowledged", "Validating")),
)
_EVENTS: Final = Table(
    name="incident_events",
    model="TimelineItemAttributes",
    key=("incident_id", "position"),
    columns={
        "incident_id": "text",
        "position": "bigint",
        "id": "text",
        "title": "text",
        "text": "text",
        "user_id": "text",
    },
    secrets=frozenset({"data"}),
    replaces=("incident_id",),
)


@frozen
class _IncidentFeed:
    """A feed of rows that come from incidents.

    Attributes:
        name: name of the feed.
        tables: its tables.
        rows_of: yields the rows of some incidents.
    """

    name: str
    tables: tuple[Table, ...]
    rows_of: Callable[[UptimeAPI, Iterable[Incident]], Iterable[tuple[Table, Row]]]

    def slices(self, client: UptimeAPI, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        """Yield the months that are new or may have changed, and with the first one open incidents from before it."""
        covered = Covered.in_state(state)
        days = [*next_days(covered, span)]
        first = span.since.date() if covered is None else days[0].first
        unresolved = {each.id: each for each in client.api.incidents.iter(resolved=False)}
        began = {each.id: _began(each).isoformat() for each in unresolved.values()}
        earlier = [each for each in unresolved.values() if _began(each).date() < first]
        ended = [each for each in _before(state.get("open", {}), first) if each not in unresolved]
        for each in days:
            found = chain(earlier, _found(client, ended), _listed(client, each))
            rows = partial(self.rows_of, client, _once(found))
            yield Slice(
                label=f"{each.first:%Y-%m}", rows=rows, state={**each.covered.to_state(), "open": began}
            )
            earlier, ended = [], []


def _began(incident: Incident) -> datetime:
    return incident.attributes.started_at or _OLDEST


def _before(open_incidents: Mapping[str, str], first: date) -> list[str]:
    return [each for each, began in open_incidents.items() if datetime.fromisoformat(began).date() < first]


def _found(client: UptimeAPI, incident_ids: Iterable[str]) -> Iterator[Incident]:
    """Yield the incidents with these ids that have not been deleted."""
    for each in incident_ids:
        if (found := unless_refused(GONE, client.api.incidents.get, each)) is not None:
            yield found.data


def _listed(client: UptimeAPI, days: Days) -> Iterator[Incident]:
    last = UNSET if days.last is None else days.last
    yield from client.api.incidents.iter(from_=days.first, to=last, prefetch=_PAGES_AHEAD)


def _once(incidents: Iterable[Incident]) -> Iterator[Incident]:
    """Yield each incident once: one that begins while pages are read moves others to the next page."""
    seen = set[str]()
    for each in incidents:
        if each.id not in seen:
            seen.add(each.id)
            yield each


def _incident_rows(client: UptimeAPI, incidents: Iterable[Incident]) -> Iterator[tuple[Table, Row]]:
    del client
    for incident in incidents:
        row = with_public_addresses(resource_row(incident))
        yield _INCIDENTS, {**row, "metadata": without_addresses(row.get("metadata")), **_source(incident)}


def _source(incident: Incident) -> dict[str, str | None]:
    """Return what caused the incident: a monitor, a heartbeat, an integration; nothing if a person reported it."""
    related = {} if incident.relationships is None else incident.relationships.to_dict()
    for each in related.values():
        data = each.get("data") if is_object(each) else None
        if is_object(data):
            return {"source_type": data.get("type"), "source_id": data.get("id")}
    return {"source_type": None, "source_id": None}


def _event_rows(client: UptimeAPI, incidents: Iterable[Incident]) -> Iterator[tuple[Table, Row]]:
    ids = (each.id for each in incidents)
    for incident_id, timeline in answers(client.api, ids, partial(_timeline, client)):
        for position, item in enumerate(timeline):
            more = {"incident_id": incident_id, "position": position}
            yield _EVENTS, resource_row(item, **more, **_content(item))


def _timeline(client: UptimeAPI, incident_id: str) -> list[TimelineItem]:
    return unless_refused(GONE, client.api.incidents.get_timeline, incident_id) or []


def _content(item: TimelineItem) -> dict[str, Any]:
    data = item.attributes.data
    content = None if data is None else data.content
    if data is None or content is None or isinstance(content, str):
        return {"title": data and data.title, "text": content, "user_id": None}
    user = content.user and content.user.id
    return {"title": data.title, "text": content.text, "user_id": None if user is None else str(user)}


INCIDENTS: Final = _IncidentFeed("incidents", (_INCIDENTS,), _incident_rows)
INCIDENT_EVENTS: Final = _IncidentFeed("incident_events", (_EVENTS,), _event_rows)
