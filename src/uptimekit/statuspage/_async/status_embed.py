"""The box that shows a page's status elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from uptimekit._runtime.tracebacks import hides_locals
from uptimekit.statuspage._answers import one
from uptimekit.statuspage.results import StatusEmbedConfig
from uptimekit_clients.statuspage import requests

from .service import AsyncOnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import StatusEmbedConfigUpdateParams

__all__ = ["AsyncStatusEmbedService"]


@hides_locals
class AsyncStatusEmbedService(AsyncOnPage):
    """The box that shows a page's status elsewhere."""

    async def get(self) -> StatusEmbedConfig:
        """Get how the box looks."""
        return await self._client.call(one(StatusEmbedConfig, requests.status_embed.get, self.page_id))

    async def update(self, **kwargs: Unpack[StatusEmbedConfigUpdateParams]) -> StatusEmbedConfig:
        """Change how the box looks."""
        request = one(StatusEmbedConfig, requests.status_embed.update, self.page_id, **kwargs)
        return await self._client.call(request)

    async def replace(self, **kwargs: Unpack[StatusEmbedConfigUpdateParams]) -> StatusEmbedConfig:
        """Do what :meth:`update` does."""
        request = one(StatusEmbedConfig, requests.status_embed.replace, self.page_id, **kwargs)
        return await self._client.call(request)
