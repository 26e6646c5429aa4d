"""Better Stack Uptime: monitors, heartbeats, incidents, status pages, on-call schedules, escalation policies.

Every name that the known client library documents is here, with the same arguments and defaults; ``AsyncMonitor``
is the asynchronous half of ``Monitor``, and so on.  The names load on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uptimekit._runtime import lazy_exports

if TYPE_CHECKING:
    from ._async.api import AsyncPaginatedAPI, AsyncRESTAPI, AsyncUptimeAPI
    from ._async.base import AsyncBaseAPIObject
    from ._async.heartbeat_client import AsyncHeartbeatClient
    from ._async.heartbeats import AsyncHeartbeat, AsyncHeartbeatGroup
    from ._async.incidents import AsyncIncident
    from ._async.monitors import AsyncMonitor, AsyncMonitorGroup, AsyncMonitorSLA
    from ._async.on_calls import AsyncOnCallCalendar, AsyncOnCallEvent
    from ._async.policies import AsyncEscalationPolicy
    from ._async.status_pages import (
        AsyncStatusPage,
        AsyncStatusPageGroup,
        AsyncStatusPageResource,
        AsyncStatusPageSection,
    )
    from ._async.status_reports import AsyncStatusReport, AsyncStatusUpdate
    from ._sync.api import RESTAPI, PaginatedAPI, UptimeAPI
    from ._sync.base import BaseAPIObject
    from ._sync.heartbeat_client import HeartbeatClient
    from ._sync.heartbeats import Heartbeat, HeartbeatGroup
    from ._sync.incidents import Incident
    from ._sync.monitors import Monitor, MonitorGroup, MonitorSLA
    from ._sync.on_calls import OnCallCalendar, OnCallEvent
    from ._sync.policies import EscalationPolicy
    from ._sync.status_pages import StatusPage, StatusPageGroup, StatusPageResource, StatusPageSection
    from ._sync.status_reports import StatusReport, StatusUpdate
    from .auth import BearerAuth
    from .exceptions import (
        APIError,
        AuthenticationError,
        BadRequestError,
        BetterStackError,
        ConfigurationError,
        ConflictError,
        ForbiddenError,
        NotFoundError,
        RateLimitError,
        RedirectError,
        ServerError,
        UnprocessableError,
        ValidationError,
        WaitTimeoutError,
    )
    from .heartbeat_trap import HeartbeatTrap
    from .helpers import filter_on_attribute
    from .policy_step import PolicyStep
    from .response import Response

__all__ = [
    "RESTAPI",
    "APIError",
    "AsyncBaseAPIObject",
    "AsyncEscalationPolicy",
    "AsyncHeartbeat",
    "AsyncHeartbeatClient",
    "AsyncHeartbeatGroup",
    "AsyncIncident",
    "AsyncMonitor",
    "AsyncMonitorGroup",
    "AsyncMonitorSLA",
    "AsyncOnCallCalendar",
    "AsyncOnCallEvent",
    "AsyncPaginatedAPI",
    "AsyncRESTAPI",
    "AsyncStatusPage",
    "AsyncStatusPageGroup",
    "AsyncStatusPageResource",
    "AsyncStatusPageSection",
    "AsyncStatusReport",
    "AsyncStatusUpdate",
    "AsyncUptimeAPI",
    "AuthenticationError",
    "BadRequestError",
    "BaseAPIObject",
    "BearerAuth",
    "BetterStackError",
    "ConfigurationError",
    "ConflictError",
    "EscalationPolicy",
    "ForbiddenError",
    "Heartbeat",
    "HeartbeatClient",
    "HeartbeatGroup",
    "HeartbeatTrap",
    "Incident",
    "Monitor",
    "MonitorGroup",
    "MonitorSLA",
    "NotFoundError",
    "OnCallCalendar",
    "OnCallEvent",
    "PaginatedAPI",
    "PolicyStep",
    "RateLimitError",
    "RedirectError",
    "Response",
    "ServerError",
    "StatusPage",
    "StatusPageGroup",
    "StatusPageResource",
    "StatusPageSection",
    "StatusReport",
    "StatusUpdate",
    "UnprocessableError",
    "UptimeAPI",
    "ValidationError",
    "WaitTimeoutError",
    "filter_on_attribute",
]

_HALVES = {
    "api": ("PaginatedAPI", "RESTAPI", "UptimeAPI"),
    "base": ("BaseAPIObject",),
    "heartbeat_client": ("HeartbeatClient",),
    "heartbeats": ("Heartbeat", "HeartbeatGroup"),
    "incidents": ("Incident",),
    "monitors": ("Monitor", "MonitorGroup", "MonitorSLA"),
    "on_calls": ("OnCallCalendar", "OnCallEvent"),
    "policies": ("EscalationPolicy",),
    "status_pages": ("StatusPage", "StatusPageGroup", "StatusPageResource", "StatusPageSection"),
    "status_reports": ("StatusReport", "StatusUpdate"),
}
_MODULES = {
    **{name: f"_sync.{module}" for module, names in _HALVES.items() for name in names},
    **{f"Async{name}": f"_async.{module}" for module, names in _HALVES.items() for name in names},
    **{name: "exceptions" for name in __all__ if name.endswith("Error")},
    "BearerAuth": "auth",
    "filter_on_attribute": "helpers",
    "HeartbeatTrap": "heartbeat_trap",
    "PolicyStep": "policy_step",
    "Response": "response",
}

if not TYPE_CHECKING:  # a type checker reads the imports above, and reports any other name
    __getattr__, __dir__ = lazy_exports(__name__, _MODULES)
