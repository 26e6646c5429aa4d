"""Subscribers of single incidents."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Unpack

from ._action import action, listing
from ._plans import Listing, Plan, call, collected
from ._requests import listed, single, status_of
from ._services import AsyncOnPage, OnPage, Paging, SyncOnPage
from .results import Subscriber

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import IncidentSubscriberCreateParams

__all__ = ["AsyncIncidentSubscribersService", "IncidentSubscribersService"]


class _IncidentSubscribersActions(OnPage):
    @action
    def list(self, incident_id: str) -> Plan[builtins.list[Subscriber]]:
        """List who follows an incident.  Calls ``GET /pages/{page_id}/incidents/{incident_id}/subscribers``."""
        return collected(listed("incident_subscribers.list", Subscriber, self.page_id, incident_id))

    @listing
    def iter(self, incident_id: str, **paging: Unpack[Paging]) -> Listing[Subscriber]:
        """Read what :meth:`list` lists, page by page as it is needed."""
        return listed("incident_subscribers.list", Subscriber, self.page_id, incident_id, **paging)

    @action
    def get(self, incident_id: str, subscriber_id: str) -> Plan[Subscriber]:
        """Get who follows an incident.

        Calls ``GET /pages/{page_id}/incidents/{incident_id}/subscribers/{subscriber_id}``.
        """
        ids = (self.page_id, incident_id, subscriber_id)
        return call(single("incident_subscribers.get", Subscriber, *ids))

    @action
    def create(self, incident_id: str, **kwargs: Unpack[IncidentSubscriberCreateParams]) -> Plan[Subscriber]:
        """Let somebody follow an incident, by e-mail or by phone.

        Calls ``POST /pages/{page_id}/incidents/{incident_id}/subscribers``.
        """
        return call(single("incident_subscribers.create", Subscriber, self.page_id, incident_id, body=kwargs))

    @action
    def delete(self, incident_id: str, subscriber_id: str) -> Plan[Subscriber]:
        """Unsubscribe somebody from an incident, and return the last state.

        Calls ``DELETE /pages/{page_id}/incidents/{incident_id}/subscribers/{subscriber_id}``.
        """
        ids = (self.page_id, incident_id, subscriber_id)
        return call(single("incident_subscribers.delete", Subscriber, *ids))

    @action
    def resend_confirmation(self, incident_id: str, subscriber_id: str) -> Plan[int]:
        """Send the confirmation once more, and return the status code.

        Calls ``POST /pages/{page_id}/incidents/{incident_id}/subscribers/{subscriber_id}/resend_confirmation``.
        """
        ids = (self.page_id, incident_id, subscriber_id)
        return call(status_of("incident_subscribers.resend_confirmation", *ids))


class IncidentSubscribersService(SyncOnPage, _IncidentSubscribersActions):
    """Those who follow a single incident of a page."""


class AsyncIncidentSubscribersService(AsyncOnPage, _IncidentSubscribersActions):
    """Those who follow a single incident of a page, asynchronous."""
