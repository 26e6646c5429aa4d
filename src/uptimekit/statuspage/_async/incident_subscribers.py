"""Subscribers of single incidents."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Unpack

from uptimekit._runtime import AsyncPager
from uptimekit.statuspage._answers import items, one, status
from uptimekit.statuspage._arguments import Paging
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import Subscriber
from uptimekit_clients.statuspage import requests

from .service import AsyncOnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import IncidentSubscriberCreateParams

__all__ = ["AsyncIncidentSubscribersService"]


@facade_errors
class AsyncIncidentSubscribersService(AsyncOnPage):
    """Subscribers of single incidents of a page."""

    async def list(self, incident_id: str) -> builtins.list[Subscriber]:
        """List the subscribers of an incident."""
        return [each async for each in self.iter(incident_id)]

    def iter(self, incident_id: str, **paging: Unpack[Paging]) -> AsyncPager[Subscriber]:
        """Iterate over what :meth:`list` returns; pages are fetched as they are needed."""
        return self._pages(
            items(Subscriber, requests.incident_subscribers.list, self.page_id, incident_id), paging
        )

    async def get(self, incident_id: str, subscriber_id: str) -> Subscriber:
        """Get a subscriber of an incident."""
        request = one(Subscriber, requests.incident_subscribers.get, self.page_id, incident_id, subscriber_id)
        return await self._client.call(request)

    async def create(self, incident_id: str, **kwargs: Unpack[IncidentSubscriberCreateParams]) -> Subscriber:
        """Subscribe an e-mail address or a phone number to an incident."""
        request = one(Subscriber, requests.incident_subscribers.create, self.page_id, incident_id, **kwargs)
        return await self._client.call(request)

    async def delete(self, incident_id: str, subscriber_id: str) -> Subscriber:
        """Delete a subscriber of an incident, and return its last state."""
        request = one(
            Subscriber, requests.incident_subscribers.delete, self.page_id, incident_id, subscriber_id
        )
        return await self._client.call(request)

    async def resend_confirmation(self, incident_id: str, subscriber_id: str) -> int:
        """Resend the confirmation, and return the status code."""
        request = status(
            requests.incident_subscribers.resend_confirmation, self.page_id, incident_id, subscriber_id
        )
        return await self._client.call(request)
