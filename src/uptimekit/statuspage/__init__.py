"""Atlassian Statuspage: a page's components, incidents, subscribers and metrics, and its public side.

Every name that the known client library documents is here, with the same arguments and defaults, and in the
modules of the same names below.  The names and those modules load on first use.
"""

# ruff: noqa: F403, F405  (each module lists its names; a test holds that those below are among them)

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from uptimekit._runtime import lazy_exports

if TYPE_CHECKING:
    from uptimekit._runtime.bulk import Progress
    from uptimekit_clients.statuspage.models import (
        ComponentStatus,
        IncidentImpactLevel,
        IncidentStatus,
        MetricsProviderType,
        MetricTransform,
        PageBranding,
        SortDirection,
        SubscriberSortField,
        SubscriberState,
        SubscriberType,
    )

    from ._async.client import AsyncClient
    from ._async.http_client import AsyncHttpClient
    from ._async.public import AsyncPublicPage
    from ._sync.client import Client
    from ._sync.http_client import HttpClient
    from ._sync.public import PublicPage
    from .configuration import Configuration
    from .errors import *
    from .results import *
    from .services import *
    from .version import __version__

__all__ = [
    "AffectedComponent",
    "AsyncClient",
    "AsyncComponentGroupsService",
    "AsyncComponentsService",
    "AsyncHttpClient",
    "AsyncIncidentSubscribersService",
    "AsyncIncidentUpdatesService",
    "AsyncIncidentsService",
    "AsyncMetricsProvidersService",
    "AsyncMetricsService",
    "AsyncPageAccessGroupsService",
    "AsyncPageAccessUsersService",
    "AsyncPageService",
    "AsyncPermissionsService",
    "AsyncPostmortemsService",
    "AsyncPublicPage",
    "AsyncStatusEmbedService",
    "AsyncSubscribersService",
    "AsyncTemplatesService",
    "AsyncUsersService",
    "AuthenticationError",
    "BadRequestError",
    "BaseError",
    "Client",
    "Component",
    "ComponentGroup",
    "ComponentGroupUptime",
    "ComponentGroupsService",
    "ComponentRelatedEvents",
    "ComponentStatus",
    "ComponentUptime",
    "ComponentsService",
    "Configuration",
    "ConfigurationError",
    "ConflictError",
    "ErrorDetail",
    "HttpClient",
    "ImportReport",
    "Incident",
    "IncidentImpact",
    "IncidentImpactLevel",
    "IncidentStatus",
    "IncidentSubscribersService",
    "IncidentTemplate",
    "IncidentUpdate",
    "IncidentUpdatesService",
    "IncidentsService",
    "InputError",
    "Metric",
    "MetricPoint",
    "MetricTransform",
    "MetricsProvider",
    "MetricsProviderType",
    "MetricsProvidersService",
    "MetricsService",
    "NotFoundError",
    "Page",
    "PageAccessGroup",
    "PageAccessGroupsService",
    "PageAccessUser",
    "PageAccessUsersService",
    "PageBranding",
    "PageLogo",
    "PagePicture",
    "PageService",
    "PermissionDeniedError",
    "PermissionsService",
    "Postmortem",
    "PostmortemsService",
    "Progress",
    "PublicComponent",
    "PublicIncident",
    "PublicMaintenance",
    "PublicPage",
    "PublicPageFacts",
    "PublicStatus",
    "PublicSummary",
    "RateLimitError",
    "RedirectError",
    "RelatedEvent",
    "RequestError",
    "ResourceError",
    "Result",
    "ServerError",
    "SortDirection",
    "StatusEmbedConfig",
    "StatusEmbedService",
    "Subscriber",
    "SubscriberCountByState",
    "SubscriberCountByType",
    "SubscriberCountByTypeAndState",
    "SubscriberSortField",
    "SubscriberState",
    "SubscriberType",
    "SubscribersService",
    "TemplatesService",
    "UnprocessableError",
    "User",
    "UserPermissions",
    "UsersService",
    "__version__",
]

_ENUMS = (
    *("ComponentStatus", "IncidentImpactLevel", "IncidentStatus", "MetricTransform", "MetricsProviderType"),
    *("PageBranding", "SortDirection", "SubscriberSortField", "SubscriberState", "SubscriberType"),
)

_HOMES = {
    **dict.fromkeys(_ENUMS, "uptimekit_clients.statuspage.models"),
    "AsyncClient": "_async.client",
    "AsyncHttpClient": "_async.http_client",
    "AsyncPublicPage": "_async.public",
    "Client": "_sync.client",
    "Configuration": "configuration",
    "ErrorDetail": "errors",
    "HttpClient": "_sync.http_client",
    "ImportReport": "services",
    "Progress": "uptimekit._runtime.bulk",
    "PublicPage": "_sync.public",
    "__version__": "version",
}


def _home(name: str) -> str:
    if name.endswith("Error"):
        return "errors"
    return _HOMES.get(name) or ("services" if name.endswith("Service") else "results")


_MODULES = frozenset({"client", "configuration", "errors", "http_client", "services", "version"})

if not TYPE_CHECKING:  # a type checker reads the imports above, and reports any other name
    _load, _names = lazy_exports(__name__, {name: _home(name) for name in __all__})

    def __getattr__(name: str) -> Any:
        return import_module(f"{__name__}.{name}") if name in _MODULES else _load(name)

    def __dir__() -> list[str]:
        return sorted({*_names(), *_MODULES})
