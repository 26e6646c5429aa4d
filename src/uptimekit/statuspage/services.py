"""The services: one for each resource, synchronous and asynchronous."""

from __future__ import annotations

from ._async.component_groups import AsyncComponentGroupsService
from ._async.components import AsyncComponentsService
from ._async.incident_subscribers import AsyncIncidentSubscribersService
from ._async.incident_updates import AsyncIncidentUpdatesService
from ._async.incidents import AsyncIncidentsService
from ._async.metrics import AsyncMetricsService
from ._async.metrics_providers import AsyncMetricsProvidersService
from ._async.page import AsyncPageService
from ._async.page_access_groups import AsyncPageAccessGroupsService
from ._async.page_access_users import AsyncPageAccessUsersService
from ._async.postmortems import AsyncPostmortemsService
from ._async.status_embed import AsyncStatusEmbedService
from ._async.subscribers import AsyncSubscribersService
from ._async.templates import AsyncTemplatesService
from ._async.users import AsyncPermissionsService, AsyncUsersService
from ._subscriber_import import ImportReport
from ._sync.component_groups import ComponentGroupsService
from ._sync.components import ComponentsService
from ._sync.incident_subscribers import IncidentSubscribersService
from ._sync.incident_updates import IncidentUpdatesService
from ._sync.incidents import IncidentsService
from ._sync.metrics import MetricsService
from ._sync.metrics_providers import MetricsProvidersService
from ._sync.page import PageService
from ._sync.page_access_groups import PageAccessGroupsService
from ._sync.page_access_users import PageAccessUsersService
from ._sync.postmortems import PostmortemsService
from ._sync.status_embed import StatusEmbedService
from ._sync.subscribers import SubscribersService
from ._sync.templates import TemplatesService
from ._sync.users import PermissionsService, UsersService

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
