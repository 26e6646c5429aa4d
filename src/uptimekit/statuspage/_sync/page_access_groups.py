# Derived by scripts/generate.py from ../_async/page_access_groups.py; do not edit.
"""Groups of page access users."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from uptimekit._runtime import Pager, Request
from uptimekit.statuspage._answers import items, one
from uptimekit.statuspage._arguments import Paging, ids
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import Component, PageAccessGroup
from uptimekit_clients.statuspage import requests

from .service import OnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import PageAccessGroupCreateParams, PageAccessGroupUpdateParams

__all__ = ["PageAccessGroupsService"]


@facade_errors
class PageAccessGroupsService(OnPage):
    """Groups of users of an audience-specific page."""

    def list(self) -> builtins.list[PageAccessGroup]:
        """List all groups."""
        return list(self.iter())

    def iter(self, **paging: Unpack[Paging]) -> Pager[PageAccessGroup]:
        """Iterate over what :meth:`list` returns; pages are fetched as they are needed."""
        return self._pages(items(PageAccessGroup, requests.page_access_groups.list, self.page_id), paging)

    def get(self, page_access_group_id: str) -> PageAccessGroup:
        """Get a group."""
        request = one(PageAccessGroup, requests.page_access_groups.get, self.page_id, page_access_group_id)
        return self._client.call(request)

    def create(self, **kwargs: Unpack[PageAccessGroupCreateParams]) -> PageAccessGroup:
        """Create a group."""
        request = one(PageAccessGroup, requests.page_access_groups.create, self.page_id, **kwargs)
        return self._client.call(request)

    def update(
        self, page_access_group_id: str, **kwargs: Unpack[PageAccessGroupUpdateParams]
    ) -> PageAccessGroup:
        """Change a group."""
        request = one(
            PageAccessGroup, requests.page_access_groups.update, self.page_id, page_access_group_id, **kwargs
        )
        return self._client.call(request)

    def replace(
        self, page_access_group_id: str, **kwargs: Unpack[PageAccessGroupUpdateParams]
    ) -> PageAccessGroup:
        """Same as :meth:`update`, by ``PUT``."""
        request = one(
            PageAccessGroup, requests.page_access_groups.replace, self.page_id, page_access_group_id, **kwargs
        )
        return self._client.call(request)

    def delete(self, page_access_group_id: str) -> PageAccessGroup:
        """Delete a group, and return its last state."""
        request = one(PageAccessGroup, requests.page_access_groups.delete, self.page_id, page_access_group_id)
        return self._client.call(request)

    def list_components(self, page_access_group_id: str) -> builtins.list[Component]:
        """List the components that a group sees."""
        request = items(
            Component, requests.page_access_groups.list_components, self.page_id, page_access_group_id
        )
        return list(self._pages(request))

    def set_components(self, page_access_group_id: str, component_ids: Sequence[str]) -> PageAccessGroup:
        """Set the components that a group sees (``POST``)."""
        return self._put(requests.page_access_groups.set_components, page_access_group_id, component_ids)

    def add_components(self, page_access_group_id: str, component_ids: Sequence[str]) -> PageAccessGroup:
        """Add components to those that a group sees (``PATCH``)."""
        return self._put(requests.page_access_groups.add_components, page_access_group_id, component_ids)

    def put_components(self, page_access_group_id: str, component_ids: Sequence[str]) -> PageAccessGroup:
        """Same as :meth:`add_components`, by ``PUT``."""
        return self._put(requests.page_access_groups.put_components, page_access_group_id, component_ids)

    def remove_components(
        self, page_access_group_id: str, component_ids: Sequence[str] | None = None
    ) -> PageAccessGroup:
        """Remove components from a group; by default all (``DELETE``)."""
        return self._put(requests.page_access_groups.remove_components, page_access_group_id, component_ids)

    def remove_component(self, page_access_group_id: str, component_id: str) -> PageAccessGroup:
        """Remove a component from a group (``DELETE``)."""
        request = one(
            PageAccessGroup,
            requests.page_access_groups.remove_component,
            self.page_id,
            page_access_group_id,
            component_id,
        )
        return self._client.call(request)

    def _put(
        self, builder: Callable[..., Request[Any]], group_id: str, component_ids: Sequence[str] | None
    ) -> PageAccessGroup:
        given = {} if component_ids is None else {"component_ids": ids("component_ids", component_ids)}
        return self._client.call(one(PageAccessGroup, builder, self.page_id, group_id, **given))
