"""Better Stack Uptime: monitors, heartbeats, incidents, status pages, on-call schedules, escalation policies.

Every name that the known client library documents is here, with the same arguments and defaults.  The names
load on first use; the modules ``api``, ``objects`` and ``exceptions`` have them too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uptimekit._runtime import lazy_exports

if TYPE_CHECKING:
    from .api import RESTAPI, AsyncUptimeAPI, PaginatedAPI, Response, UptimeAPI
    from .auth import BearerAuth
    from .base import BaseAPIObject
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
    from .helpers import filter_on_attribute
    from .objects import (
        EscalationPolicy,
        Heartbeat,
        HeartbeatGroup,
        Incident,
        Monitor,
        MonitorGroup,
        MonitorSLA,
        OnCallCalendar,
        OnCallEvent,
        PolicyStep,
        StatusPage,
        StatusPageGroup,
        StatusPageResource,
        StatusPageSection,
        StatusReport,
        StatusUpdate,
    )

__all__ = [
    "RESTAPI",
    "APIError",
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
    "HeartbeatGroup",
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

_MODULES = {
    "api": ("RESTAPI", "AsyncUptimeAPI", "PaginatedAPI", "Response", "UptimeAPI"),
    "auth": ("BearerAuth",),
    "base": ("BaseAPIObject",),
    "exceptions": tuple(name for name in __all__ if name.endswith("Error")),
    "helpers": ("filter_on_attribute",),
    "objects": (
        "EscalationPolicy",
        "Heartbeat",
        "HeartbeatGroup",
        "Incident",
        "Monitor",
        "MonitorGroup",
        "MonitorSLA",
        "OnCallCalendar",
        "OnCallEvent",
        "PolicyStep",
        "StatusPage",
        "StatusPageGroup",
        "StatusPageResource",
        "StatusPageSection",
        "StatusReport",
        "StatusUpdate",
    ),
}

__getattr__, __dir__ = lazy_exports(
    __name__, {name: module for module, names in _MODULES.items() for name in names}
)
