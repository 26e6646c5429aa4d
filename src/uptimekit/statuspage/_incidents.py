"""Incidents and scheduled maintenances."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Unpack

from ._action import action, listing
from ._incident_steps import IncidentSteps
from ._plans import Listing, Plan, call, collected
from ._requests import listed, single, status_of
from ._services import AsyncOnPage, Paging, SyncOnPage
from .errors import InputError
from .results import Incident

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import IncidentCreateParams, IncidentEditParams

__all__ = ["AsyncIncidentsService", "IncidentsService"]


class _IncidentsActions(IncidentSteps):
    OPTS_KEYS_TO_PERSIST: ClassVar[builtins.list[str]] = ["name", "description", "group_id", "status"]

    @action
    def list(self, *, q: str | None = None) -> Plan[builtins.list[Incident]]:
        """List all incidents and maintenances, the newest first.  Calls ``GET /pages/{page_id}/incidents``.

        Args:
            q: only those that have this text in their name, status, updates or postmortem.
        """
        return collected(listed("incidents.list", Incident, self.page_id, query={"q": q}))

    @listing
    def iter(self, *, q: str | None = None, **paging: Unpack[Paging]) -> Listing[Incident]:
        """Read what :meth:`list` lists, page by page as it is needed."""
        return listed("incidents.list", Incident, self.page_id, query={"q": q}, **paging)

    @action
    def list_unresolved(self) -> Plan[builtins.list[Incident]]:
        """List the open incidents.  Calls ``GET /pages/{page_id}/incidents/unresolved``."""
        return collected(listed("incidents.list_unresolved", Incident, self.page_id))

    @action
    def list_scheduled(self) -> Plan[builtins.list[Incident]]:
        """List all scheduled maintenances.  Calls ``GET /pages/{page_id}/incidents/scheduled``."""
        return collected(listed("incidents.list_scheduled", Incident, self.page_id))

    @action
    def list_upcoming(self) -> Plan[builtins.list[Incident]]:
        """List the maintenances that have not begun.  Calls ``GET /pages/{page_id}/incidents/upcoming``."""
        return collected(listed("incidents.list_upcoming", Incident, self.page_id))

    @action
    def list_active_maintenance(self) -> Plan[builtins.list[Incident]]:
        """List the maintenances under way.  Calls ``GET /pages/{page_id}/incidents/active_maintenance``."""
        return collected(listed("incidents.list_active_maintenance", Incident, self.page_id))

    @action
    def get(self, incident_id: str) -> Plan[Incident]:
        """Get an incident.  Calls ``GET /pages/{page_id}/incidents/{incident_id}``."""
        return call(single("incidents.get", Incident, self.page_id, incident_id))

    @action
    def create(self, *, message: str | None = None, **kwargs: Unpack[IncidentCreateParams]) -> Plan[Incident]:
        """Create an incident, a maintenance or one of the past.  Calls ``POST /pages/{page_id}/incidents``.

        Args:
            message: what the API called ``body`` in 2016; it is sent as ``body``.
            kwargs: the attributes; components are named by id here, see :meth:`open` for names.
        """
        return self._create(_with_text(kwargs, message))

    @action
    def create_scheduled(
        self, *, message: str | None = None, **kwargs: Unpack[IncidentCreateParams]
    ) -> Plan[Incident]:
        """Create a scheduled maintenance: :meth:`create` with the status ``scheduled`` unless another is given.

        Calls ``POST /pages/{page_id}/incidents``.  See :meth:`schedule` for one that checks its times.
        """
        return self._create({"status": "scheduled", **_with_text(kwargs, message)})

    @action
    def update(
        self, incident_id: str, *, message: str | None = None, **kwargs: Unpack[IncidentEditParams]
    ) -> Plan[int]:
        """Change an incident and return the status code; see :meth:`post_update` for the incident itself.

        A new status and a new text each make an update of the incident: give both at once, and there is one.
        Calls ``PATCH /pages/{page_id}/incidents/{incident_id}``.

        Args:
            incident_id: id of the incident.
            message: what the API called ``body`` in 2016; it is sent as ``body``.
            kwargs: the attributes; components are named by id here.
        """
        body = _with_text(kwargs, message)
        return call(status_of("incidents.update", self.page_id, incident_id, body=body))

    @action
    def replace(self, incident_id: str, **kwargs: Unpack[IncidentEditParams]) -> Plan[Incident]:
        """Change an incident and return it.  Calls ``PUT /pages/{page_id}/incidents/{incident_id}``."""
        return call(single("incidents.replace", Incident, self.page_id, incident_id, body=kwargs))

    @action
    def delete(self, incident_id: str) -> Plan[int]:
        """Delete an incident and return the status code.

        Calls ``DELETE /pages/{page_id}/incidents/{incident_id}``.
        """
        return call(status_of("incidents.delete", self.page_id, incident_id))

    def _create(self, attributes: Mapping[str, Any]) -> Plan[Incident]:
        return call(single("incidents.create", Incident, self.page_id, body=attributes))


def _with_text(attributes: Mapping[str, Any], message: str | None) -> dict[str, Any]:
    """Return *attributes* with the text under today's name ``body``; raise InputError if both names are given."""
    if message is None:
        return dict(attributes)
    if "body" in attributes:
        raise InputError("message is the old name of body; give one of the two", field="message")
    return {**attributes, "body": message}


class IncidentsService(SyncOnPage, _IncidentsActions):
    """The incidents and scheduled maintenances of a page."""


class AsyncIncidentsService(AsyncOnPage, _IncidentsActions):
    """The incidents and scheduled maintenances of a page, asynchronous."""
