"""A page of Statuspage in the fleet's vocabulary: its components and incidents."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

import uptimekit.statuspage as sp  # its names load on first use
from uptimekit._runtime.reading import any_datetime

from .account import Account
from .history import History
from .item_fields import labels, number, objects, site, text, web_page
from .newest_first import going_on_since
from .provider import AccountReader
from .reader_modules import load_modules
from .states import STATES, state_of
from .statuspage_history import RecentIncidents, of_component, resolved
from .vocabulary import Component, Incident, Item, Kind, State

__all__ = ["CLIENT_VALUES", "StatuspageReader"]

CLIENT_VALUES = ("api_key", "page_id", "organization_id", "base_url")
"""Secrets and settings that the client takes; the others are for operations that read a public page."""
_RESOLVED = "The incident is resolved."
_COMPLETED = "The maintenance is completed."
_SUBSCRIBERS = {
    "email": "e-mail",
    "sms": "SMS",
    "slack": "Slack",
    "teams": "Microsoft Teams",
    "integration_partner": "integration",
}
_OF_MAINTENANCES = frozenset({"scheduled", "in_progress", "verifying"})


class StatuspageReader(AccountReader):
    """One page.  The service permits 60 requests a minute, and the client keeps to that.

    Components take a request for each hundred, and one for the name of the page the first time.  Open incidents take
    two: one for incidents and one for maintenances in progress, which are among them with the state ``maintenance``.
    Resolved ones take one for each hundred, the newest first.  So the usual page is read in four requests.  The histories
    of its components take one for each component, and those of the resolved incidents once for all of them.
    """

    secrets = {"api_key": "STATUSPAGE_API_KEY"}
    other_secrets = {"public_api_key": "STATUSPAGE_PUBLIC_API_KEY"}
    settings = {
        "page_id": "STATUSPAGE_PAGE_ID",
        "organization_id": "STATUSPAGE_ORGANIZATION_ID",
        "base_url": "STATUSPAGE_BASE_URL",
        "public_url": "STATUSPAGE_PUBLIC_URL",
        "subdomain": "STATUSPAGE_SUBDOMAIN",
    }
    needed = (("api_key", "page_id"),)
    kinds = frozenset({Kind.INCIDENTS, Kind.COMPONENTS})
    actions = {"resolve": frozenset({Kind.INCIDENTS}), "set_state": frozenset({Kind.COMPONENTS})}
    side_effects = {
        "resolve": f"Statuspage publishes an update ({_RESOLVED!r}, or {_COMPLETED!r}), notifies the subscribers, and "
        "leaves the components as they are."
    }

    @classmethod
    def load(cls) -> None:
        """Import the client, and the models of what is read."""
        load_modules("statuspage")

    def __init__(self, account: Account, values: Mapping[str, str], **options: Any) -> None:
        self._account = account
        options.update({name: values[name] for name in CLIENT_VALUES if name in values})
        self._client = sp.AsyncClient(**options)
        self._recent = RecentIncidents(self._client)
        self._known_page: sp.Page | None = None

    async def incidents(self, *, resolved_since: datetime | None = None) -> AsyncIterator[Incident]:
        """Yield the open incidents and the maintenances in progress, then those that were resolved or completed."""
        seen = set[str]()
        services = self._client.incidents
        for each in [*await services.list_unresolved(), *await services.list_active_maintenance()]:
            if each.id not in seen:
                seen.add(each.id)
                yield self._incident(each)
        if resolved_since is None:
            return
        async for each in going_on_since(self._recent.newest_first(), resolved_since, resolved):
            if each.id not in seen and resolved(each) is not None:
                yield self._incident(each)

    async def components(self) -> AsyncIterator[Component]:
        """Yield the components; the group of each stands in it."""
        page = await self._page()
        listed = await self._client.components.list()
        groups = {each.id: text(each.name) for each in listed if each.group}
        for each in listed:
            if not each.group:
                yield self._component(each, page, groups.get(text(each.group_id)))

    async def history(self, item: Item, start: datetime, end: datetime) -> History:
        """Return the states of a component as its incidents tell them, and its availability.

        The availability is that of whole days in the page's time zone; None if the page does not show the uptime of
        the component.  Changes that belong to no incident are seen only as the present state.
        """
        if isinstance(item, Component):
            incidents = await self._recent.since(start)
            return await of_component(self._client, item, incidents, start, end)
        return History(start=start, end=end)

    async def notified(self, item: Item) -> tuple[str, ...] | None:  # noqa: ARG002  (all items are of one page)
        """Return how many active subscribers the page has of each kind; one request."""
        counts = (await self._client.subscribers.count()).to_dict()
        return tuple(
            f"{count} {_SUBSCRIBERS.get(kind, kind)} subscriber{'' if count == 1 else 's'}"
            for kind, count in counts.items()
            if number(count)
        )

    async def resolve(self, incident: Incident) -> Incident:
        """Resolve an incident or complete a maintenance with a short text.  Subscribers are notified.

        The states of its components stay as they are.
        """
        maintenance = incident.word in _OF_MAINTENANCES
        word, body = ("completed", _COMPLETED) if maintenance else ("resolved", _RESOLVED)
        return self._incident(await self._client.incidents.post_update(incident.id, body, status=word))

    async def set_state(self, component: Component, word: str) -> Component:
        """Show a component in another state, such as ``major_outage``; InputError for a word that there is not."""
        changed = await self._client.components.update(component.id, status=word)
        return self._component(changed, await self._page(), component.group)

    async def check(self) -> str:
        """Get the page."""
        return f"page {text((await self._page()).name)}"

    async def aclose(self) -> None:
        """Close the client."""
        await self._client.aclose()

    async def _page(self) -> sp.Page:
        if self._known_page is None:
            self._known_page = await self._client.page.get()
        return self._known_page

    def _incident(self, incident: sp.Incident) -> Incident:
        state = state_of("Statuspage incidents", incident.status)
        if state is State.DEGRADED:
            state = STATES["Statuspage impacts"].get(text(incident.impact), state)
        began = any_datetime(incident.started_at or incident.scheduled_for or incident.created_at)
        ended = resolved(incident)
        updates = objects(incident.incident_updates)
        return Incident(
            provider=self._account.provider,
            account=self._account.name,
            id=incident.id,
            name=text(incident.name) or incident.id,
            state=state,
            word=text(incident.status),
            since=ended or began,
            url=web_page(incident.shortlink),
            tags=labels(*self._account.tags),
            started=began,
            resolved=ended,
            cause=text(updates[0].get("body")) if updates else "",
            affects=labels(*(each.get("name") for each in objects(incident.components))),
            native=incident,
        )

    def _component(self, component: sp.Component, page: sp.Page, group: str | None) -> Component:
        return Component(
            provider=self._account.provider,
            account=self._account.name,
            id=component.id,
            name=text(component.name) or component.id,
            state=state_of("Statuspage components", component.status),
            word=text(component.status),
            url=_address(page),
            tags=labels(*self._account.tags),
            page=text(page.name),
            group=group,
            description=text(component.description),
            native=component,
        )


def _address(page: sp.Page) -> str | None:
    return site(page.domain) or site(f"{text(page.subdomain)}.statuspage.io")
