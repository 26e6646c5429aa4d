"""The incidents of a fleet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from uptimekit.fleet import Fleet, Incident, Kind
from uptimekit.warehouse.feed import Row, Slice, Span, Table

from .listing import read_items

__all__ = ["INCIDENTS", "IncidentFeed"]

INCIDENTS: Final = Table(
    name="incidents",
    key=("incident_id",),
    columns={
        "provider": "text",
        "incident_id": "text",
        "name": "text",
        "state": "text",
        "word": "text",
        "started": "timestamp",
        "acknowledged": "timestamp",
        "resolved": "timestamp",
        "cause": "text",
        "affects": "json",
        "url": "text",
        "tags": "json",
    },
)


class IncidentFeed:
    """Lists what is open, and what was resolved since the reading before."""

    name = "incidents"
    tables = (INCIDENTS,)

    def slices(self, client: Fleet, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        """Yield one slice.

        What was open at the reading before has been resolved since then, or is open still: it is listed again however old
        it is.
        """
        since = span.since
        if read := state.get("read"):
            since = datetime.fromisoformat(read) - span.window
        incidents = read_items(client, Kind.INCIDENTS, resolved_since=since)
        yield Slice(
            label=f"{len(incidents)} incidents",
            rows=lambda: ((INCIDENTS, _row(each)) for each in incidents if isinstance(each, Incident)),
            state={"read": span.now.isoformat()},
        )


def _row(incident: Incident) -> Row:
    return {
        "incident_id": incident.id,
        **{name: getattr(incident, name) for name in INCIDENTS.columns if name != "incident_id"},
    }
