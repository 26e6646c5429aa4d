"""Components."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Unpack

from uptimekit._runtime import AsyncPager
from uptimekit._runtime.bulk import AsyncBulk, OnProgress
from uptimekit._runtime.errors import UptimeKitError
from uptimekit.statuspage._answers import items, one
from uptimekit.statuspage._arguments import Paging, day, documented_values, given, ids
from uptimekit.statuspage._component_names import ComponentNames
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import Component, ComponentUptime
from uptimekit_clients.statuspage import requests

from .service import AsyncOnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import ComponentCreateParams, ComponentUpdateParams

__all__ = ["AsyncComponentsService"]


@facade_errors
class AsyncComponentsService(AsyncOnPage):
    """The components of a page: the parts whose status it shows."""

    OPTS_KEYS_TO_PERSIST: ClassVar[builtins.list[str]] = ["name", "description", "group_id", "status"]

    async def list(self) -> builtins.list[Component]:
        """List all components, and the rows of their groups."""
        return [each async for each in self.iter()]

    def iter(self, **paging: Unpack[Paging]) -> AsyncPager[Component]:
        """Iterate over what :meth:`list` returns; pages are fetched as they are needed."""
        return self._pages(items(Component, requests.components.list, self.page_id), paging)

    async def get(self, component_id: str) -> Component:
        """Get a component."""
        return await self._client.call(one(Component, requests.components.get, self.page_id, component_id))

    async def create(self, **kwargs: Unpack[ComponentCreateParams]) -> Component:
        """Create a component."""
        return await self._client.call(one(Component, requests.components.create, self.page_id, **kwargs))

    async def update(self, component_id: str, **kwargs: Unpack[ComponentUpdateParams]) -> Component:
        """Change the given attributes of a component; ``group_id=None`` takes it out of its group."""
        request = one(Component, requests.components.update, self.page_id, component_id, **kwargs)
        return await self._client.call(request)

    async def replace(self, component_id: str, **kwargs: Unpack[ComponentUpdateParams]) -> Component:
        """Same as :meth:`update`, by ``PUT``."""
        request = one(Component, requests.components.replace, self.page_id, component_id, **kwargs)
        return await self._client.call(request)

    async def delete(self, component_id: str) -> Component:
        """Delete a component, and return it with its id and the page's alone: the server sends nothing."""
        await self._client.call(requests.components.delete(self.page_id, component_id))
        return Component(id=component_id, page_id=self.page_id)

    async def uptime(
        self,
        component_id: str,
        *,
        start: date | str | None = None,
        end: date | str | None = None,
        skip_related_events: bool | None = None,
    ) -> ComponentUptime:
        """Return the uptime of a component; the page must show it.

        Args:
            component_id: id of the component.
            start: first day, or a year or month (``2026-01``).  Default: 90 days ago.
            end: last day, or a year or month; at most six months after *start*.  Default: today.
            skip_related_events: True leaves out ``related_events``, the incidents that count.
        """
        request = one(
            ComponentUptime,
            requests.components.get_uptime,
            self.page_id,
            component_id,
            start=day(start),
            end=day(end),
            skip_related_events=given(skip_related_events),
        )
        return await self._client.call(request)

    async def add_page_access_users(
        self, component_id: str, page_access_user_ids: Sequence[str]
    ) -> Component:
        """Give page access users access to a component."""
        request = one(
            Component,
            requests.components.add_page_access_users,
            self.page_id,
            component_id,
            page_access_user_ids=ids("page_access_user_ids", page_access_user_ids),
        )
        return await self._client.call(request)

    async def clear_page_access_users(self, component_id: str) -> Component:
        """Remove the access of all page access users to a component."""
        request = one(Component, requests.components.clear_page_access_users, self.page_id, component_id)
        return await self._client.call(request)

    async def add_page_access_groups(
        self, component_id: str, page_access_group_ids: Sequence[str]
    ) -> Component:
        """Give page access groups access to a component."""
        request = one(
            Component,
            requests.components.add_page_access_groups,
            self.page_id,
            component_id,
            page_access_group_ids=ids("page_access_group_ids", page_access_group_ids),
        )
        return await self._client.call(request)

    async def clear_page_access_groups(self, component_id: str) -> Component:
        """Remove the access of all page access groups to a component."""
        request = one(Component, requests.components.clear_page_access_groups, self.page_id, component_id)
        return await self._client.call(request)

    async def find(self, name: str) -> Component:
        """Return the component with a name, with a path ``Group / Name``, or with an id.

        Raises:
            InputError: if no component matches, and if several do; the message lists those.
        """
        return ComponentNames(await self.list()).find(name)

    async def set(
        self, statuses: Mapping[str, str], *, on_progress: OnProgress | None = None
    ) -> builtins.list[Component]:
        """Set the statuses of components, and return the components that were changed.

        The components are read once.  Those with another status are written, several at a time, within the rate
        limit.  After a failed write no other begins, and its error is raised with a note (``__notes__``) that names
        the component.  Another call writes the rest.

        Args:
            statuses: the new status of each component, by name, by path ``Group / Name``, or by id; see :meth:`find`.
            on_progress: called after each write.

        Raises:
            InputError: for a status that the API does not document, and for a name that no component or several
                components have, before any write.
        """
        documented_values(statuses=statuses)
        names = ComponentNames(await self.list())
        wanted = [(names.find(each), status) for each, status in names.statuses(statuses).items()]
        changes = [(component, status) for component, status in wanted if component.status != status]
        jobs = [partial(self._write, component, status) for component, status in changes]
        return await AsyncBulk(self._client, on_progress).run(jobs)

    async def _write(self, component: Component, status: str) -> Component:
        try:
            return await self.update(component.id, status=status)
        except UptimeKitError as error:
            error.add_note(f"while setting component {component.name!r} ({component.id}) to {status}")
            raise
