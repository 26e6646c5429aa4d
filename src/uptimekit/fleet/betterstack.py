"""A team of Better Stack in the fleet's vocabulary: monitors, heartbeats, incidents and status pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from datetime import datetime
from typing import Any, TypeVar

import attrs

import uptimekit.betterstack as bs  # its names load on first use
from uptimekit._runtime.reading import any_datetime

from .account import Account
from .betterstack_alerts import alerts_of
from .betterstack_history import of_item, resolved
from .history import History
from .item_fields import every, labels, number, public_address, site, text, title
from .newest_first import going_on_since
from .provider import AccountReader
from .reader_modules import load_modules
from .states import state_of
from .vocabulary import Component, Heartbeat, Incident, Item, Kind, Monitor, State

__all__ = ["BetterStackReader"]

_PAUSABLE = frozenset({Kind.MONITORS, Kind.HEARTBEATS})
_INCIDENTS = frozenset({Kind.INCIDENTS})

Watched = TypeVar("Watched", "bs.AsyncMonitor", "bs.AsyncHeartbeat")


class BetterStackReader(AccountReader):
    """A team, or all teams of an organization with a global token.

    Requests: one for each 250 monitors and 250 heartbeats, and one for the names of their groups if some are in one;
    one for each 50 incidents; one for the status pages and two for each of them.

    - Tags are the group and the team.
    - ``since`` of a monitor and a heartbeat is known while it is paused; :meth:`history` tells it otherwise.
    - The service tells of no heartbeat when it reported last and whether it is late.
    - It has a web page of each item whose address the API does not tell, so that ``url`` is None.
    """

    secrets = {"bearer_token": "BETTERSTACK_API_TOKEN"}
    settings = {"base_url": "BETTERSTACK_BASE_URL"}
    needed = (("bearer_token",),)
    kinds = frozenset(Kind)
    actions = {"pause": _PAUSABLE, "resume": _PAUSABLE, "acknowledge": _INCIDENTS, "resolve": _INCIDENTS}

    @classmethod
    def load(cls) -> None:
        """Import the client, and the models of what is read."""
        load_modules("betterstack")

    def __init__(self, account: Account, values: Mapping[str, str], **options: Any) -> None:
        self._account = account
        if "backoff" in options:  # the known client has another name for it
            options["backoff_factor"] = options.pop("backoff")
        options.update(values)
        self._api = bs.AsyncUptimeAPI(**options)

    # ------------------------------------------------------------------ listings

    async def monitors(self) -> AsyncIterator[Monitor]:
        """Yield the monitors."""
        listing = bs.AsyncMonitor.get_all_instances(self._api)
        async for each, group in self._grouped(listing, bs.AsyncMonitorGroup, "monitor_group_id"):
            yield self._monitor(each, group)

    async def heartbeats(self) -> AsyncIterator[Heartbeat]:
        """Yield the heartbeats."""
        listing = bs.AsyncHeartbeat.get_all_instances(self._api)
        async for each, group in self._grouped(listing, bs.AsyncHeartbeatGroup, "heartbeat_group_id"):
            yield self._heartbeat(each, group)

    async def incidents(self, *, resolved_since: datetime | None = None) -> AsyncIterator[Incident]:
        """Yield the open incidents, then those that were resolved, the newest first."""
        seen = set[str]()
        async with aclosing(bs.AsyncIncident.filter(self._api, open=True)) as listing:
            async for each in listing:
                seen.add(each.id)
                yield self._incident(each)
        if resolved_since is None:
            return
        over = bs.AsyncIncident.filter(self._api, open=False)
        async for each in going_on_since(over, resolved_since, resolved):
            if each.id not in seen:
                yield self._incident(each)

    async def components(self) -> AsyncIterator[Component]:
        """Yield the resources of all status pages, with the name of their section as group."""
        async with aclosing(bs.AsyncStatusPage.get_all_instances(self._api)) as pages:
            async for page in pages:
                sections, resources = await asyncio.gather(page.sections(), page.resources())
                names = {each.id: text(each.name) or None for each in sections}
                for each in resources:
                    yield self._component(each, page, names.get(str(each.status_page_section_id)))

    async def _grouped(
        self,
        listing: AsyncGenerator[Watched, None],
        groups: type[bs.AsyncMonitorGroup] | type[bs.AsyncHeartbeatGroup],
        attribute: str,
    ) -> AsyncGenerator[tuple[Watched, str | None], None]:
        """Yield what is listed with the name of its group; the groups are listed when the first is in one."""
        names: dict[str, str] | None = None
        async with aclosing(listing) as listed:
            async for each in listed:
                group = getattr(each, attribute)
                if group is not None and names is None:
                    found = groups.get_all_instances(self._api)
                    names = {one.id: text(one.name) async for one in found}
                yield each, (names or {}).get(str(group))

    # ------------------------------------------------------------------ one item

    async def history(self, item: Item, start: datetime, end: datetime) -> History:
        """Return the incidents of a monitor or heartbeat as ``down``, and all else since it was made as ``up``.

        The availability is that of whole days; response times are of the last day only, in seconds (presumed: the
        vendor names no unit).  A component has the history of the monitor or heartbeat that it shows.

        The weekly maintenance window is ``maintenance``, as it is set now.  The service keeps no times of past pauses,
        which are ``up`` here, and of windows that were set before.
        """
        return await of_item(self._api, item, start, end)

    async def job_output(self, item: Item) -> bytes | None:
        """Return what the job reported with the failure that an incident of a heartbeat is; of a heartbeat, its last one.

        It is the incident's ``response_content`` (presumed: the documentation does not say where it is shown).  Of a
        heartbeat, all incidents are read, one request for each 50, as no order of them is documented; a success after
        the last one, whose output the service does not show, changes nothing.
        """
        incident = item.native
        if item.kind is Kind.HEARTBEATS:
            incidents = [each async for each in bs.AsyncIncident.filter(self._api, heartbeat_id=item.id)]
            incident = max(incidents, key=_started, default=None)
        if not isinstance(incident, bs.AsyncIncident) or incident.monitor_id is not None:
            return None  # what a monitor's incident has there is the answer of a web server
        return text(incident.response_content).encode() or None

    async def notified(self, item: Item) -> tuple[str, ...] | None:
        """Return how the person on call is told of a monitor, heartbeat or incident, or its policy, and when the team is.

        A policy replaces all else; its name takes a request.  The subscribers of status pages are not counted.
        """
        return None if item.kind is Kind.COMPONENTS else await alerts_of(self._api, item.native)

    async def pause(self, item: Item) -> Item:
        """Pause a monitor or heartbeat; its incident is resolved."""
        watched = self._watched("pause", item)
        await watched.pause()
        return self._changed(watched, item)

    async def resume(self, item: Item) -> Item:
        """Resume a monitor or heartbeat."""
        watched = self._watched("resume", item)
        await watched.resume()
        return self._changed(watched, item)

    async def acknowledge(self, incident: Incident) -> Incident:
        """Acknowledge an incident.  Raises ConflictError if it is acknowledged or resolved already."""
        native = bs.AsyncIncident(incident.id, self._api)
        await native.acknowledge()
        return attrs.evolve(self._incident(native), affects=incident.affects)

    async def resolve(self, incident: Incident) -> Incident:
        """Resolve an incident.  Raises ConflictError if it is resolved already."""
        native = bs.AsyncIncident(incident.id, self._api)
        await native.resolve()
        return attrs.evolve(self._incident(native), affects=incident.affects)

    async def check(self) -> str:
        """List one monitor."""
        listed = await self._api.api.monitors.list(per_page=1)
        if not listed.data:
            return "no monitors"
        team = listed.data[0].attributes.team_name
        return f"monitors of team {team}" if team else "monitors"

    async def aclose(self) -> None:
        """Close the client."""
        await self._api.aclose()

    def _watched(self, action: str, item: Item) -> bs.AsyncMonitor | bs.AsyncHeartbeat:
        if item.kind is Kind.MONITORS:
            return bs.AsyncMonitor(item.id, self._api)
        if item.kind is Kind.HEARTBEATS:
            return bs.AsyncHeartbeat(item.id, self._api)
        return self._cannot(action, item)

    def _changed(self, watched: bs.AsyncMonitor | bs.AsyncHeartbeat, item: Item) -> Item:
        """Return *item* as the server shows it after a change, which tells no name of a group."""
        new = self._monitor(watched) if isinstance(watched, bs.AsyncMonitor) else self._heartbeat(watched)
        return attrs.evolve(new, tags=item.tags)

    # ------------------------------------------------------------------ in the fleet's vocabulary

    def _monitor(self, monitor: bs.AsyncMonitor, group: str | None = None) -> Monitor:
        target = public_address(monitor.url)
        state = state_of("Better Stack monitors", monitor.status)
        return Monitor(
            provider=self._account.provider,
            account=self._account.name,
            id=monitor.id,
            name=title(monitor.pronounceable_name) or target or monitor.id,
            state=state,
            word=text(monitor.status),
            since=any_datetime(monitor.paused_at) if state is State.PAUSED else None,
            tags=labels(group, monitor.team_name, *self._account.tags),
            target=target,
            checked=any_datetime(monitor.last_checked_at),
            native=monitor,
        )

    def _heartbeat(self, heartbeat: bs.AsyncHeartbeat, group: str | None = None) -> Heartbeat:
        state = state_of("Better Stack heartbeats", heartbeat.status)
        return Heartbeat(
            provider=self._account.provider,
            account=self._account.name,
            id=heartbeat.id,
            name=text(heartbeat.name) or heartbeat.id,
            state=state,
            word=text(heartbeat.status),
            since=any_datetime(heartbeat.paused_at) if state is State.PAUSED else None,
            tags=labels(group, heartbeat.team_name, *self._account.tags),
            schedule=every(heartbeat.period),
            grace=number(heartbeat.grace),
            native=heartbeat,
        )

    def _incident(self, incident: bs.AsyncIncident) -> Incident:
        name, cause = title(incident.name), text(incident.cause)
        started, ended = any_datetime(incident.started_at), resolved(incident)
        watched = incident.monitor_id is not None or incident.heartbeat_id is not None
        return Incident(
            provider=self._account.provider,
            account=self._account.name,
            id=incident.id,
            name=name or cause or incident.id,
            state=state_of("Better Stack incidents", incident.status),
            word=text(incident.status),
            since=ended or any_datetime(incident.reopened_at) or started,
            tags=labels(incident.team_name, *self._account.tags),
            started=started,
            acknowledged=any_datetime(incident.acknowledged_at),
            resolved=ended,
            cause=cause,
            affects=labels(name) if watched else (),
            native=incident,
        )

    def _component(
        self, resource: bs.AsyncStatusPageResource, page: bs.AsyncStatusPage, section: str | None
    ) -> Component:
        return Component(
            provider=self._account.provider,
            account=self._account.name,
            id=resource.id,
            name=text(resource.public_name) or resource.id,
            state=state_of("Better Stack components", resource.status),
            word=text(resource.status),
            url=site(page.custom_domain),
            tags=labels(*self._account.tags),
            page=text(page.company_name),
            group=section,
            description=text(resource.explanation),
            native=resource,
        )


def _started(incident: bs.AsyncIncident) -> float:
    started = any_datetime(incident.started_at)
    return 0.0 if started is None else started.timestamp()
