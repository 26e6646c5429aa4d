"""The members of an organization, and their permissions."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Unpack

from uptimekit._runtime import AsyncPager
from uptimekit.statuspage._answers import items, one, status
from uptimekit.statuspage._arguments import Paging, needed
from uptimekit.statuspage.errors import facade_errors
from uptimekit.statuspage.results import User, UserPermissions
from uptimekit_clients.statuspage import requests

from .service import AsyncOnOrganization

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import PermissionsUpdateParams, UserCreateParams

__all__ = ["AsyncPermissionsService", "AsyncUsersService"]


@facade_errors
class AsyncUsersService(AsyncOnOrganization):
    """The members of an organization; closed to organizations with Atlassian accounts.

    Each action raises ConfigurationError, with nothing sent, if the client has no ``organization_id``.
    """

    async def list(self) -> builtins.list[User]:
        """List all members."""
        return [each async for each in self.iter()]

    def iter(self, **paging: Unpack[Paging]) -> AsyncPager[User]:
        """Iterate over what :meth:`list` returns; pages are fetched as they are needed."""
        return self._pages(items(User, requests.users.list, self._organization), paging)

    async def create(self, **kwargs: Unpack[UserCreateParams]) -> User:
        """Create a member."""
        return await self._client.call(one(User, requests.users.create, self._organization, **kwargs))

    async def delete(self, user_id: str | None = None) -> int:
        """Delete a member, and return the status code."""
        request = status(requests.users.delete, self._organization, needed("user_id", user_id))
        return await self._client.call(request)


@facade_errors
class AsyncPermissionsService(AsyncOnOrganization):
    """Permissions of the members of an organization.

    Each action raises ConfigurationError, with nothing sent, if the client has no ``organization_id``.
    """

    async def get(self, user_id: str) -> UserPermissions:
        """Get the permissions of a member."""
        request = one(UserPermissions, requests.permissions.get, self._organization, user_id)
        return await self._client.call(request)

    async def update(self, user_id: str, **kwargs: Unpack[PermissionsUpdateParams]) -> UserPermissions:
        """Set the permissions of a member; access to pages that are not given ends."""
        request = one(UserPermissions, requests.permissions.update, self._organization, user_id, **kwargs)
        return await self._client.call(request)
