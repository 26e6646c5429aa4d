"""The objects of the API, one class for each kind of resource; the package has their asynchronous halves."""

from __future__ import annotations

from ._sync.base import BaseAPIObject
from ._sync.heartbeats import Heartbeat, HeartbeatGroup
from ._sync.incidents import Incident
from ._sync.monitors import Monitor, MonitorGroup, MonitorSLA
from ._sync.on_calls import OnCallCalendar, OnCallEvent
from ._sync.policies import EscalationPolicy
from ._sync.status_pages import StatusPage, StatusPageGroup, StatusPageResource, StatusPageSection
from ._sync.status_reports import StatusReport, StatusUpdate
from .policy_step import PolicyStep

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
