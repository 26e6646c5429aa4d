"""Keyword arguments that listings are filtered by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from uptimekit_clients.betterstack.fields import IncidentFields

__all__ = ["EventFilters", "IncidentFilters", "IncidentSearch", "MonitorFilters", "Paging", "TeamFilters"]


class Paging(TypedDict, total=False):
    """Where a listing begins, and how long its pages are."""

    page: int | str
    per_page: int


class TeamFilters(Paging, total=False):
    """Filters of a global token."""

    team_name: str


class MonitorFilters(TeamFilters, total=False):
    """Filters of monitors."""

    url: str
    pronounceable_name: str


class IncidentFilters(TeamFilters, total=False):
    """Filters of incidents; days are YYYY-MM-DD."""

    open: bool | None
    resolved: bool | None
    acknowledged: bool | None
    monitor_id: int | str
    heartbeat_id: int | str
    from_: str
    to: str
    from_date: str
    to_date: str
    metadata: Mapping[str, Any]


class IncidentSearch(IncidentFields, total=False):
    """Attributes of incidents, and filters beside them."""

    open: bool | None
    resolved: bool | None
    acknowledged: bool | None
    monitor_id: int | str
    heartbeat_id: int | str


class EventFilters(TypedDict, total=False):
    """Filters of on-call events; times are in ISO 8601."""

    starts_at: str
    ends_at: str
