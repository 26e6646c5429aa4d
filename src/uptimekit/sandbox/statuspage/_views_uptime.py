"""The uptime of components and their groups."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call
from uptimekit.sandbox.statuspage._components import members
from uptimekit.sandbox.statuspage._http import InvalidError, json_reply
from uptimekit.sandbox.statuspage._model import Component, Site
from uptimekit.sandbox.statuspage._routes import operation
from uptimekit.sandbox.statuspage._times import stamp
from uptimekit.sandbox.statuspage._uptime import Range, outages, percentage, read_range, related_incidents
from uptimekit.sandbox.statuspage._views_components import find_component, find_group

__all__ = ["ROUTES"]

_HIDDEN = {"showcase": ["is off, so there is no uptime"]}


def get_component_uptime(call: Call) -> Response:
    """GET components/{}/uptime: 422 unless the component shows its uptime."""
    site, component = call.site, find_component(call)
    if not component.showcase:
        raise InvalidError(_HIDDEN)
    within = read_range(site, call.query, component.start_date, call.now)
    report = _report(call, component, [component], within)
    if not _skips_events(call):
        report["related_events"] = _events(site, component, within)
    return json_reply(report)


def get_component_group_uptime(call: Call) -> Response:
    """GET component-groups/{}/uptime: of those members that show theirs; 422 if none does."""
    site, group = call.site, find_group(call)
    shown = [one for one in members(site, group.id) if one.showcase]
    if not shown:
        raise InvalidError(_HIDDEN)
    dates = [one.start_date for one in shown]
    since = None if None in dates else min(day for day in dates if day is not None)
    within = read_range(site, call.query, since, call.now)
    report = _report(call, group, shown, within)
    if not _skips_events(call):
        report["related_events"] = [
            {"component_id": one.id, "incidents": _events(site, one, within)} for one in shown
        ]
    return json_reply(report)


def _skips_events(call: Call) -> bool:
    return call.query.get("skip_related_events") in ("true", "1")


def _events(site: Site, component: Component, within: Range) -> list[dict[str, str]]:
    return [{"id": incident.id} for incident in related_incidents(site, component, within)]


def _report(call: Call, owner: Component, counted: list[Component], within: Range) -> dict[str, object]:
    """Seconds of all that are counted, and the mean of their availabilities."""
    seconds = [outages(one, within, call.now) for one in counted]
    shares = [percentage(major, partial, within, call.now) for major, partial in seconds]
    return {
        "range_start": stamp(within.begin),
        "range_end": stamp(within.end - timedelta(seconds=1)),
        "uptime_percentage": round(sum(shares) / len(shares), 4),
        "major_outage": round(sum(major for major, _ in seconds)),
        "partial_outage": round(sum(partial for _, partial in seconds)),
        "warnings": list(within.warnings),
        "id": owner.id,
        "name": owner.name,
    }


ROUTES = (
    operation("GET pages/{}/components/{}/uptime get_component_uptime", get_component_uptime),
    operation(
        "GET pages/{}/component-groups/{}/uptime get_component_group_uptime", get_component_group_uptime
    ),
)
