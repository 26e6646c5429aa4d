"""Availability, daily downtime and response times of monitors and heartbeats."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.betterstack._call import Backend, Call
from uptimekit.sandbox.betterstack._collection import find_record
from uptimekit.sandbox.betterstack._heartbeats import HEARTBEAT
from uptimekit.sandbox.betterstack._http import RefusalError, errors, json_reply
from uptimekit.sandbox.betterstack._model import Kind, Record
from uptimekit.sandbox.betterstack._monitors import MONITOR
from uptimekit.sandbox.betterstack._query import query_day
from uptimekit.sandbox.betterstack._times import day_end, day_start, parse_moment, stamp
from uptimekit.sandbox.betterstack._words import REGIONS

__all__ = ["downtimes", "heartbeat_availability", "monitor_response_times", "monitor_sla"]

_SAMPLED = timedelta(hours=24)
# Seconds, by part of a request, drawn around these.
_TYPICAL = {
    "name_lookup_time": 0.02,
    "connection_time": 0.05,
    "tls_handshake_time": 0.09,
    "data_transfer_time": 0.04,
}


def monitor_sla(call: Call) -> Response:
    """GET monitors/{id}/sla."""
    return _availability(call, MONITOR, "monitor_sla")


def heartbeat_availability(call: Call) -> Response:
    """GET heartbeats/{id}/availability: the same figures under another name."""
    return _availability(call, HEARTBEAT, "heartbeat_availability")


def monitor_response_times(call: Call) -> Response:
    """GET monitors/{id}/response-times: one sample an hour of the last day, made up from the id and the hour."""
    record = find_record(call, MONITOR, call.ids)
    regions = cast("list[str] | None", record.attributes["regions"]) or REGIONS
    first = max(record.created, call.now - _SAMPLED)
    shown = [
        {"region": region, "response_times": _samples(record, region, first, call.now)} for region in regions
    ]
    data = {"id": record.id, "type": "monitor_response_times", "attributes": {"regions": shown}}
    return json_reply({"data": data})


def _samples(record: Record, region: str, first: datetime, now: datetime) -> list[dict[str, object]]:
    at = first.replace(minute=0, second=0, microsecond=0)
    samples: list[dict[str, object]] = []
    while at <= now:
        if at >= first:
            draw = random.Random(f"{record.id} {region} {at.isoformat()}")
            parts = {name: round(typical * draw.uniform(0.5, 2), 4) for name, typical in _TYPICAL.items()}
            samples.append({"at": stamp(at), "response_time": round(sum(parts.values()), 4), **parts})
        at += timedelta(hours=1)
    return samples


def _availability(call: Call, kind: Kind, wire_type: str) -> Response:
    record = find_record(call, kind, call.ids)
    start, end = _range(call, record)
    down = downtimes(call.backend, record, start, end)
    total = sum(down)
    span = (end - start).total_seconds()
    attributes = {
        # a downtime counts whole seconds: of a record that is younger it may be more than all
        "availability": round(100 * max(0.0, 1 - total / span), 4) if span else 100.0,
        "total_downtime": total,
        "number_of_incidents": len(down),
        "longest_incident": max(down, default=0),
        "average_incident": total // len(down) if down else 0,
    }
    return json_reply({"data": {"id": record.id, "type": wire_type, "attributes": attributes}})


def _range(call: Call, record: Record) -> tuple[datetime, datetime]:
    """The asked-for days, cut to the life of the record; 400 if they are no days or in the wrong order."""
    since, until = query_day(call, "from"), query_day(call, "to")
    if since is not None and until is not None and since > until:
        raise RefusalError(errors(400, "from must not be later than to"))
    start = record.created if since is None else max(record.created, day_start(since))
    end = call.now if until is None else min(call.now, day_end(until))
    return start, max(start, end)


def downtimes(backend: Backend, owner: Record, start: datetime, end: datetime) -> list[int]:
    """Seconds of each incident of a monitor or heartbeat that fall between `start` and `end`."""
    durations: list[int] = []
    for incident in backend.store.all("incident"):
        if incident.owner is not owner:
            continue
        resolved = incident.attributes["resolved_at"]
        until = (parse_moment(resolved) if isinstance(resolved, str) else None) or end
        if incident.created < end and until > start:
            overlap = min(until, end) - max(incident.created, start)
            durations.append(round(overlap.total_seconds()))
    return durations
