"""The past of a component of Statuspage, from its incidents."""

from __future__ import annotations

from collections.abc import AsyncIterable
from datetime import datetime

from uptimekit._runtime.errors import APIStatusError
from uptimekit._runtime.reading import any_datetime
from uptimekit.statuspage import AsyncClient
from uptimekit.statuspage.results import Incident

from .history import History
from .state_spans import Change, read_time, spans_of
from .states import state_of
from .vocabulary import Component

__all__ = ["of_component"]


async def of_component(
    client: AsyncClient,
    component: Component,
    incidents: AsyncIterable[Incident],
    start: datetime,
    end: datetime,
) -> History:
    """Return the history of *component*; *incidents* are those that went on at *start* or later."""
    changes = list[tuple[datetime, str, str]]()
    async for incident in incidents:
        changes += _changes(incident, component.id)
    spans = spans_of(_states(sorted(changes), component, start), start, read_time(end, client.clock.time()))
    return History(
        start=start, end=end, spans=spans, availability=await _availability(client, component, start, end)
    )


def _changes(incident: Incident, component_id: str) -> list[tuple[datetime, str, str]]:
    """Return when an update of *incident* changed the component, from which word to which."""
    return [
        (at, str(affected.old_status or ""), str(affected.new_status or ""))
        for update in incident.incident_updates or []
        for affected in update.affected_components or []
        if affected.code == component_id and (at := any_datetime(update.display_at or update.created_at))
    ]


def _states(changes: list[tuple[datetime, str, str]], component: Component, start: datetime) -> list[Change]:
    """Return the changes of state, with the state before the first one, and the present one since it is known.

    The server tells when it changed the component last, whatever it changed: since then at the latest it is as it is.
    """
    states: list[Change] = [(at, state_of("Statuspage components", word)) for at, _, word in changes]
    if changes:
        first, before, _ = changes[0]
        states.insert(0, (min(start, first), state_of("Statuspage components", before)))
    native = component.native
    touched = any_datetime(native.updated_at) if native is not None else None
    if touched is not None and (not changes or touched > changes[-1][0]):
        states.append((touched, component.state))
    return states


async def _availability(
    client: AsyncClient, component: Component, start: datetime, end: datetime
) -> float | None:
    try:
        uptime = await client.components.uptime(
            component.id, start=start.date(), end=end.date(), skip_related_events=True
        )
    except APIStatusError as error:
        if error.status_code in (
            404,
            422,
        ):  # the page does not show it, or it is a range that it does not offer
            return None
        raise
    return None if uptime.uptime_percentage is None else uptime.uptime_percentage / 100
