"""The objects of the API, one class for each kind of resource."""

from __future__ import annotations

from ._heartbeats import Heartbeat, HeartbeatGroup
from ._incidents import Incident
from ._monitors import Monitor, MonitorGroup, MonitorSLA
from ._on_calls import OnCallCalendar, OnCallEvent
from ._policies import EscalationPolicy, PolicyStep
from ._status_pages import StatusPage, StatusPageGroup, StatusPageResource, StatusPageSection
from ._status_reports import StatusReport, StatusUpdate
from .base import BaseAPIObject

__all__ = [
    "BaseAPIObject",
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
]
