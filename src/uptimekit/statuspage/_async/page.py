"""The page itself."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, ClassVar, Unpack

from uptimekit.statuspage._answers import many, one
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import Page
from uptimekit_clients.statuspage import requests

from .service import AsyncOnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import PageUpdateParams

__all__ = ["AsyncPageService"]


@facade_errors
class AsyncPageService(AsyncOnPage):
    """The page and its settings."""

    OPTS_KEYS_TO_PERSIST: ClassVar[builtins.list[str]] = ["name", "url", "notifications_from_email"]

    async def get(self) -> Page:
        """Get the page and its settings."""
        return await self._client.call(one(Page, requests.pages.get, self.page_id))

    async def list(self) -> builtins.list[Page]:
        """List the pages that the API key reaches."""
        return await self._client.call(many(Page, requests.pages.list))

    async def update(self, **kwargs: Unpack[PageUpdateParams]) -> Page:
        """Change the given settings of the page."""
        return await self._client.call(one(Page, requests.pages.update, self.page_id, **kwargs))

    async def replace(self, **kwargs: Unpack[PageUpdateParams]) -> Page:
        """Same as :meth:`update`, by ``PUT``."""
        return await self._client.call(one(Page, requests.pages.replace, self.page_id, **kwargs))
