"""The services: one for each resource, in a synchronous and an asynchronous kind."""

from __future__ import annotations

from ._access_groups import AsyncPageAccessGroupsService, PageAccessGroupsService
from ._access_users import AsyncPageAccessUsersService, PageAccessUsersService
from ._component_groups import AsyncComponentGroupsService, ComponentGroupsService
from ._components import AsyncComponentsService, ComponentsService
from ._incident_subscribers import AsyncIncidentSubscribersService, IncidentSubscribersService
from ._incident_updates import AsyncIncidentUpdatesService, IncidentUpdatesService
from ._incidents import AsyncIncidentsService, IncidentsService
from ._metrics import AsyncMetricsService, MetricsService
from ._metrics_providers import AsyncMetricsProvidersService, MetricsProvidersService
from ._page import AsyncPageService, PageService
from ._postmortems import AsyncPostmortemsService, PostmortemsService
from ._status_embed import AsyncStatusEmbedService, StatusEmbedService
from ._subscribers import AsyncSubscribersService, ImportReport, SubscribersService
from ._templates import AsyncTemplatesService, TemplatesService
from ._users import AsyncPermissionsService, AsyncUsersService, PermissionsService, UsersService

__all__ = [
    "AsyncComponentGroupsService",
    "AsyncComponentsService",
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
    "AsyncStatusEmbedService",
    "AsyncSubscribersService",
    "AsyncTemplatesService",
    "AsyncUsersService",
    "ComponentGroupsService",
    "ComponentsService",
    "ImportReport",
    "IncidentSubscribersService",
    "IncidentUpdatesService",
    "IncidentsService",
    "MetricsProvidersService",
    "MetricsService",
    "PageAccessGroupsService",
    "PageAccessUsersService",
    "PageService",
    "PermissionsService",
    "PostmortemsService",
    "StatusEmbedService",
    "SubscribersService",
    "TemplatesService",
    "UsersService",
]
