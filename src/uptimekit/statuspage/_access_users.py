"""Those who may see an audience-specific page."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from ._action import action, listing
from ._plans import Listing, Plan, call, collected
from ._requests import listed, single, status_of
from ._services import AsyncOnPage, OnPage, Paging, SyncOnPage
from .results import Component, Metric, PageAccessUser

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import PageAccessUserCreateParams, PageAccessUserUpdateParams

__all__ = ["AsyncPageAccessUsersService", "PageAccessUsersService"]


class _PageAccessUsersActions(OnPage):
    @action
    def list(self, *, email: str | None = None) -> Plan[builtins.list[PageAccessUser]]:
        """List all users, or the one with an e-mail address.  Calls ``GET /pages/{page_id}/page_access_users``."""
        query = {"email": email}
        return collected(listed("page_access_users.list", PageAccessUser, self.page_id, query=query))

    @listing
    def iter(self, *, email: str | None = None, **paging: Unpack[Paging]) -> Listing[PageAccessUser]:
        """Read what :meth:`list` lists, page by page as it is needed."""
        query = {"email": email}
        return listed("page_access_users.list", PageAccessUser, self.page_id, query=query, **paging)

    @action
    def get(self, page_access_user_id: str) -> Plan[PageAccessUser]:
        """Get a user.  Calls ``GET /pages/{page_id}/page_access_users/{page_access_user_id}``."""
        return call(single("page_access_users.get", PageAccessUser, self.page_id, page_access_user_id))

    @action
    def create(self, **kwargs: Unpack[PageAccessUserCreateParams]) -> Plan[PageAccessUser]:
        """Create a user; one that is there already is a ConflictError.

        Calls ``POST /pages/{page_id}/page_access_users``.
        """
        return call(single("page_access_users.create", PageAccessUser, self.page_id, body=kwargs))

    @action
    def update(
        self, page_access_user_id: str, **kwargs: Unpack[PageAccessUserUpdateParams]
    ) -> Plan[PageAccessUser]:
        """Change a user.  Calls ``PATCH /pages/{page_id}/page_access_users/{page_access_user_id}``."""
        ids = (self.page_id, page_access_user_id)
        return call(single("page_access_users.update", PageAccessUser, *ids, body=kwargs))

    @action
    def replace(
        self, page_access_user_id: str, **kwargs: Unpack[PageAccessUserUpdateParams]
    ) -> Plan[PageAccessUser]:
        """Do what :meth:`update` does, by ``PUT``."""
        ids = (self.page_id, page_access_user_id)
        return call(single("page_access_users.replace", PageAccessUser, *ids, body=kwargs))

    @action
    def delete(self, page_access_user_id: str) -> Plan[int]:
        """Delete a user, and return the status code.

        Calls ``DELETE /pages/{page_id}/page_access_users/{page_access_user_id}``.
        """
        return call(status_of("page_access_users.delete", self.page_id, page_access_user_id))

    @action
    def list_components(self, page_access_user_id: str) -> Plan[builtins.list[Component]]:
        """List the components that a user sees.

        Calls ``GET /pages/{page_id}/page_access_users/{page_access_user_id}/components``, as the following do
        with other verbs.
        """
        ids = (self.page_id, page_access_user_id)
        return collected(listed("page_access_users.list_components", Component, *ids))

    @action
    def set_components(self, page_access_user_id: str, component_ids: Sequence[str]) -> Plan[PageAccessUser]:
        """Let a user see these components, and no others (``POST``)."""
        return self._put("set_components", page_access_user_id, component_ids=component_ids)

    @action
    def add_components(self, page_access_user_id: str, component_ids: Sequence[str]) -> Plan[PageAccessUser]:
        """Let a user see these components, too (``PATCH``)."""
        return self._put("add_components", page_access_user_id, component_ids=component_ids)

    @action
    def put_components(self, page_access_user_id: str, component_ids: Sequence[str]) -> Plan[PageAccessUser]:
        """Do what :meth:`add_components` does (``PUT``)."""
        return self._put("put_components", page_access_user_id, component_ids=component_ids)

    @action
    def remove_components(
        self, page_access_user_id: str, component_ids: Sequence[str] | None = None
    ) -> Plan[PageAccessUser]:
        """Take components away from a user; all of them by default (``DELETE``)."""
        return self._put("remove_components", page_access_user_id, component_ids=component_ids)

    @action
    def remove_component(self, page_access_user_id: str, component_id: str) -> Plan[PageAccessUser]:
        """Take a component away from a user (``DELETE .../components/{component_id}``)."""
        ids = (self.page_id, page_access_user_id, component_id)
        return call(single("page_access_users.remove_component", PageAccessUser, *ids))

    @action
    def list_metrics(self, page_access_user_id: str) -> Plan[builtins.list[Metric]]:
        """List the metrics that a user sees.

        Calls ``GET /pages/{page_id}/page_access_users/{page_access_user_id}/metrics``, as the following do with
        other verbs.
        """
        ids = (self.page_id, page_access_user_id)
        return collected(listed("page_access_users.list_metrics", Metric, *ids))

    @action
    def set_metrics(self, page_access_user_id: str, metric_ids: Sequence[str]) -> Plan[PageAccessUser]:
        """Let a user see these metrics, and no others (``POST``)."""
        return self._put("set_metrics", page_access_user_id, metric_ids=metric_ids)

    @action
    def add_metrics(self, page_access_user_id: str, metric_ids: Sequence[str]) -> Plan[PageAccessUser]:
        """Let a user see these metrics, too (``PATCH``)."""
        return self._put("add_metrics", page_access_user_id, metric_ids=metric_ids)

    @action
    def put_metrics(self, page_access_user_id: str, metric_ids: Sequence[str]) -> Plan[PageAccessUser]:
        """Do what :meth:`add_metrics` does (``PUT``)."""
        return self._put("put_metrics", page_access_user_id, metric_ids=metric_ids)

    @action
    def remove_metrics(
        self, page_access_user_id: str, metric_ids: Sequence[str] | None = None
    ) -> Plan[PageAccessUser]:
        """Take metrics away from a user; all of them by default (``DELETE``)."""
        return self._put("remove_metrics", page_access_user_id, metric_ids=metric_ids)

    @action
    def remove_metric(self, page_access_user_id: str, metric_id: str) -> Plan[PageAccessUser]:
        """Take a metric away from a user (``DELETE .../metrics/{metric_id}``)."""
        ids = (self.page_id, page_access_user_id, metric_id)
        return call(single("page_access_users.remove_metric", PageAccessUser, *ids))

    def _put(self, action: str, user_id: str, **ids: Sequence[str] | None) -> Plan[PageAccessUser]:
        body = {name: value for name, value in ids.items() if value is not None}
        of = (self.page_id, user_id)
        return call(single(f"page_access_users.{action}", PageAccessUser, *of, body=body))


class PageAccessUsersService(SyncOnPage, _PageAccessUsersActions):
    """Those who may see an audience-specific page; other pages have none."""


class AsyncPageAccessUsersService(AsyncOnPage, _PageAccessUsersActions):
    """Those who may see an audience-specific page, asynchronous."""
