"""Automatic changes of maintenance by the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from uptimekit.sandbox.statuspage._call import Backend
from uptimekit.sandbox.statuspage._incident_model import Incident
from uptimekit.sandbox.statuspage._incidents import proceed
from uptimekit.sandbox.statuspage._model import Site

__all__ = ["tick"]

_REMIND_BEFORE = timedelta(minutes=60)


def tick(backend: Backend, now: datetime) -> int:
    """Begin and complete the maintenance that is due, in the order of time; return how often that happened."""
    done = 0
    while due := min(_due(backend, now), key=lambda one: one[0], default=None):
        at, site, incident = due
        _advance(backend, site, incident, at)
        done += 1
    for _, incident in _planned(backend):
        _remind(incident, now)
    return done


def _planned(backend: Backend) -> Iterator[tuple[Site, Incident]]:
    for site in backend.sites.values():
        for incident in site.incidents.values():
            if incident.is_maintenance and not incident.is_over:
                yield site, incident


def _due(backend: Backend, now: datetime) -> Iterator[tuple[datetime, Site, Incident]]:
    for site, incident in _planned(backend):
        waits = incident.status == "scheduled"
        moment = incident.scheduled_for if waits else incident.scheduled_until
        by_itself = incident.scheduled_auto_in_progress if waits else incident.scheduled_auto_completed
        if by_itself and moment is not None and moment <= now:
            # What was planned for the past begins when it was planned.
            yield max(moment, incident.updates[-1].created_at), site, incident


def _advance(backend: Backend, site: Site, incident: Incident, at: datetime) -> None:
    if incident.status == "scheduled":
        status, body = "in_progress", "The maintenance has begun."
        notify = incident.auto_transition_deliver_notifications_at_start
    else:
        status, body = "completed", "The maintenance is completed."
        notify = incident.auto_transition_deliver_notifications_at_end
    values = {"status": status, "body": body, "deliver_notifications": bool(notify)}
    proceed(site, backend.ids, incident, values, at)
    incident.updated_at = at


def _remind(incident: Incident, now: datetime) -> None:
    begin = incident.scheduled_for
    if (
        begin is not None
        and incident.status == "scheduled"
        and incident.scheduled_remind_prior
        and incident.scheduled_reminded_at is None
        and begin - _REMIND_BEFORE <= now
    ):
        incident.scheduled_reminded_at = now
