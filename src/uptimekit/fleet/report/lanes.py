"""Lanes of a time line: incidents that overlap lie in different ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from uptimekit.fleet.vocabulary import Incident

__all__ = ["Stretch", "lanes_of"]


@frozen
class Stretch:
    """An incident between two times, cut to those of a time line; one that is open lasts until the line's end."""

    incident: Incident
    start: datetime
    end: datetime


def lanes_of(
    incidents: Iterable[Incident], start: datetime, end: datetime
) -> tuple[tuple[Stretch, ...], ...]:
    """Return as few lanes as possible for the incidents between *start* and *end*, each lane in order of time.

    Incidents whose beginning is not known are left out.
    """
    stretches = sorted(
        (
            Stretch(incident, max(start, incident.started), min(end, incident.resolved or end))
            for incident in incidents
            if incident.started is not None
            and incident.started < end
            and (incident.resolved is None or incident.resolved > start)
        ),
        key=lambda stretch: (stretch.start, stretch.end),
    )
    lanes: list[list[Stretch]] = []
    for stretch in stretches:
        free = next((lane for lane in lanes if lane[-1].end <= stretch.start), None)
        if free is None:
            lanes.append([stretch])
        else:
            free.append(stretch)
    return tuple(map(tuple, lanes))
