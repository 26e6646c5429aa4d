"""The updates of incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from ._action import action
from ._plans import Plan, call
from ._requests import single
from ._services import AsyncOnPage, OnPage, SyncOnPage
from .results import IncidentUpdate

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import IncidentUpdateEditParams

__all__ = ["AsyncIncidentUpdatesService", "IncidentUpdatesService"]


class _IncidentUpdatesActions(OnPage):
    @action
    def update(
        self, incident_id: str, incident_update_id: str, **kwargs: Unpack[IncidentUpdateEditParams]
    ) -> Plan[IncidentUpdate]:
        """Correct an update that was posted.

        Calls ``PATCH /pages/{page_id}/incidents/{incident_id}/incident_updates/{incident_update_id}``.
        """
        ids = (self.page_id, incident_id, incident_update_id)
        return call(single("incident_updates.update", IncidentUpdate, *ids, body=kwargs))

    @action
    def replace(
        self, incident_id: str, incident_update_id: str, **kwargs: Unpack[IncidentUpdateEditParams]
    ) -> Plan[IncidentUpdate]:
        """Do what :meth:`update` does.

        Calls ``PUT /pages/{page_id}/incidents/{incident_id}/incident_updates/{incident_update_id}``.
        """
        ids = (self.page_id, incident_id, incident_update_id)
        return call(single("incident_updates.replace", IncidentUpdate, *ids, body=kwargs))


class IncidentUpdatesService(SyncOnPage, _IncidentUpdatesActions):
    """The updates of a page's incidents, one by one."""


class AsyncIncidentUpdatesService(AsyncOnPage, _IncidentUpdatesActions):
    """The updates of a page's incidents, asynchronous."""
