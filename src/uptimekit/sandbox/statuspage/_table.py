"""All operations of the service, and their handlers."""

from __future__ import annotations

from functools import cache

from uptimekit.sandbox.statuspage import (
    _views_access,
    _views_component_access,
    _views_components,
    _views_incident_subscribers,
    _views_incidents,
    _views_many_subscribers,
    _views_metrics,
    _views_organization,
    _views_pages,
    _views_postmortems,
    _views_providers,
    _views_public,
    _views_subscribers,
    _views_templates,
    _views_uptime,
)
from uptimekit.sandbox.statuspage._routes import Routes

__all__ = ["MANAGE", "PUBLIC", "build_routes"]

MANAGE = "v1"
"""The path below which the Manage API is served."""

PUBLIC = "public/{}/api/v2"
"""The path below which the sandbox serves what the service has on a host for each page."""

_MANAGE_ROUTES = (
    *_views_pages.ROUTES,
    *_views_access.ROUTES,
    *_views_components.ROUTES,
    *_views_uptime.ROUTES,
    *_views_component_access.ROUTES,
    *_views_incidents.ROUTES,
    *_views_incident_subscribers.ROUTES,
    *_views_postmortems.ROUTES,
    *_views_templates.ROUTES,
    *_views_subscribers.ROUTES,
    *_views_many_subscribers.ROUTES,
    *_views_metrics.ROUTES,
    *_views_providers.ROUTES,
    *_views_organization.ROUTES,
)


@cache
def build_routes() -> Routes:
    """All operations, in a table that all sandboxes share."""
    manage = [(MANAGE, one) for one in _MANAGE_ROUTES]
    return Routes([*manage, *((PUBLIC, one) for one in _views_public.ROUTES)])
