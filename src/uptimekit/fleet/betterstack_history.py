"""The past of a monitor or heartbeat of Better Stack, from its incidents."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import uptimekit.betterstack as bs  # its names load on first use
from uptimekit._runtime.errors import APIStatusError
from uptimekit._runtime.reading import any_datetime

from .history import History, ResponseTime, StateSpan
from .maintenance_windows import maintenance_windows
from .newest_first import going_on_since
from .state_spans import Change, Outage, changes_of, laid_over, read_time, spans_of
from .vocabulary import Item, Kind, State

if TYPE_CHECKING:
    from uptimekit.betterstack.filters import IncidentFilters

    Watched = bs.AsyncMonitor | bs.AsyncHeartbeat

__all__ = ["of_item", "resolved"]

_KINDS = {"Monitor": Kind.MONITORS, "Heartbeat": Kind.HEARTBEATS}


async def of_item(api: bs.AsyncUptimeAPI, item: Item, start: datetime, end: datetime) -> History:
    """Return the history of *item*; an empty one if nothing is watched for it."""
    watched = await _watched(api, item)
    if watched is None:
        return History(start=start, end=end)
    until = read_time(end, api.clock.time())
    return History(
        start=start,
        end=end,
        created=any_datetime(watched.created_at),
        spans=await _spans(api, watched, start, until),
        response_times=await _response_times(api, watched, start, until),
        availability=await _availability(api, watched, _day(start), _day(end)),
    )


async def _watched(api: bs.AsyncUptimeAPI, item: Item) -> Watched | None:
    """Return the monitor or heartbeat that *item* is or shows."""
    native, kind, number = item.native, item.kind, item.id
    if kind is Kind.COMPONENTS and native is not None:
        kind, number = _KINDS.get(native.resource_type, kind), str(native.resource_id)
    if kind not in _KINDS.values():
        return None
    if isinstance(native, bs.AsyncMonitor | bs.AsyncHeartbeat):
        return native
    watched = bs.AsyncMonitor(number, api) if kind is Kind.MONITORS else bs.AsyncHeartbeat(number, api)
    await watched.fetch_data()
    return watched


async def _spans(
    api: bs.AsyncUptimeAPI, watched: Watched, start: datetime, until: datetime
) -> tuple[StateSpan, ...]:
    """Return the states: of what is watched, an incident in a maintenance window counts as maintenance."""
    spans = spans_of(await _changes(api, watched, start, until), start, until)
    windows = maintenance_windows(watched, start, until)
    return laid_over(spans, windows, only=(State.UP, State.DOWN))


async def _changes(
    api: bs.AsyncUptimeAPI, watched: Watched, start: datetime, until: datetime
) -> list[Change]:
    made = any_datetime(watched.created_at) or start
    last: Change | None = None
    if watched.status == "pending":  # never checked or never reported, or not since it was resumed
        last = (_last_check(watched) or made, State.PENDING)
    elif watched.status == "paused" and (since := any_datetime(watched.paused_at)) is not None:
        last = (since, State.PAUSED)
    if last is not None and last[0] <= made:
        return [last]
    filters: IncidentFilters = {"to": (_day(until) + timedelta(days=1)).isoformat()}
    filters["monitor_id" if isinstance(watched, bs.AsyncMonitor) else "heartbeat_id"] = watched.id
    incidents = going_on_since(bs.AsyncIncident.filter(api, **filters), start, resolved)
    outages: list[Outage] = [
        (began, resolved(each), State.DOWN)
        async for each in incidents
        if (began := any_datetime(each.started_at)) is not None
    ]
    changes = changes_of(outages, made)
    return changes if last is None else [*(each for each in changes if each[0] < last[0]), last]


def _last_check(watched: Watched) -> datetime | None:
    """Return when a monitor was checked last; the service does not tell of a heartbeat when it reported last."""
    return any_datetime(watched.last_checked_at) if isinstance(watched, bs.AsyncMonitor) else None


async def _response_times(
    api: bs.AsyncUptimeAPI, watched: Watched, start: datetime, until: datetime
) -> tuple[ResponseTime, ...]:
    if not isinstance(watched, bs.AsyncMonitor):
        return ()
    answer = await api.api.monitors.get_response_times(watched.id)
    times = [
        ResponseTime(sample.at, sample.response_time, str(region.region or ""))
        for region in answer.attributes.regions or []
        for sample in region.response_times or []
        if sample.at is not None and sample.response_time is not None and start <= sample.at <= until
    ]
    return tuple(sorted(times, key=lambda each: each.at))


async def _availability(api: bs.AsyncUptimeAPI, watched: Watched, first: date, last: date) -> float | None:
    of = api.api.monitors if isinstance(watched, bs.AsyncMonitor) else api.api.heartbeats
    try:
        found = await of.get_availability(watched.id, from_=first, to=last)
    except APIStatusError as error:
        if error.status_code == 400:  # a range that it cannot use, such as one before the monitor was made
            return None
        raise
    percent = found.attributes.availability
    return None if percent is None else percent / 100


def resolved(incident: bs.AsyncIncident) -> datetime | None:
    """Return when an incident was resolved; None while it is open."""
    return any_datetime(incident.resolved_at)


def _day(moment: datetime) -> date:
    """Return the day in UTC, in which the service counts (presumed)."""
    return moment.astimezone(UTC).date()
