"""Groups of components."""

from __future__ import annotations

import builtins
from datetime import date
from typing import TYPE_CHECKING, Unpack

from ._action import action, listing
from ._plans import Listing, Plan, call, collected
from ._requests import listed, single
from ._services import AsyncOnPage, OnPage, Paging, SyncOnPage
from .results import ComponentGroup, ComponentGroupUptime

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import ComponentGroupCreateParams, ComponentGroupUpdateParams

__all__ = ["AsyncComponentGroupsService", "ComponentGroupsService"]


class _ComponentGroupsActions(OnPage):
    @action
    def list(self) -> Plan[builtins.list[ComponentGroup]]:
        """List all groups.  Calls ``GET /pages/{page_id}/component-groups``."""
        return collected(listed("component_groups.list", ComponentGroup, self.page_id))

    @listing
    def iter(self, **paging: Unpack[Paging]) -> Listing[ComponentGroup]:
        """Read what :meth:`list` lists, page by page as it is needed."""
        return listed("component_groups.list", ComponentGroup, self.page_id, **paging)

    @action
    def get(self, component_group_id: str) -> Plan[ComponentGroup]:
        """Get a group.  Calls ``GET /pages/{page_id}/component-groups/{component_group_id}``."""
        return call(single("component_groups.get", ComponentGroup, self.page_id, component_group_id))

    @action
    def create(self, **kwargs: Unpack[ComponentGroupCreateParams]) -> Plan[ComponentGroup]:
        """Create a group of components that are there.  Calls ``POST /pages/{page_id}/component-groups``."""
        return call(single("component_groups.create", ComponentGroup, self.page_id, body=kwargs))

    @action
    def update(
        self, component_group_id: str, **kwargs: Unpack[ComponentGroupUpdateParams]
    ) -> Plan[ComponentGroup]:
        """Change a group.  Calls ``PATCH /pages/{page_id}/component-groups/{component_group_id}``."""
        ids = (self.page_id, component_group_id)
        return call(single("component_groups.update", ComponentGroup, *ids, body=kwargs))

    @action
    def replace(
        self, component_group_id: str, **kwargs: Unpack[ComponentGroupUpdateParams]
    ) -> Plan[ComponentGroup]:
        """Do what :meth:`update` does.  Calls ``PUT /pages/{page_id}/component-groups/{component_group_id}``."""
        ids = (self.page_id, component_group_id)
        return call(single("component_groups.replace", ComponentGroup, *ids, body=kwargs))

    @action
    def delete(self, component_group_id: str) -> Plan[ComponentGroup]:
        """Delete a group and return its last state; its components stay, in no group.

        Calls ``DELETE /pages/{page_id}/component-groups/{component_group_id}``.
        """
        return call(single("component_groups.delete", ComponentGroup, self.page_id, component_group_id))

    @action
    def uptime(
        self,
        component_group_id: str,
        *,
        start: date | str | None = None,
        end: date | str | None = None,
        skip_related_events: bool | None = None,
    ) -> Plan[ComponentGroupUptime]:
        """Read how available a group was; the arguments are those of ``components.uptime``.

        Calls ``GET /pages/{page_id}/component-groups/{component_group_id}/uptime``.
        """
        ids = (self.page_id, component_group_id)
        query = {"start": start, "end": end, "skip_related_events": skip_related_events}
        return call(single("component_groups.get_uptime", ComponentGroupUptime, *ids, query=query))


class ComponentGroupsService(SyncOnPage, _ComponentGroupsActions):
    """The groups of a page's components."""


class AsyncComponentGroupsService(AsyncOnPage, _ComponentGroupsActions):
    """The groups of a page's components, asynchronous."""
