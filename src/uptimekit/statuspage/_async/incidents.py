"""Incidents and scheduled maintenances."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Unpack

from uptimekit._runtime import AsyncPager, Request
from uptimekit.statuspage._answers import items, one, status
from uptimekit.statuspage._arguments import Paging, given, persisting, window
from uptimekit.statuspage.errors import InputError, facade_errors
from uptimekit.statuspage.results import Incident
from uptimekit_clients.statuspage import requests

from .incident_steps import AsyncIncidentSteps

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import IncidentCreateParams, IncidentEditParams

__all__ = ["AsyncIncidentsService"]


@facade_errors
class AsyncIncidentsService(AsyncIncidentSteps):
    """The incidents and scheduled maintenances of a page."""

    OPTS_KEYS_TO_PERSIST: ClassVar[builtins.list[str]] = ["name", "description", "group_id", "status"]

    async def list(self, *, q: str | None = None) -> builtins.list[Incident]:
        """List all incidents and maintenances, the newest first.

        Args:
            q: text in the name, status, updates or postmortem.
        """
        return [each async for each in self.iter(q=q)]

    def iter(self, *, q: str | None = None, **paging: Unpack[Paging]) -> AsyncPager[Incident]:
        """Iterate over what :meth:`list` returns; pages are fetched as they are needed."""
        return self._pages(items(Incident, requests.incidents.list, self.page_id, q=given(q)), paging)

    async def list_unresolved(self) -> builtins.list[Incident]:
        """List the open incidents."""
        request = items(Incident, requests.incidents.list_unresolved, self.page_id)
        return [each async for each in self._pages(request)]

    async def list_scheduled(self) -> builtins.list[Incident]:
        """List all scheduled maintenances."""
        request = items(Incident, requests.incidents.list_scheduled, self.page_id)
        return [each async for each in self._pages(request)]

    async def list_upcoming(self) -> builtins.list[Incident]:
        """List the upcoming maintenances."""
        request = items(Incident, requests.incidents.list_upcoming, self.page_id)
        return [each async for each in self._pages(request)]

    async def list_active_maintenance(self) -> builtins.list[Incident]:
        """List the active maintenances."""
        request = items(Incident, requests.incidents.list_active_maintenance, self.page_id)
        return [each async for each in self._pages(request)]

    async def get(self, incident_id: str) -> Incident:
        """Get an incident."""
        return await self._client.call(one(Incident, requests.incidents.get, self.page_id, incident_id))

    async def create(self, *, message: str | None = None, **kwargs: Unpack[IncidentCreateParams]) -> Incident:
        """Create an incident, a scheduled maintenance or a past incident.

        Args:
            message: the older name of ``body``.
            kwargs: the attributes, with ids of components; :meth:`open` takes names.
        """
        return await self._client.call(self._creation(_with_text(kwargs, message)))

    async def create_scheduled(
        self, *, message: str | None = None, **kwargs: Unpack[IncidentCreateParams]
    ) -> Incident:
        """Create a scheduled maintenance: :meth:`create` with the status ``scheduled`` unless another is given.

        :meth:`schedule` also checks the times.
        """
        attributes = {"status": "scheduled", **_with_text(kwargs, message)}
        return await self._client.call(self._creation(attributes))

    async def update(
        self, incident_id: str, *, message: str | None = None, **kwargs: Unpack[IncidentEditParams]
    ) -> int:
        """Change an incident and return the status code; see :meth:`post_update` for the incident itself.

        Pass a new status and a new text together: each alone makes an update of the incident.

        Args:
            incident_id: id of the incident.
            message: the older name of ``body``.
            kwargs: the attributes, with ids of components.
        """
        update = persisting(requests.incidents.update, self.OPTS_KEYS_TO_PERSIST)
        request = status(update, self.page_id, incident_id, **_with_text(kwargs, message))
        return await self._client.call(request)

    async def replace(self, incident_id: str, **kwargs: Unpack[IncidentEditParams]) -> Incident:
        """Change an incident and return it."""
        replace = persisting(requests.incidents.replace, self.OPTS_KEYS_TO_PERSIST)
        attributes = _with_text(kwargs, None)
        return await self._client.call(one(Incident, replace, self.page_id, incident_id, **attributes))

    async def delete(self, incident_id: str) -> int:
        """Delete an incident and return the status code."""
        return await self._client.call(status(requests.incidents.delete, self.page_id, incident_id))

    def _creation(self, attributes: Mapping[str, Any]) -> Request[Incident]:
        create = persisting(requests.incidents.create, self.OPTS_KEYS_TO_PERSIST)
        return one(Incident, create, self.page_id, **attributes)


def _with_text(attributes: Mapping[str, Any], message: str | None) -> dict[str, Any]:
    """Return *attributes* with *message* as ``body``; raise InputError if both are given, and for impossible times."""
    window(attributes, "scheduled_for", "scheduled_until")
    if message is None:
        return dict(attributes)
    if "body" in attributes:
        raise InputError("message is the old name of body; give one of the two", field="message")
    return {**attributes, "body": message}
