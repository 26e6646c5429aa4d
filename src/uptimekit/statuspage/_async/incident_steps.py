"""Incidents from the report to the resolution, and scheduled maintenances, with components by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from uptimekit._runtime.json_types import is_object
from uptimekit.statuspage._answers import items, one
from uptimekit.statuspage._arguments import documented_values, given, window
from uptimekit.statuspage._component_names import ComponentNames
from uptimekit.statuspage.errors import InputError, facade_errors
from uptimekit.statuspage.results import Component, Incident
from uptimekit_clients.statuspage import requests

from .service import AsyncOnPage

__all__ = []


@facade_errors
class AsyncIncidentSteps(AsyncOnPage):
    """The actions of both services that take an incident on its way."""

    async def open(
        self,
        name: str,
        *,
        status: str = "investigating",
        body: str | None = None,
        components: Mapping[str, str] | None = None,
        impact: str | None = None,
        metadata: Mapping[str, Mapping[str, Any]] | None = None,
        deliver_notifications: bool | None = None,
    ) -> Incident:
        """Open an incident.

        Args:
            name: its title.
            status: investigating, identified or monitoring.
            body: its first text.
            components: new status of each affected component, by name, by path ``Group / Name`` or by id.
            impact: none, minor, major or critical.  Default: by the statuses of the components.
            metadata: objects of your own by name, such as ``{"alert": {"id": 7}}``.
            deliver_notifications: False notifies no subscriber.  Default: all are notified.

        Raises:
            InputError: for a status or impact that the API does not document, and for a name that no component or
                several components have, before anything is created.
        """
        documented_values(status=status, impact=impact, components=components)
        request = one(
            Incident,
            requests.incidents.create,
            self.page_id,
            name=name,
            status=status,
            body=given(body),
            impact_override=given(impact),
            metadata=given(metadata),
            deliver_notifications=given(deliver_notifications),
            **await self._affected(components),
        )
        return await self._client.call(request)

    async def post_update(
        self,
        incident_id: str,
        body: str,
        *,
        status: str | None = None,
        components: Mapping[str, str] | None = None,
        deliver_notifications: bool | None = None,
    ) -> Incident:
        """Post an update of an incident, also with a new status of it and of components; return the incident.

        The server makes a single update.  The arguments are those of :meth:`open`.
        """
        documented_values(status=status, components=components)
        request = one(
            Incident,
            requests.incidents.update,
            self.page_id,
            incident_id,
            body=body,
            status=given(status),
            deliver_notifications=given(deliver_notifications),
            **await self._affected(components),
        )
        return await self._client.call(request)

    async def resolve(
        self,
        incident_id: str,
        body: str,
        *,
        components: Mapping[str, str] | None = None,
        deliver_notifications: bool | None = None,
    ) -> Incident:
        """Resolve an incident with a last text, and return it; the arguments are those of :meth:`open`."""
        return await self.post_update(
            incident_id,
            body,
            status="resolved",
            components=components,
            deliver_notifications=deliver_notifications,
        )

    async def schedule(
        self,
        name: str,
        start: datetime,
        end: datetime,
        *,
        body: str | None = None,
        components: Iterable[str] = (),
        scheduled_remind_prior: bool | None = None,
        scheduled_auto_in_progress: bool | None = None,
        scheduled_auto_completed: bool | None = None,
        auto_transition_to_maintenance_state: bool | None = None,
        auto_transition_to_operational_state: bool | None = None,
        deliver_notifications: bool | None = None,
    ) -> Incident:
        """Announce a maintenance.

        Args:
            name: its title.
            start: beginning, with a time zone.
            end: end, after *start*.
            body: its first text.
            components: the affected ones, by name, by path ``Group / Name`` or by id.
            scheduled_remind_prior: True reminds the subscribers an hour before.
            scheduled_auto_in_progress: True begins it at *start*.
            scheduled_auto_completed: True ends it at *end*.
            auto_transition_to_maintenance_state: True puts its components under maintenance when it begins.
            auto_transition_to_operational_state: True makes them operational when it ends.
            deliver_notifications: False notifies no subscriber.  Default: all are notified.

        Raises:
            InputError: for impossible times and unknown components, before anything is created.
        """
        _check_window(start=start, end=end)
        request = one(
            Incident,
            requests.incidents.create,
            self.page_id,
            name=name,
            status="scheduled",
            body=given(body),
            scheduled_for=start,
            scheduled_until=end,
            scheduled_remind_prior=given(scheduled_remind_prior),
            scheduled_auto_in_progress=given(scheduled_auto_in_progress),
            scheduled_auto_completed=given(scheduled_auto_completed),
            auto_transition_to_maintenance_state=given(auto_transition_to_maintenance_state),
            auto_transition_to_operational_state=given(auto_transition_to_operational_state),
            deliver_notifications=given(deliver_notifications),
            **await self._affected([components] if isinstance(components, str) else components),
        )
        return await self._client.call(request)

    async def _affected(self, components: Mapping[str, str] | Iterable[str] | None) -> dict[str, Any]:
        """Return the fields with the ids of *components* and, from a mapping, their statuses."""
        wanted: Any = components if is_object(components) else list(components or ())
        if not wanted:
            return {}
        listing = items(Component, requests.components.list, self.page_id)
        names = ComponentNames([each async for each in self._pages(listing)])
        ids = list(dict.fromkeys(names.find(each).id for each in wanted))
        statuses = {"components": names.statuses(wanted)} if is_object(wanted) else {}
        return {"component_ids": ids, **statuses}


def _check_window(**moments: Any) -> None:
    """Raise InputError unless both times are datetimes with a zone, and the first is before the second."""
    for name, moment in moments.items():
        if not isinstance(moment, datetime):
            raise InputError(f"{name} must be a datetime, not of type {type(moment).__name__}", field=name)
    window(moments, *moments)
