"""The members of an organization, and what they may do."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Unpack

from ._action import action, listing
from ._plans import Listing, Plan, call, collected
from ._requests import listed, needed, single, status_of
from ._services import AsyncOnOrganization, OnOrganization, Paging, SyncOnOrganization
from .results import User, UserPermissions

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import PermissionsUpdateParams, UserCreateParams

__all__ = ["AsyncPermissionsService", "AsyncUsersService", "PermissionsService", "UsersService"]


class _UsersActions(OnOrganization):
    @action
    def list(self) -> Plan[builtins.list[User]]:
        """List all members.  Calls ``GET /organizations/{organization_id}/users``."""
        return collected(listed("users.list", User, self._organization))

    @listing
    def iter(self, **paging: Unpack[Paging]) -> Listing[User]:
        """Read what :meth:`list` lists, page by page as it is needed."""
        return listed("users.list", User, self._organization, **paging)

    @action
    def create(self, **kwargs: Unpack[UserCreateParams]) -> Plan[User]:
        """Create a member.  Calls ``POST /organizations/{organization_id}/users``."""
        return call(single("users.create", User, self._organization, body=kwargs))

    @action
    def delete(self, user_id: str | None = None) -> Plan[int]:
        """Delete a member, and return the status code.

        Calls ``DELETE /organizations/{organization_id}/users/{user_id}``.
        """
        return call(status_of("users.delete", self._organization, needed("user_id", user_id)))


class _PermissionsActions(OnOrganization):
    @action
    def get(self, user_id: str) -> Plan[UserPermissions]:
        """Get what a member may do.  Calls ``GET /organizations/{organization_id}/permissions/{user_id}``."""
        return call(single("permissions.get", UserPermissions, self._organization, user_id))

    @action
    def update(self, user_id: str, **kwargs: Unpack[PermissionsUpdateParams]) -> Plan[UserPermissions]:
        """Say what a member may do; pages that are not named are lost to the member.

        Calls ``PUT /organizations/{organization_id}/permissions/{user_id}``.
        """
        return call(single("permissions.update", UserPermissions, self._organization, user_id, body=kwargs))


class UsersService(SyncOnOrganization, _UsersActions):
    """The members of an organization; closed to organizations with Atlassian accounts.

    Each action raises ConfigurationError, with nothing sent, if the client has no ``organization_id``.
    """


class AsyncUsersService(AsyncOnOrganization, _UsersActions):
    """The members of an organization, asynchronous; see :class:`UsersService`."""


class PermissionsService(SyncOnOrganization, _PermissionsActions):
    """What the members of an organization may do.

    Each action raises ConfigurationError, with nothing sent, if the client has no ``organization_id``.
    """


class AsyncPermissionsService(AsyncOnOrganization, _PermissionsActions):
    """What the members of an organization may do, asynchronous; see :class:`PermissionsService`."""
