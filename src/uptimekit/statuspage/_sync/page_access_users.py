# Derived by scripts/generate.py from ../_async/page_access_users.py; do not edit.
"""Page access users."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from uptimekit._runtime import Pager, Request
from uptimekit.statuspage._answers import items, one, status
from uptimekit.statuspage._arguments import Paging, given, ids
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import Component, Metric, PageAccessUser
from uptimekit_clients.statuspage import requests

from .service import OnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import PageAccessUserCreateParams, PageAccessUserUpdateParams

__all__ = ["PageAccessUsersService"]


@facade_errors
class PageAccessUsersService(OnPage):
    """Users of an audience-specific page."""

    def list(self, *, email: str | None = None) -> builtins.list[PageAccessUser]:
        """List all users, or the one with an e-mail address."""
        return list(self.iter(email=email))

    def iter(self, *, email: str | None = None, **paging: Unpack[Paging]) -> Pager[PageAccessUser]:
        """Iterate over what :meth:`list` returns; pages are fetched as they are needed."""
        return self._pages(
            items(PageAccessUser, requests.page_access_users.list, self.page_id, email=given(email)), paging
        )

    def get(self, page_access_user_id: str) -> PageAccessUser:
        """Get a user."""
        request = one(PageAccessUser, requests.page_access_users.get, self.page_id, page_access_user_id)
        return self._client.call(request)

    def create(self, **kwargs: Unpack[PageAccessUserCreateParams]) -> PageAccessUser:
        """Create a user.  Raises ConflictError if the user exists."""
        request = one(PageAccessUser, requests.page_access_users.create, self.page_id, **kwargs)
        return self._client.call(request)

    def update(
        self, page_access_user_id: str, **kwargs: Unpack[PageAccessUserUpdateParams]
    ) -> PageAccessUser:
        """Change a user."""
        request = one(
            PageAccessUser, requests.page_access_users.update, self.page_id, page_access_user_id, **kwargs
        )
        return self._client.call(request)

    def replace(
        self, page_access_user_id: str, **kwargs: Unpack[PageAccessUserUpdateParams]
    ) -> PageAccessUser:
        """Same as :meth:`update`, by ``PUT``."""
        request = one(
            PageAccessUser, requests.page_access_users.replace, self.page_id, page_access_user_id, **kwargs
        )
        return self._client.call(request)

    def delete(self, page_access_user_id: str) -> int:
        """Delete a user, and return the status code."""
        request = status(requests.page_access_users.delete, self.page_id, page_access_user_id)
        return self._client.call(request)

    def list_components(self, page_access_user_id: str) -> builtins.list[Component]:
        """List the components that a user sees."""
        request = items(
            Component, requests.page_access_users.list_components, self.page_id, page_access_user_id
        )
        return list(self._pages(request))

    def set_components(self, page_access_user_id: str, component_ids: Sequence[str]) -> PageAccessUser:
        """Set the components that a user sees (``POST``)."""
        return self._put(
            requests.page_access_users.set_components, page_access_user_id, component_ids=component_ids
        )

    def add_components(self, page_access_user_id: str, component_ids: Sequence[str]) -> PageAccessUser:
        """Add components to those that a user sees (``PATCH``)."""
        return self._put(
            requests.page_access_users.add_components, page_access_user_id, component_ids=component_ids
        )

    def put_components(self, page_access_user_id: str, component_ids: Sequence[str]) -> PageAccessUser:
        """Same as :meth:`add_components`, by ``PUT``."""
        return self._put(
            requests.page_access_users.put_components, page_access_user_id, component_ids=component_ids
        )

    def remove_components(
        self, page_access_user_id: str, component_ids: Sequence[str] | None = None
    ) -> PageAccessUser:
        """Remove components from a user; by default all (``DELETE``)."""
        return self._put(
            requests.page_access_users.remove_components, page_access_user_id, component_ids=component_ids
        )

    def remove_component(self, page_access_user_id: str, component_id: str) -> PageAccessUser:
        """Remove a component from a user (``DELETE``)."""
        request = one(
            PageAccessUser,
            requests.page_access_users.remove_component,
            self.page_id,
            page_access_user_id,
            component_id,
        )
        return self._client.call(request)

    def list_metrics(self, page_access_user_id: str) -> builtins.list[Metric]:
        """List the metrics that a user sees."""
        request = items(Metric, requests.page_access_users.list_metrics, self.page_id, page_access_user_id)
        return list(self._pages(request))

    def set_metrics(self, page_access_user_id: str, metric_ids: Sequence[str]) -> PageAccessUser:
        """Set the metrics that a user sees (``POST``)."""
        return self._put(requests.page_access_users.set_metrics, page_access_user_id, metric_ids=metric_ids)

    def add_metrics(self, page_access_user_id: str, metric_ids: Sequence[str]) -> PageAccessUser:
        """Add metrics to those that a user sees (``PATCH``)."""
        return self._put(requests.page_access_users.add_metrics, page_access_user_id, metric_ids=metric_ids)

    def put_metrics(self, page_access_user_id: str, metric_ids: Sequence[str]) -> PageAccessUser:
        """Same as :meth:`add_metrics`, by ``PUT``."""
        return self._put(requests.page_access_users.put_metrics, page_access_user_id, metric_ids=metric_ids)

    def remove_metrics(
        self, page_access_user_id: str, metric_ids: Sequence[str] | None = None
    ) -> PageAccessUser:
        """Remove metrics from a user; by default all (``DELETE``)."""
        return self._put(
            requests.page_access_users.remove_metrics, page_access_user_id, metric_ids=metric_ids
        )

    def remove_metric(self, page_access_user_id: str, metric_id: str) -> PageAccessUser:
        """Remove a metric from a user (``DELETE``)."""
        request = one(
            PageAccessUser,
            requests.page_access_users.remove_metric,
            self.page_id,
            page_access_user_id,
            metric_id,
        )
        return self._client.call(request)

    def _put(
        self, builder: Callable[..., Request[Any]], user_id: str, **listed: Sequence[str] | None
    ) -> PageAccessUser:
        given_ids = {name: ids(name, each) for name, each in listed.items() if each is not None}
        return self._client.call(one(PageAccessUser, builder, self.page_id, user_id, **given_ids))
