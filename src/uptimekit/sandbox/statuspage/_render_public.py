"""Records in the public form: fewer attributes, finer times, in the page's time zone."""

from __future__ import annotations

from datetime import datetime, tzinfo

from uptimekit.sandbox.statuspage._components import members, status_of
from uptimekit.sandbox.statuspage._incident_model import Incident, Update
from uptimekit.sandbox.statuspage._model import Component, Site
from uptimekit.sandbox.statuspage._record import Record
from uptimekit.sandbox.statuspage._render import show
from uptimekit.sandbox.statuspage._severity import overall
from uptimekit.sandbox.statuspage._times import fine_stamp, zone_of

__all__ = ["show_facts", "show_overall", "show_public_component", "show_public_incident"]

_COMPONENT = (
    "id page_id name description position showcase start_date group_id group only_show_if_degraded "
    "created_at updated_at"
)
_INCIDENT = (
    "id page_id name shortlink created_at updated_at started_at monitoring_at resolved_at reminder_intervals"
)
_PLANNED = "scheduled_for scheduled_until"
_UPDATE = (
    "id incident_id status body affected_components deliver_notifications created_at updated_at display_at"
)

Shown = dict[str, object]


def _show(record: Record, names: str, zone: tzinfo) -> Shown:
    shown = show(record, names)
    for name in names.split():
        value: object = getattr(record, name)
        if isinstance(value, datetime):
            shown[name] = fine_stamp(value, zone)
    return shown


def _zone(site: Site) -> tzinfo:
    return zone_of(str(site.settings["time_zone"]))


def show_facts(site: Site) -> Shown:
    """What every answer says about the page."""
    host = site.settings["domain"] or f"{site.settings['subdomain']}.statuspage.example"
    return {
        "id": site.id,
        "name": site.settings["name"],
        "url": f"https://{host}",
        "time_zone": site.settings["time_zone"],
        "updated_at": fine_stamp(site.updated_at, _zone(site)),
    }


def show_overall(site: Site) -> Shown:
    """How it is with all components together."""
    indicator, description = overall([one.status for one in site.components.values() if not one.group])
    return {"indicator": indicator, "description": description}


def show_public_component(site: Site, component: Component) -> Shown:
    """A component; the row of a group names its members."""
    shown = {**_show(component, _COMPONENT, _zone(site)), "status": status_of(site, component)}
    if component.group:
        shown["components"] = [one.id for one in members(site, component.id)]
    return shown


def show_public_incident(site: Site, incident: Incident) -> Shown:
    """An incident, or maintenance with its times."""
    zone = _zone(site)
    names = f"{_INCIDENT} {_PLANNED}" if incident.is_maintenance else _INCIDENT
    return {
        **_show(incident, names, zone),
        "status": incident.shown_status,
        "impact": incident.shown_impact,
        "incident_updates": [_show_update(update, zone) for update in reversed(incident.updates)],
        "components": [show_public_component(site, site.components[one]) for one in incident.component_ids],
    }


def _show_update(update: Update, zone: tzinfo) -> Shown:
    return {**_show(update, _UPDATE, zone), "custom_tweet": None, "tweet_id": None}
