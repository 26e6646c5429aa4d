# Derived by scripts/generate.py from ../_async/incident_subscribers.py; do not edit.
"""Subscribers of single incidents."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Unpack

from uptimekit._runtime import Pager
from uptimekit.statuspage._answers import items, one, status
from uptimekit.statuspage._arguments import Paging
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import Subscriber
from uptimekit_clients.statuspage import requests

from .service import OnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import IncidentSubscriberCreateParams

__all__ = ["IncidentSubscribersService"]


@facade_errors
class IncidentSubscribersService(OnPage):
    """Subscribers of single incidents of a page."""

    def list(self, incident_id: str) -> builtins.list[Subscriber]:
        """List the subscribers of an incident."""
        return list(self.iter(incident_id))

    def iter(self, incident_id: str, **paging: Unpack[Paging]) -> Pager[Subscriber]:
        """Iterate over what :meth:`list` returns; pages are fetched as they are needed."""
        return self._pages(
            items(Subscriber, requests.incident_subscribers.list, self.page_id, incident_id), paging
        )

    def get(self, incident_id: str, subscriber_id: str) -> Subscriber:
        """Get a subscriber of an incident."""
        request = one(Subscriber, requests.incident_subscribers.get, self.page_id, incident_id, subscriber_id)
        return self._client.call(request)

    def create(self, incident_id: str, **kwargs: Unpack[IncidentSubscriberCreateParams]) -> Subscriber:
        """Subscribe an e-mail address or a phone number to an incident."""
        request = one(Subscriber, requests.incident_subscribers.create, self.page_id, incident_id, **kwargs)
        return self._client.call(request)

    def delete(self, incident_id: str, subscriber_id: str) -> Subscriber:
        """Delete a subscriber of an incident, and return its last state."""
        request = one(
            Subscriber, requests.incident_subscribers.delete, self.page_id, incident_id, subscriber_id
        )
        return self._client.call(request)

    def resend_confirmation(self, incident_id: str, subscriber_id: str) -> int:
        """Resend the confirmation, and return the status code."""
        request = status(
            requests.incident_subscribers.resend_confirmation, self.page_id, incident_id, subscriber_id
        )
        return self._client.call(request)
