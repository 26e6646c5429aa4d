"""Templates of incidents."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Unpack

from ._action import action, listing
from ._plans import Listing, Plan, call, collected
from ._requests import listed, single
from ._services import AsyncOnPage, OnPage, Paging, SyncOnPage
from .results import IncidentTemplate

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import IncidentTemplateCreateParams

__all__ = ["AsyncTemplatesService", "TemplatesService"]


class _TemplatesActions(OnPage):
    @action
    def list(self) -> Plan[builtins.list[IncidentTemplate]]:
        """List all templates.  Calls ``GET /pages/{page_id}/incident_templates``."""
        return collected(listed("templates.list", IncidentTemplate, self.page_id))

    @listing
    def iter(self, **paging: Unpack[Paging]) -> Listing[IncidentTemplate]:
        """Read what :meth:`list` lists, page by page as it is needed."""
        return listed("templates.list", IncidentTemplate, self.page_id, **paging)

    @action
    def create(self, **kwargs: Unpack[IncidentTemplateCreateParams]) -> Plan[IncidentTemplate]:
        """Create a template; the API cannot change or delete one.

        Calls ``POST /pages/{page_id}/incident_templates``.
        """
        return call(single("templates.create", IncidentTemplate, self.page_id, body=kwargs))


class TemplatesService(SyncOnPage, _TemplatesActions):
    """The prepared texts for a page's incidents."""


class AsyncTemplatesService(AsyncOnPage, _TemplatesActions):
    """The prepared texts for a page's incidents, asynchronous."""
