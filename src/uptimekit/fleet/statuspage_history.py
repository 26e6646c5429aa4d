"""The past of a component of Statuspage, from its incidents."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from datetime import datetime

import uptimekit.statuspage as sp  # its names load on first use
from uptimekit._runtime.errors import APIStatusError
from uptimekit._runtime.reading import any_datetime

from .constants import INCIDENTS_KEPT
from .history import History
from .item_fields import objects, text
from .newest_first import going_on_since
from .state_spans import Change, read_time, spans_of
from .states import state_of
from .vocabulary import Component, State

__all__ = ["RecentIncidents", "of_component", "resolved"]


class RecentIncidents:
    """The incidents of a page since some time: listed once for components whose histories are asked for together."""

    def __init__(self, client: sp.AsyncClient) -> None:
        self._client = client
        self._lock = asyncio.Lock()
        self._listed: list[sp.Incident] = []
        self._since: datetime | None = None
        self._read = -math.inf

    async def since(self, start: datetime) -> list[sp.Incident]:
        """Return the incidents that went on at *start* or later, and maybe some that ended earlier."""
        async with self._lock:
            now = self._client.clock.monotonic()
            if self._since is None or start < self._since or now > self._read + INCIDENTS_KEPT:
                self._listed = [each async for each in going_on_since(self.newest_first(), start, resolved)]
                self._since, self._read = start, now
            return self._listed

    async def newest_first(self) -> AsyncGenerator[sp.Incident, None]:
        """Yield all incidents and maintenances, page by page."""
        async with aclosing(aiter(self._client.incidents.iter())) as listing:
            async for each in listing:
                yield each


def resolved(incident: sp.Incident) -> datetime | None:
    """Return when an incident was resolved or a maintenance completed; None while it is open."""
    return any_datetime(incident.resolved_at)


async def of_component(
    client: sp.AsyncClient,
    component: Component,
    incidents: Iterable[sp.Incident],
    start: datetime,
    end: datetime,
) -> History:
    """Return the history of *component*; *incidents* are those that went on at *start* or later."""
    changes = sorted(change for each in incidents for change in _changes(each, component.id))
    uptime = await _uptime(client, component, start, end)
    quiet = uptime is not None and uptime.major_outage == 0 and uptime.partial_outage == 0
    created = any_datetime(component.native.created_at) if component.native is not None else None
    begun = start if created is None else max(start, created)
    states = _states(changes, component, begun, quiet=quiet)
    percent = None if uptime is None else uptime.uptime_percentage
    return History(
        start=start,
        end=end,
        created=created,
        spans=spans_of(states, begun, read_time(end, client.clock.time())),
        availability=None if percent is None else percent / 100,
    )


def _changes(incident: sp.Incident, component_id: str) -> list[tuple[datetime, str, str]]:
    """Return when an update of *incident* changed the component, from which word to which."""
    return [
        (at, text(affected.get("old_status")), text(affected.get("new_status")))
        for update in objects(incident.incident_updates)
        for affected in objects(update.get("affected_components"))
        if affected.get("code") == component_id
        and (at := any_datetime(update.get("display_at") or update.get("created_at")))
    ]


def _states(
    changes: list[tuple[datetime, str, str]], component: Component, start: datetime, *, quiet: bool
) -> list[Change]:
    """Return the changes of state, with the state before the first one, and the present one since it is known.

    The server tells when it changed the component last, whatever it changed: since then at the latest it is as it is.
    If no incident changed it, and it had no outage in the whole range (*quiet*), it was up before that.
    """
    states: list[Change] = [(at, state_of("Statuspage components", word)) for at, _, word in changes]
    if changes:
        first, before, _ = changes[0]
        states.insert(0, (min(start, first), state_of("Statuspage components", before)))
    elif quiet:
        states.append((start, State.UP))
    native = component.native
    touched = any_datetime(native.updated_at) if native is not None else None
    if touched is not None:
        states.append((touched, component.state))
    return states


async def _uptime(
    client: sp.AsyncClient, component: Component, start: datetime, end: datetime
) -> sp.ComponentUptime | None:
    try:
        return await client.components.uptime(
            component.id, start=start.date(), end=end.date(), skip_related_events=True
        )
    except APIStatusError as error:
        # The page does not show it, or offers no such range.
        if error.status_code in (404, 422):
            return None
        raise
