"""Components."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Unpack

from uptimekit._runtime.errors import UptimeKitError

from ._action import action, listing
from ._directory import Directory, read_directory
from ._plans import Listing, Plan, call, collected, together
from ._progress import OnProgress
from ._requests import listed, single, status_of
from ._services import AsyncOnPage, OnPage, Paging, SyncOnPage
from .results import Component, ComponentUptime

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import ComponentCreateParams, ComponentUpdateParams

__all__ = ["AsyncComponentsService", "ComponentsService"]


class _ComponentsActions(OnPage):
    OPTS_KEYS_TO_PERSIST: ClassVar[builtins.list[str]] = ["name", "description", "group_id", "status"]

    @action
    def list(self) -> Plan[builtins.list[Component]]:
        """List all components, and the rows of their groups.  Calls ``GET /pages/{page_id}/components``."""
        return collected(listed("components.list", Component, self.page_id))

    @listing
    def iter(self, **paging: Unpack[Paging]) -> Listing[Component]:
        """Read what :meth:`list` lists, page by page as it is needed."""
        return listed("components.list", Component, self.page_id, **paging)

    @action
    def get(self, component_id: str) -> Plan[Component]:
        """Get a component.  Calls ``GET /pages/{page_id}/components/{component_id}``."""
        return call(single("components.get", Component, self.page_id, component_id))

    @action
    def create(self, **kwargs: Unpack[ComponentCreateParams]) -> Plan[Component]:
        """Create a component.  Calls ``POST /pages/{page_id}/components``."""
        return call(single("components.create", Component, self.page_id, body=kwargs))

    @action
    def update(self, component_id: str, **kwargs: Unpack[ComponentUpdateParams]) -> Plan[Component]:
        """Change a component; what is not named stays, ``group_id=None`` takes it out of its group.

        Calls ``PATCH /pages/{page_id}/components/{component_id}``.
        """
        return call(single("components.update", Component, self.page_id, component_id, body=kwargs))

    @action
    def replace(self, component_id: str, **kwargs: Unpack[ComponentUpdateParams]) -> Plan[Component]:
        """Do what :meth:`update` does.  Calls ``PUT /pages/{page_id}/components/{component_id}``."""
        return call(single("components.replace", Component, self.page_id, component_id, body=kwargs))

    @action
    def delete(self, component_id: str) -> Plan[Component]:
        """Delete a component; return its id and the page's, since the server answers with nothing more.

        Calls ``DELETE /pages/{page_id}/components/{component_id}``.
        """
        yield from call(status_of("components.delete", self.page_id, component_id))
        return Component(id=component_id, page_id=self.page_id)

    @action
    def uptime(
        self,
        component_id: str,
        *,
        start: date | str | None = None,
        end: date | str | None = None,
        skip_related_events: bool | None = None,
    ) -> Plan[ComponentUptime]:
        """Read how available a component was; its uptime must be shown on the page.

        Calls ``GET /pages/{page_id}/components/{component_id}/uptime``.

        Args:
            component_id: id of the component.
            start: first day, or a year or month (``2026-01``).  Default: 90 days ago.
            end: last day, or a year or month; at most six months after *start*.  Default: today.
            skip_related_events: True leaves out the incidents that count.
        """
        query = {"start": start, "end": end, "skip_related_events": skip_related_events}
        return call(single("components.get_uptime", ComponentUptime, self.page_id, component_id, query=query))

    @action
    def add_page_access_users(
        self, component_id: str, page_access_user_ids: Sequence[str]
    ) -> Plan[Component]:
        """Let page access users see a component.

        Calls ``POST /pages/{page_id}/components/{component_id}/page_access_users``.
        """
        body = {"page_access_user_ids": page_access_user_ids}
        return call(
            single("components.add_page_access_users", Component, self.page_id, component_id, body=body)
        )

    @action
    def clear_page_access_users(self, component_id: str) -> Plan[Component]:
        """Take a component away from all page access users.

        Calls ``DELETE /pages/{page_id}/components/{component_id}/page_access_users``.
        """
        return call(single("components.clear_page_access_users", Component, self.page_id, component_id))

    @action
    def add_page_access_groups(
        self, component_id: str, page_access_group_ids: Sequence[str]
    ) -> Plan[Component]:
        """Let page access groups see a component.

        Calls ``POST /pages/{page_id}/components/{component_id}/page_access_groups``.
        """
        body = {"page_access_group_ids": page_access_group_ids}
        return call(
            single("components.add_page_access_groups", Component, self.page_id, component_id, body=body)
        )

    @action
    def clear_page_access_groups(self, component_id: str) -> Plan[Component]:
        """Take a component away from all page access groups.

        Calls ``DELETE /pages/{page_id}/components/{component_id}/page_access_groups``.
        """
        return call(single("components.clear_page_access_groups", Component, self.page_id, component_id))

    @action
    def find(self, name: str) -> Plan[Component]:
        """Return the component with a name, with a path ``Group / Name``, or with an id.

        Raises InputError if there is none, and if there are several: it lists them.
        """
        directory: Directory = yield from read_directory(self.page_id)
        return directory.find(name)

    @action
    def set(
        self, statuses: Mapping[str, str], *, on_progress: OnProgress | None = None
    ) -> Plan[builtins.list[Component]]:
        """Bring components to the statuses that are wanted, and return those that were changed.

        The components are read once; only those with another status are written, several at a time, and no
        faster than the rate limit allows.  After a failure nothing more is begun and the failure is raised, with
        a note (``__notes__``) that names the component; calling again goes on, since what is done already is no
        difference any more.

        Args:
            statuses: status by name, by path ``Group / Name``, or by id; see :meth:`find`.
            on_progress: told after each write.

        Raises InputError for a name that is not there or that several components have, before any write.
        """
        directory: Directory = yield from read_directory(self.page_id)
        wanted = [(directory.find(one), status) for one, status in directory.statuses(statuses).items()]
        changes = [(component, status) for component, status in wanted if component.status != status]
        return (yield from together((partial(self._write, *change) for change in changes), on_progress))

    def _write(self, component: Component, status: str) -> Plan[Component]:
        ids, body = (self.page_id, component.id or ""), {"status": status}
        try:
            return (yield from call(single("components.update", Component, *ids, body=body)))
        except UptimeKitError as error:
            error.add_note(f"component {component.name!r} ({component.id}) was to become {status}")
            raise


class ComponentsService(SyncOnPage, _ComponentsActions):
    """The components of a page: the parts whose status it shows."""


class AsyncComponentsService(AsyncOnPage, _ComponentsActions):
    """The components of a page, asynchronous."""
