"""The updates of incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from uptimekit.statuspage._answers import one
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import IncidentUpdate
from uptimekit_clients.statuspage import requests

from .service import AsyncOnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import IncidentUpdateEditParams

__all__ = ["AsyncIncidentUpdatesService"]


@facade_errors
class AsyncIncidentUpdatesService(AsyncOnPage):
    """The single updates of a page's incidents."""

    async def update(
        self, incident_id: str, incident_update_id: str, **kwargs: Unpack[IncidentUpdateEditParams]
    ) -> IncidentUpdate:
        """Correct an update that was posted."""
        request = one(
            IncidentUpdate,
            requests.incident_updates.update,
            self.page_id,
            incident_id,
            incident_update_id,
            **kwargs,
        )
        return await self._client.call(request)

    async def replace(
        self, incident_id: str, incident_update_id: str, **kwargs: Unpack[IncidentUpdateEditParams]
    ) -> IncidentUpdate:
        """Same as :meth:`update`, by ``PUT``."""
        request = one(
            IncidentUpdate,
            requests.incident_updates.replace,
            self.page_id,
            incident_id,
            incident_update_id,
            **kwargs,
        )
        return await self._client.call(request)
