"""The URL table: the operation of each path and method, and its callers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from uptimekit.sandbox.uptimehunt import (
    _views_auth,
    _views_catalog,
    _views_metrics,
    _views_projects,
    _views_services,
    _views_users,
)
from uptimekit.sandbox.uptimehunt._access import Access
from uptimekit.sandbox.uptimehunt._call import Handler
from uptimekit.sandbox.uptimehunt._settings import PREFIX

__all__ = ["ROUTES", "Found", "Route", "find_route"]


@dataclass(frozen=True, slots=True)
class Route:
    """One operation; its handler's name is its own."""

    method: str
    pattern: re.Pattern[str]
    handler: Handler
    access: Access

    @property
    def name(self) -> str:
        """What `requests` counts it as."""
        return str(getattr(self.handler, "__name__", ""))


Found = tuple[Route, tuple[str, ...]]
"""An operation, and what the path has in place of its placeholders."""


def _route(method: str, path: str, handler: Handler, access: Access = Access.USER) -> Route:
    pattern = path.replace("{id}", "([0-9]{1,18})").replace("{type}", "([^/]+)")
    return Route(method, re.compile(f"{PREFIX}/{pattern}"), handler, access)


_a, _p, _s, _m = _views_auth, _views_projects, _views_services, _views_metrics
_c, _u = _views_catalog, _views_users
_ANYBODY, _PROBER = Access.ANYBODY, Access.USER_OR_PROBER

ROUTES = (
    _route("POST", "auth/login", _a.login, _ANYBODY),
    _route("POST", "auth/register", _a.register, _ANYBODY),
    _route("POST", "auth/logout", _a.logout),
    _route("POST", "auth/refresh", _a.refresh, _ANYBODY),
    _route("GET", "auth/me", _a.get_current_user),
    _route("GET", "projects", _p.list_projects),
    _route("POST", "projects", _p.create_project),
    _route("POST", "projects/reorder", _p.reorder_projects),
    _route("GET", "projects/{id}", _p.get_project),
    _route("PUT", "projects/{id}", _p.update_project),
    _route("DELETE", "projects/{id}", _p.delete_project),
    _route("GET", "projects/{id}/services", _p.list_project_services),
    _route("GET", "services", _s.list_services),
    _route("POST", "services", _s.create_service),
    _route("GET", "services/{id}", _s.get_service),
    _route("PUT", "services/{id}", _s.update_service),
    _route("DELETE", "services/{id}", _s.delete_service),
    _route("GET", "services/{id}/status", _s.get_service_status),
    _route("GET", "services/{id}/checks", _s.list_service_checks),
    _route("GET", "services/{id}/metrics/response-times", _m.get_response_times),
    _route("GET", "services/{id}/metrics/sparkline", _m.get_sparkline),
    _route("GET", "services/{id}/metrics/uptime", _m.get_uptime),
    _route("GET", "services/{id}/errors", _m.list_service_errors),
    _route("GET", "service-types", _c.list_service_types),
    _route("GET", "service-types/{type}", _c.get_service_type),
    _route("GET", "service-types/{type}/schema", _c.get_service_type_schema),
    _route("GET", "probes", _c.list_probes, _PROBER),
    _route("GET", "probes/map", _c.get_probe_map, _PROBER),
    _route("GET", "probes/{id}", _c.get_probe, _PROBER),
    _route("GET", "users/profile", _u.get_profile),
    _route("PUT", "users/profile", _u.update_profile),
    _route("POST", "users/password", _u.change_password),
    _route("GET", "health", _c.get_health, _ANYBODY),
    _route("GET", "status", _c.get_system_status, _ANYBODY),
)


def find_route(method: str, path: str) -> Found | None:
    """The operation of a verb and a path."""
    for route in ROUTES:
        matched = route.pattern.fullmatch(path) if route.method == method else None
        if matched is not None:
            return route, matched.groups()
    return None
