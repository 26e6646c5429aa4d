"""The status embed: a box on other sites that shows a page's status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from uptimekit.statuspage._answers import one
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import StatusEmbedConfig
from uptimekit_clients.statuspage import requests

from .service import AsyncOnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import StatusEmbedConfigUpdateParams

__all__ = ["AsyncStatusEmbedService"]


@facade_errors
class AsyncStatusEmbedService(AsyncOnPage):
    """The status embed: a box on other sites that shows a page's status."""

    async def get(self) -> StatusEmbedConfig:
        """Get the settings of the box."""
        return await self._client.call(one(StatusEmbedConfig, requests.status_embed.get, self.page_id))

    async def update(self, **kwargs: Unpack[StatusEmbedConfigUpdateParams]) -> StatusEmbedConfig:
        """Change settings of the box."""
        request = one(StatusEmbedConfig, requests.status_embed.update, self.page_id, **kwargs)
        return await self._client.call(request)

    async def replace(self, **kwargs: Unpack[StatusEmbedConfigUpdateParams]) -> StatusEmbedConfig:
        """Same as :meth:`update`, by ``PUT``."""
        request = one(StatusEmbedConfig, requests.status_embed.replace, self.page_id, **kwargs)
        return await self._client.call(request)
