"""The status of a status page and its resources, computed from monitors, heartbeats and reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast

from uptimekit.sandbox.betterstack._availability import downtimes
from uptimekit.sandbox.betterstack._call import Backend
from uptimekit.sandbox.betterstack._model import Record
from uptimekit.sandbox.betterstack._times import day_end, day_start, parse_moment

__all__ = ["availability", "history", "page_state", "status_of", "worst"]

_HISTORY_DAYS = 90

# From best to worst.
_STATES = ("not_monitored", "operational", "maintenance", "degraded", "downtime")
_SEEN_AS = {
    "up": "operational",
    "maintenance": "maintenance",
    "down": "downtime",
    "validating": "downtime",
    "paused": "not_monitored",
    "pending": "not_monitored",
}
_MONITORED = {"Monitor": "monitor", "Heartbeat": "heartbeat"}
_GROUPED = {
    "MonitorGroup": ("monitor", "monitor_group_id"),
    "HeartbeatGroup": ("heartbeat", "heartbeat_group_id"),
}


def worst(states: Iterable[str]) -> str:
    """The state that decides over all; operational if there are none or nothing is monitored."""
    return max(states, key=_STATES.index, default="operational").replace("not_monitored", "operational")


def page_state(backend: Backend, page: Record, now: datetime) -> str:
    """`aggregate_state` of a status page."""
    resources = backend.store.children("status_page_resource", page)
    return worst(status_of(backend, resource, now) for resource in resources)


def status_of(backend: Backend, resource: Record, now: datetime) -> str:
    """`status` of a status page resource: what an open report says, else what is monitored."""
    reported = _reported(backend, resource, now)
    if reported is not None:
        return reported
    kind = str(resource.attributes["resource_type"])
    if kind not in _MONITORED and kind not in _GROUPED:
        return "operational"
    seen = [_SEEN_AS[str(one.attributes["status"])] for one in _owners(backend, resource)]
    state = max(seen, key=_STATES.index, default="not_monitored")
    if state != "downtime" or resource.attributes["mark_as_down_for"] == "any_incident":
        return state
    return "degraded" if resource.attributes["mark_as_degraded_for"] == "any_incident" else "operational"


def availability(backend: Backend, resource: Record, now: datetime) -> float:
    """The share of the resource's life in which it was up, 0 to 1."""
    life = (now - resource.created).total_seconds()
    return round(1 - min(1, _down(backend, resource, resource.created, now) / life), 6) if life else 1.0


def history(backend: Backend, resource: Record, now: datetime) -> list[dict[str, object]]:
    """`status_history`: a line for each day of the resource's life, the last 90 at most."""
    today = now.date()
    first = max(resource.created.date(), today - timedelta(days=_HISTORY_DAYS - 1))
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    lines: list[dict[str, object]] = []
    for day in days:
        down = _down(backend, resource, day_start(day), min(now, day_end(day)))
        lines.append(
            {
                "day": day.isoformat(),
                "status": "downtime" if down else "operational",
                "downtime_duration": down,
                "maintenance_duration": 0,
            }
        )
    return lines


def _down(backend: Backend, resource: Record, start: datetime, end: datetime) -> int:
    return sum(sum(downtimes(backend, owner, start, end)) for owner in _owners(backend, resource))


def _owners(backend: Backend, resource: Record) -> list[Record]:
    kind, number = str(resource.attributes["resource_type"]), resource.attributes["resource_id"]
    if kind in _MONITORED:
        owner = backend.store.get(_MONITORED[kind], str(number))
        return [] if owner is None else [owner]
    if kind in _GROUPED:
        member, attribute = _GROUPED[kind]
        return [one for one in backend.store.all(member) if one.attributes[attribute] == number]
    return []


def _reported(backend: Backend, resource: Record, now: datetime) -> str | None:
    states = [
        str(affected["status"])
        for report in backend.store.children("status_report", resource.above)
        if _is_open(report, now)
        for affected in cast("list[dict[str, object]]", report.attributes["affected_resources"])
        if affected["status_page_resource_id"] == resource.id and affected["status"] != "resolved"
    ]
    return max(states, key=_STATES.index, default=None)


def _is_open(report: Record, now: datetime) -> bool:
    start, end = (parse_moment(str(report.attributes[name])) for name in ("starts_at", "ends_at"))
    return (start is None or start <= now) and (end is None or now < end)
