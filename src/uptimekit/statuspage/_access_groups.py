"""Groups of those who may see an audience-specific page."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from ._action import action, listing
from ._plans import Listing, Plan, call, collected
from ._requests import listed, single
from ._services import AsyncOnPage, OnPage, Paging, SyncOnPage
from .results import Component, PageAccessGroup

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import PageAccessGroupCreateParams, PageAccessGroupUpdateParams

__all__ = ["AsyncPageAccessGroupsService", "PageAccessGroupsService"]


class _PageAccessGroupsActions(OnPage):
    @action
    def list(self) -> Plan[builtins.list[PageAccessGroup]]:
        """List all groups.  Calls ``GET /pages/{page_id}/page_access_groups``."""
        return collected(listed("page_access_groups.list", PageAccessGroup, self.page_id))

    @listing
    def iter(self, **paging: Unpack[Paging]) -> Listing[PageAccessGroup]:
        """Read what :meth:`list` lists, page by page as it is needed."""
        return listed("page_access_groups.list", PageAccessGroup, self.page_id, **paging)

    @action
    def get(self, page_access_group_id: str) -> Plan[PageAccessGroup]:
        """Get a group.  Calls ``GET /pages/{page_id}/page_access_groups/{page_access_group_id}``."""
        return call(single("page_access_groups.get", PageAccessGroup, self.page_id, page_access_group_id))

    @action
    def create(self, **kwargs: Unpack[PageAccessGroupCreateParams]) -> Plan[PageAccessGroup]:
        """Create a group.  Calls ``POST /pages/{page_id}/page_access_groups``."""
        return call(single("page_access_groups.create", PageAccessGroup, self.page_id, body=kwargs))

    @action
    def update(
        self, page_access_group_id: str, **kwargs: Unpack[PageAccessGroupUpdateParams]
    ) -> Plan[PageAccessGroup]:
        """Change a group.  Calls ``PATCH /pages/{page_id}/page_access_groups/{page_access_group_id}``."""
        ids = (self.page_id, page_access_group_id)
        return call(single("page_access_groups.update", PageAccessGroup, *ids, body=kwargs))

    @action
    def replace(
        self, page_access_group_id: str, **kwargs: Unpack[PageAccessGroupUpdateParams]
    ) -> Plan[PageAccessGroup]:
        """Do what :meth:`update` does, by ``PUT``."""
        ids = (self.page_id, page_access_group_id)
        return call(single("page_access_groups.replace", PageAccessGroup, *ids, body=kwargs))

    @action
    def delete(self, page_access_group_id: str) -> Plan[PageAccessGroup]:
        """Delete a group, and return its last state.

        Calls ``DELETE /pages/{page_id}/page_access_groups/{page_access_group_id}``.
        """
        return call(single("page_access_groups.delete", PageAccessGroup, self.page_id, page_access_group_id))

    @action
    def list_components(self, page_access_group_id: str) -> Plan[builtins.list[Component]]:
        """List the components that a group sees.

        Calls ``GET /pages/{page_id}/page_access_groups/{page_access_group_id}/components``, as the following do
        with other verbs.
        """
        ids = (self.page_id, page_access_group_id)
        return collected(listed("page_access_groups.list_components", Component, *ids))

    @action
    def set_components(
        self, page_access_group_id: str, component_ids: Sequence[str]
    ) -> Plan[PageAccessGroup]:
        """Let a group see these components, and no others (``POST``)."""
        return self._put("set_components", page_access_group_id, component_ids)

    @action
    def add_components(
        self, page_access_group_id: str, component_ids: Sequence[str]
    ) -> Plan[PageAccessGroup]:
        """Let a group see these components, too (``PATCH``)."""
        return self._put("add_components", page_access_group_id, component_ids)

    @action
    def put_components(
        self, page_access_group_id: str, component_ids: Sequence[str]
    ) -> Plan[PageAccessGroup]:
        """Do what :meth:`add_components` does (``PUT``)."""
        return self._put("put_components", page_access_group_id, component_ids)

    @action
    def remove_components(
        self, page_access_group_id: str, component_ids: Sequence[str] | None = None
    ) -> Plan[PageAccessGroup]:
        """Take components away from a group; all of them by default (``DELETE``)."""
        return self._put("remove_components", page_access_group_id, component_ids)

    @action
    def remove_component(self, page_access_group_id: str, component_id: str) -> Plan[PageAccessGroup]:
        """Take a component away from a group (``DELETE .../components/{component_id}``)."""
        ids = (self.page_id, page_access_group_id, component_id)
        return call(single("page_access_groups.remove_component", PageAccessGroup, *ids))

    def _put(self, action: str, group_id: str, components: Sequence[str] | None) -> Plan[PageAccessGroup]:
        body = {} if components is None else {"component_ids": components}
        ids = (self.page_id, group_id)
        return call(single(f"page_access_groups.{action}", PageAccessGroup, *ids, body=body))


class PageAccessGroupsService(SyncOnPage, _PageAccessGroupsActions):
    """Groups of those who may see an audience-specific page; other pages have none."""


class AsyncPageAccessGroupsService(AsyncOnPage, _PageAccessGroupsActions):
    """Groups of those who may see an audience-specific page, asynchronous."""
