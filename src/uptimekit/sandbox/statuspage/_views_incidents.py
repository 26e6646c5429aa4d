"""Incidents, maintenance, and their updates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call, find
from uptimekit.sandbox.statuspage._fields import flags, moment, read, text
from uptimekit.sandbox.statuspage._http import json_reply
from uptimekit.sandbox.statuspage._incident_model import Incident
from uptimekit.sandbox.statuspage._incident_rules import read_incident
from uptimekit.sandbox.statuspage._incidents import begin, edit
from uptimekit.sandbox.statuspage._model import Site
from uptimekit.sandbox.statuspage._paging import page_by_limit, page_by_per_page
from uptimekit.sandbox.statuspage._render import show_incident, show_update
from uptimekit.sandbox.statuspage._routes import Handler, operation, twins

__all__ = ["ROUTES", "find_incident", "newest_first"]

_UPDATE = (
    text("body", 25_000),
    moment("display_at"),
    *flags("deliver_notifications wants_twitter_update"),
)


def find_incident(call: Call) -> Incident:
    """The incident that the path names."""
    return find(call.site.incidents, call.path_ids[1], "incident")


def newest_first(site: Site, wanted: Callable[[Incident], bool]) -> list[Incident]:
    """The incidents of the page that are wanted; of two that began together the one created last comes first."""
    incidents = [one for one in reversed(site.incidents.values()) if wanted(one)]
    return sorted(incidents, key=lambda one: one.created_at, reverse=True)


def list_incidents(call: Call) -> Response:
    """GET incidents: all, or those with the text `q` in name, status, updates or postmortem."""
    wanted = call.query.get("q", "").lower()
    incidents = newest_first(call.site, lambda one: wanted in _searched(one))
    return _reply(call, page_by_limit(call.query, incidents))


def _searched(incident: Incident) -> str:
    parts = [incident.name, incident.shown_status, *(update.body for update in incident.updates)]
    if incident.postmortem is not None:
        parts.append(incident.postmortem.body or "")
    return "\n".join(parts).lower()


def _listing(wanted: Callable[[Incident], bool]) -> Handler:
    def handler(call: Call) -> Response:
        return _reply(call, page_by_per_page(call.query, newest_first(call.site, wanted)))

    return handler


def _reply(call: Call, incidents: Sequence[Incident]) -> Response:
    return json_reply([show_incident(call.site, incident) for incident in incidents])


def create_incident(call: Call) -> Response:
    """POST incidents: 201."""
    values = read_incident(call.site, call.envelope("incident"))
    incident = begin(call.site, call.backend.ids, values, call.now)
    return json_reply(show_incident(call.site, incident), 201)


def get_incident(call: Call) -> Response:
    """GET incidents/{}."""
    return json_reply(show_incident(call.site, find_incident(call)))


def change_incident(call: Call) -> Response:
    """PATCH or PUT incidents/{}: an update appears if status or body change."""
    incident = find_incident(call)
    values = read_incident(call.site, call.envelope("incident"), incident)
    edit(call.site, call.backend.ids, incident, values, call.now)
    return get_incident(call)


def delete_incident(call: Call) -> Response:
    """DELETE incidents/{}: answers with the incident as it was; components stay as they are."""
    reply = get_incident(call)
    del call.site.incidents[find_incident(call).id]
    return reply


def change_incident_update(call: Call) -> Response:
    """PATCH or PUT incidents/{}/incident_updates/{}: what an update said, or when."""
    updates = {update.id: update for update in find_incident(call).updates}
    update = find(updates, call.path_ids[2], "incident update")
    update.change(read(_UPDATE, call.envelope("incident_update")), call.now)
    return json_reply(show_update(update))


_INCIDENTS = "pages/{}/incidents"

ROUTES = (
    operation(f"GET {_INCIDENTS} list_incidents", list_incidents, "list"),
    operation(f"POST {_INCIDENTS} create_incident", create_incident, "list"),
    operation(
        f"GET {_INCIDENTS}/active_maintenance list_active_maintenance",
        _listing(lambda one: one.status in ("in_progress", "verifying")),
    ),
    operation(
        f"GET {_INCIDENTS}/upcoming list_upcoming_incidents", _listing(lambda one: one.status == "scheduled")
    ),
    operation(
        f"GET {_INCIDENTS}/scheduled list_scheduled_incidents", _listing(lambda one: one.is_maintenance)
    ),
    operation(
        f"GET {_INCIDENTS}/unresolved list_unresolved_incidents",
        _listing(lambda one: not one.is_maintenance and not one.is_over),
    ),
    operation(f"GET {_INCIDENTS}/{{}} get_incident", get_incident, "list"),
    *twins(f"{_INCIDENTS}/{{}}", "incident", change_incident, "list"),
    operation(f"DELETE {_INCIDENTS}/{{}} delete_incident", delete_incident, "list"),
    *twins(f"{_INCIDENTS}/{{}}/incident_updates/{{}}", "incident_update", change_incident_update, "list"),
)
