"""The public side of a status page, which needs no key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

from uptimekit._runtime import ClientOptions
from uptimekit._runtime._async.facade import AsyncFacade
from uptimekit.statuspage._answers import list_reader, object_reader
from uptimekit.statuspage._server_address import public_address
from uptimekit.statuspage.errors import ERROR_CLASSES, facade_errors
from uptimekit.statuspage.results import (
    PublicComponent,
    PublicIncident,
    PublicMaintenance,
    PublicStatus,
    PublicSummary,
)
from uptimekit_clients.statuspage import requests
from uptimekit_clients.statuspage.client import AsyncClient as GeneratedClient

if TYPE_CHECKING:
    from uptimekit._runtime.http_library import AsyncHTTPClient

__all__ = ["AsyncPublicPage"]

_COMPONENTS: Final = list_reader(PublicComponent, "components")
_INCIDENTS: Final = list_reader(PublicIncident, "incidents")
_MAINTENANCES: Final = list_reader(PublicMaintenance, "scheduled_maintenances")


@facade_errors
class AsyncPublicPage(AsyncFacade[GeneratedClient]):
    """The public side of a status page.  A context manager.

    Threads and event loops may share it.

    Args:
        address: the page, such as ``https://status.example.com`` or ``https://example.statuspage.io``, with or
            without ``/api/v2`` behind it; https, or http on this machine.
        api_key: API key for a private page.  It goes to the page's own host, so none is read from the
            environment.
        http_client: an ``httpx.AsyncClient`` to send with.  It stays open unless ``close_http_client=True``.
        options: time-outs, retries, hooks; see ``uptimekit.ClientOptions``.

    Raises:
        ConfigurationError: for an invalid address.

    Each method raises NotFoundError if there is no page at the address, and otherwise the errors of a client's
    services.

    Examples:
        >>> AsyncPublicPage("https://status.example.com")
        <AsyncPublicPage at https://status.example.com/api/v2>
    """

    _error_classes = ERROR_CLASSES

    def __init__(
        self,
        address: str,
        *,
        api_key: str | None = None,
        http_client: AsyncHTTPClient | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        self.address = public_address(address)
        super().__init__(
            GeneratedClient,
            api_key="",  # not even from the environment: nothing here goes to the Manage API
            public_api_key=api_key,
            public_url=self.address,
            http_client=http_client,
            **options,
        )

    async def summary(self) -> PublicSummary:
        """Return status, components, open incidents, and upcoming and active maintenances."""
        return await self._client.call(requests.public_page.summary().reading(object_reader(PublicSummary)))

    async def status(self) -> PublicStatus:
        """Return the overall status; ``is_up`` tells whether nothing is wrong."""
        reader = object_reader(PublicStatus, "status")
        return await self._client.call(requests.public_page.status().reading(reader))

    async def components(self) -> list[PublicComponent]:
        """List all components, and the rows of their groups."""
        return await self._client.call(requests.public_page.components().reading(_COMPONENTS))

    async def incidents(self) -> list[PublicIncident]:
        """List the 50 newest incidents."""
        return await self._client.call(requests.public_page.incidents().reading(_INCIDENTS))

    async def unresolved_incidents(self) -> list[PublicIncident]:
        """List the open incidents."""
        return await self._client.call(requests.public_page.unresolved_incidents().reading(_INCIDENTS))

    async def scheduled_maintenances(self) -> list[PublicMaintenance]:
        """List the 50 newest maintenances."""
        return await self._client.call(requests.public_page.scheduled_maintenances().reading(_MAINTENANCES))

    async def upcoming_maintenances(self) -> list[PublicMaintenance]:
        """List the upcoming maintenances."""
        return await self._client.call(requests.public_page.upcoming_maintenances().reading(_MAINTENANCES))

    async def active_maintenances(self) -> list[PublicMaintenance]:
        """List the active maintenances."""
        return await self._client.call(requests.public_page.active_maintenances().reading(_MAINTENANCES))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} at {self.address}>"
