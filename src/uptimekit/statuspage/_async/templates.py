"""Templates of incidents."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Unpack

from uptimekit._runtime import AsyncPager
from uptimekit.statuspage._answers import items, one
from uptimekit.statuspage._arguments import Paging
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import IncidentTemplate
from uptimekit_clients.statuspage import requests

from .service import AsyncOnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import IncidentTemplateCreateParams

__all__ = ["AsyncTemplatesService"]


@facade_errors
class AsyncTemplatesService(AsyncOnPage):
    """The incident templates of a page."""

    async def list(self) -> builtins.list[IncidentTemplate]:
        """List all templates."""
        return [each async for each in self.iter()]

    def iter(self, **paging: Unpack[Paging]) -> AsyncPager[IncidentTemplate]:
        """Iterate over what :meth:`list` returns; pages are fetched as they are needed."""
        return self._pages(items(IncidentTemplate, requests.templates.list, self.page_id), paging)

    async def create(self, **kwargs: Unpack[IncidentTemplateCreateParams]) -> IncidentTemplate:
        """Create a template; the API cannot change or delete one."""
        request = one(IncidentTemplate, requests.templates.create, self.page_id, **kwargs)
        return await self._client.call(request)
