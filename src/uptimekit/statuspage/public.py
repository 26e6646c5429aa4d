"""The public side of a status page, which needs no key."""

from __future__ import annotations

import builtins
import ipaddress
from typing import TYPE_CHECKING, Final, Self, Unpack

from uptimekit._runtime import ClientOptions
from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit._runtime.tracebacks import hides_locals
from uptimekit_clients.statuspage.client import AsyncClient, Client

from ._action import Asynchronous, Synchronous, action
from ._addresses import address_parts
from ._plans import Plan, call
from ._requests import every, single
from ._runner import AsyncRunner, Runner
from .errors import ERROR_CLASSES, ConfigurationError
from .results import PublicComponent, PublicIncident, PublicMaintenance, PublicStatus, PublicSummary

if TYPE_CHECKING:
    from uptimekit._runtime.http_library import AsyncHTTPClient, HTTPClient
__all__ = ["AsyncPublicPage", "PublicPage"]

_API: Final = "/api/v2"


class _PublicActions:
    address: str

    @action
    def summary(self) -> Plan[PublicSummary]:
        """Read the page: status, components, open incidents, and maintenances to come or running."""
        return call(single("public_page.summary", PublicSummary))

    @action
    def status(self) -> Plan[PublicStatus]:
        """Read how all is, in a word and a sentence; ``is_up`` tells whether nothing is wrong."""
        return call(single("public_page.status", PublicStatus, within="status"))

    @action
    def components(self) -> Plan[builtins.list[PublicComponent]]:
        """List all components, and the rows of their groups."""
        return call(every("public_page.components", PublicComponent, items="components"))

    @action
    def incidents(self) -> Plan[builtins.list[PublicIncident]]:
        """List the 50 newest incidents."""
        return call(every("public_page.incidents", PublicIncident, items="incidents"))

    @action
    def unresolved_incidents(self) -> Plan[builtins.list[PublicIncident]]:
        """List the open incidents."""
        return call(every("public_page.unresolved_incidents", PublicIncident, items="incidents"))

    @action
    def scheduled_maintenances(self) -> Plan[builtins.list[PublicMaintenance]]:
        """List the 50 newest maintenances."""
        return _maintenances("scheduled_maintenances")

    @action
    def upcoming_maintenances(self) -> Plan[builtins.list[PublicMaintenance]]:
        """List the maintenances that have not begun."""
        return _maintenances("upcoming_maintenances")

    @action
    def active_maintenances(self) -> Plan[builtins.list[PublicMaintenance]]:
        """List the maintenances under way."""
        return _maintenances("active_maintenances")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} at {self.address}>"


def _maintenances(name: str) -> Plan[list[PublicMaintenance]]:
    return call(every(f"public_page.{name}", PublicMaintenance, items="scheduled_maintenances"))


@hides_locals
class PublicPage(Synchronous, Runner, _PublicActions):
    """What a status page shows to everybody.  Safe to share between threads; a context manager.

    Args:
        address: the page, such as ``https://status.example.com`` or ``https://example.statuspage.io``, with or
            without ``/api/v2`` behind it; https, or http on this machine.
        api_key: API key for a private page.  It goes to the page's own host, so none is read from the
            environment.
        http_client: an httpx client of your own to send with; it stays open.
        options: time-outs, retries, hooks; see ``uptimekit.ClientOptions``.

    Raises ConfigurationError for an address that is none.  Each read raises NotFoundError where no page is, other
    errors as the services of a client do.

    >>> PublicPage("https://status.example.com")
    <PublicPage at https://status.example.com/api/v2>
    """

    def __init__(
        self,
        address: str,
        *,
        api_key: str | None = None,
        http_client: HTTPClient | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        self.address = _checked(address)
        self.http_client = self
        self._clock = options.get("clock", SYSTEM_CLOCK)
        self.api = Client(
            api_key="",  # not even from the environment: nothing here goes to the Manage API
            public_api_key=api_key,
            public_url=self.address,
            http_client=http_client,
            **_own(options),
        )

    def close(self) -> None:
        """Close the connections, but not an ``http_client`` that was passed in."""
        self.api.close()

    def __enter__(self) -> Self:
        self.api.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


@hides_locals
class AsyncPublicPage(Asynchronous, AsyncRunner, _PublicActions):
    """The asynchronous :class:`PublicPage`: the same reads, to be awaited; an asynchronous context manager."""

    def __init__(
        self,
        address: str,
        *,
        api_key: str | None = None,
        http_client: AsyncHTTPClient | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        self.address = _checked(address)
        self.http_client = self
        self._clock = options.get("clock", SYSTEM_CLOCK)
        self.api = AsyncClient(
            api_key="",  # not even from the environment: nothing here goes to the Manage API
            public_api_key=api_key,
            public_url=self.address,
            http_client=http_client,
            **_own(options),
        )

    async def close(self) -> None:
        """Close the connections, but not an ``http_client`` that was passed in."""
        await self.api.aclose()

    async def __aenter__(self) -> Self:
        await self.api.__aenter__()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.close()


def _own(options: ClientOptions) -> ClientOptions:
    return {**options, "error_classes": {**ERROR_CLASSES, **options.get("error_classes", {})}}


def _checked(address: str) -> str:
    """Return the address of the public API; raise ConfigurationError for what is none."""
    parts = address_parts("address", address, "https://status.example.com")
    if parts.scheme == "http" and not _is_here(parts.hostname or ""):
        raise ConfigurationError("address must be https, unless it is on this machine")
    path = parts.path.rstrip("/").removesuffix(_API)
    return f"{parts.scheme}://{parts.netloc}{path}{_API}"


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
