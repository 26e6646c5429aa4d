"""The box that shows a page's status elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from ._action import action
from ._plans import Plan, call
from ._requests import single
from ._services import AsyncOnPage, OnPage, SyncOnPage
from .results import StatusEmbedConfig

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import StatusEmbedConfigUpdateParams

__all__ = ["AsyncStatusEmbedService", "StatusEmbedService"]


class _StatusEmbedActions(OnPage):
    @action
    def get(self) -> Plan[StatusEmbedConfig]:
        """Get how the box looks.  Calls ``GET /pages/{page_id}/status_embed_config``."""
        return call(single("status_embed.get", StatusEmbedConfig, self.page_id))

    @action
    def update(self, **kwargs: Unpack[StatusEmbedConfigUpdateParams]) -> Plan[StatusEmbedConfig]:
        """Change how the box looks.  Calls ``PATCH /pages/{page_id}/status_embed_config``."""
        return call(single("status_embed.update", StatusEmbedConfig, self.page_id, body=kwargs))

    @action
    def replace(self, **kwargs: Unpack[StatusEmbedConfigUpdateParams]) -> Plan[StatusEmbedConfig]:
        """Do what :meth:`update` does.  Calls ``PUT /pages/{page_id}/status_embed_config``."""
        return call(single("status_embed.replace", StatusEmbedConfig, self.page_id, body=kwargs))


class StatusEmbedService(SyncOnPage, _StatusEmbedActions):
    """The box that shows a page's status elsewhere."""


class AsyncStatusEmbedService(AsyncOnPage, _StatusEmbedActions):
    """The box that shows a page's status elsewhere, asynchronous."""
