"""Groups of components."""

from __future__ import annotations

import builtins
from datetime import date
from typing import TYPE_CHECKING, Unpack

from uptimekit._runtime import AsyncPager
from uptimekit.statuspage._answers import items, one
from uptimekit.statuspage._arguments import Paging, day, given
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import ComponentGroup, ComponentGroupUptime
from uptimekit_clients.statuspage import requests

from .service import AsyncOnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import ComponentGroupCreateParams, ComponentGroupUpdateParams

__all__ = ["AsyncComponentGroupsService"]


@facade_errors
class AsyncComponentGroupsService(AsyncOnPage):
    """The groups of a page's components."""

    async def list(self) -> builtins.list[ComponentGroup]:
        """List all groups."""
        return [each async for each in self.iter()]

    def iter(self, **paging: Unpack[Paging]) -> AsyncPager[ComponentGroup]:
        """Iterate over what :meth:`list` returns; pages are fetched as they are needed."""
        return self._pages(items(ComponentGroup, requests.component_groups.list, self.page_id), paging)

    async def get(self, component_group_id: str) -> ComponentGroup:
        """Get a group."""
        request = one(ComponentGroup, requests.component_groups.get, self.page_id, component_group_id)
        return await self._client.call(request)

    async def create(self, **kwargs: Unpack[ComponentGroupCreateParams]) -> ComponentGroup:
        """Create a group of existing components."""
        request = one(ComponentGroup, requests.component_groups.create, self.page_id, **kwargs)
        return await self._client.call(request)

    async def update(
        self, component_group_id: str, **kwargs: Unpack[ComponentGroupUpdateParams]
    ) -> ComponentGroup:
        """Change a group."""
        request = one(
            ComponentGroup, requests.component_groups.update, self.page_id, component_group_id, **kwargs
        )
        return await self._client.call(request)

    async def replace(
        self, component_group_id: str, **kwargs: Unpack[ComponentGroupUpdateParams]
    ) -> ComponentGroup:
        """Same as :meth:`update`, by ``PUT``."""
        request = one(
            ComponentGroup, requests.component_groups.replace, self.page_id, component_group_id, **kwargs
        )
        return await self._client.call(request)

    async def delete(self, component_group_id: str) -> ComponentGroup:
        """Delete a group and return its last state; its components are kept, without a group."""
        request = one(ComponentGroup, requests.component_groups.delete, self.page_id, component_group_id)
        return await self._client.call(request)

    async def uptime(
        self,
        component_group_id: str,
        *,
        start: date | str | None = None,
        end: date | str | None = None,
        skip_related_events: bool | None = None,
    ) -> ComponentGroupUptime:
        """Return the uptime of a group; the arguments are those of ``components.uptime``."""
        request = one(
            ComponentGroupUptime,
            requests.component_groups.get_uptime,
            self.page_id,
            component_group_id,
            start=day(start),
            end=day(end),
            skip_related_events=given(skip_related_events),
        )
        return await self._client.call(request)
