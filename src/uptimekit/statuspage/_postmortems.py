"""Postmortems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from ._action import action
from ._plans import Plan, call
from ._requests import single, status_of
from ._services import AsyncOnPage, OnPage, SyncOnPage
from .results import Postmortem

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import PostmortemPublishParams

__all__ = ["AsyncPostmortemsService", "PostmortemsService"]


class _PostmortemsActions(OnPage):
    @action
    def get(self, incident_id: str) -> Plan[Postmortem]:
        """Get the postmortem of an incident, its draft too.

        Calls ``GET /pages/{page_id}/incidents/{incident_id}/postmortem``.
        """
        return call(single("postmortems.get", Postmortem, self.page_id, incident_id))

    @action
    def draft(self, incident_id: str, body: str) -> Plan[Postmortem]:
        """Write the draft, over the one that is there; readers of the page do not see it.

        Calls ``PUT /pages/{page_id}/incidents/{incident_id}/postmortem``.
        """
        sent = {"body_draft": body}
        return call(single("postmortems.save", Postmortem, self.page_id, incident_id, body=sent))

    @action
    def publish(self, incident_id: str, **kwargs: Unpack[PostmortemPublishParams]) -> Plan[Postmortem]:
        """Show the draft on the page.

        Calls ``PUT /pages/{page_id}/incidents/{incident_id}/postmortem/publish``.
        """
        return call(single("postmortems.publish", Postmortem, self.page_id, incident_id, body=kwargs))

    @action
    def revert(self, incident_id: str) -> Plan[Postmortem]:
        """Take the postmortem off the page; it is a draft again.

        Calls ``PUT /pages/{page_id}/incidents/{incident_id}/postmortem/revert``.
        """
        return call(single("postmortems.revert", Postmortem, self.page_id, incident_id))

    @action
    def delete(self, incident_id: str) -> Plan[int]:
        """Delete the postmortem, and return the status code.

        Calls ``DELETE /pages/{page_id}/incidents/{incident_id}/postmortem``.
        """
        return call(status_of("postmortems.delete", self.page_id, incident_id))


class PostmortemsService(SyncOnPage, _PostmortemsActions):
    """The postmortems of a page's incidents."""


class AsyncPostmortemsService(AsyncOnPage, _PostmortemsActions):
    """The postmortems of a page's incidents, asynchronous."""
