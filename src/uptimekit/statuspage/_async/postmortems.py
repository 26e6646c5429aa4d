"""Postmortems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from uptimekit.statuspage._answers import one, status
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import Postmortem
from uptimekit_clients.statuspage import requests

from .service import AsyncOnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import PostmortemPublishParams

__all__ = ["AsyncPostmortemsService"]


@facade_errors
class AsyncPostmortemsService(AsyncOnPage):
    """The postmortems of a page's incidents."""

    async def get(self, incident_id: str) -> Postmortem:
        """Get the postmortem of an incident with its draft."""
        return await self._client.call(one(Postmortem, requests.postmortems.get, self.page_id, incident_id))

    async def draft(self, incident_id: str, body: str) -> Postmortem:
        """Save a draft in the place of the present one; it is not public."""
        request = one(Postmortem, requests.postmortems.save, self.page_id, incident_id, body_draft=body)
        return await self._client.call(request)

    async def publish(self, incident_id: str, **kwargs: Unpack[PostmortemPublishParams]) -> Postmortem:
        """Publish the draft."""
        request = one(Postmortem, requests.postmortems.publish, self.page_id, incident_id, **kwargs)
        return await self._client.call(request)

    async def revert(self, incident_id: str) -> Postmortem:
        """Make a published postmortem a draft again."""
        request = one(Postmortem, requests.postmortems.revert, self.page_id, incident_id)
        return await self._client.call(request)

    async def delete(self, incident_id: str) -> int:
        """Delete the postmortem, and return the status code."""
        return await self._client.call(status(requests.postmortems.delete, self.page_id, incident_id))
