"""The public side of a page (API v2), without paging."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call, find
from uptimekit.sandbox.statuspage._http import RefusalError, error, json_reply
from uptimekit.sandbox.statuspage._incident_model import Incident
from uptimekit.sandbox.statuspage._model import Site
from uptimekit.sandbox.statuspage._render_public import (
    show_facts,
    show_overall,
    show_public_component,
    show_public_incident,
)
from uptimekit.sandbox.statuspage._routes import Operation, operation
from uptimekit.sandbox.statuspage._views_incidents import newest_first

__all__ = ["ROUTES"]

_MOST = 50

Part = Callable[[Site], object]


def _status(site: Site) -> object:
    return show_overall(site)


def _components(site: Site) -> object:
    return [show_public_component(site, one) for one in site.components.values()]


def _incidents(wanted: Callable[[Incident], bool]) -> Part:
    def part(site: Site) -> object:
        incidents = newest_first(site, lambda one: not one.is_maintenance and wanted(one))
        return [show_public_incident(site, one) for one in incidents[:_MOST]]

    return part


def _maintenance(wanted: Callable[[Incident], bool]) -> Part:
    def part(site: Site) -> object:
        maintenances = newest_first(site, lambda one: one.is_maintenance and wanted(one))
        return [show_public_incident(site, one) for one in maintenances[:_MOST]]

    return part


def _operation(path: str, name: str, **parts: Part) -> Operation:
    """An answer with the page's facts, and these parts."""

    def handler(call: Call) -> Response:
        site = find(call.backend.sites, call.path_ids[0], "page")
        if site.settings["viewers_must_be_team_members"] and not (call.authorized and site.reachable):
            raise RefusalError(error(401, "Could not authenticate"))
        return json_reply({"page": show_facts(site), **{key: part(site) for key, part in parts.items()}})

    return operation(f"GET {path}.json {name}", handler, public=True)


_UNRESOLVED = _incidents(lambda one: not one.is_over)
_OPEN = _maintenance(lambda one: not one.is_over)

ROUTES = (
    _operation(
        "summary",
        "get_public_summary",
        components=_components,
        incidents=_UNRESOLVED,
        scheduled_maintenances=_OPEN,
        status=_status,
    ),
    _operation("status", "get_public_status", status=_status),
    _operation("components", "get_public_components", components=_components),
    _operation("incidents", "get_public_incidents", incidents=_incidents(lambda _: True)),
    _operation("incidents/unresolved", "get_public_unresolved_incidents", incidents=_UNRESOLVED),
    _operation(
        "scheduled-maintenances",
        "get_public_scheduled_maintenances",
        scheduled_maintenances=_maintenance(lambda _: True),
    ),
    _operation(
        "scheduled-maintenances/upcoming",
        "get_public_upcoming_maintenances",
        scheduled_maintenances=_maintenance(lambda one: one.status == "scheduled"),
    ),
    _operation(
        "scheduled-maintenances/active",
        "get_public_active_maintenances",
        scheduled_maintenances=_maintenance(lambda one: one.status in ("in_progress", "verifying")),
    ),
)
