# Derived by scripts/generate.py from ../_async/incident_updates.py; do not edit.
"""The updates of incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from uptimekit.statuspage._answers import one
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import IncidentUpdate
from uptimekit_clients.statuspage import requests

from .service import OnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import IncidentUpdateEditParams

__all__ = ["IncidentUpdatesService"]


@facade_errors
class IncidentUpdatesService(OnPage):
    """The single updates of a page's incidents."""

    def update(
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
        return self._client.call(request)

    def replace(
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
        return self._client.call(request)
