# Derived by scripts/generate.py from ../_async/ping_client.py; do not edit.
"""The pings of a client of Healthchecks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Self, Unpack

from uptimekit._runtime import CallOptions, ClientOptions
from uptimekit._runtime._sync.facade import Facade
from uptimekit._runtime.errors import APIStatusError, ConfigurationError
from uptimekit.healthchecks.client_options import (
    PING_OPTIONS,
    api_of,
    own_options,
    refuse_without_key,
    server_addresses,
)
from uptimekit.healthchecks.errors import ERROR_CLASSES, facade_errors
from uptimekit.healthchecks.ping_address import PingAddress, ping_address, read_ping_url
from uptimekit.healthchecks.pings import (
    BodyLimit,
    PingResult,
    checked_exit_code,
    ping_arguments,
    ping_error,
    read_ping,
)
from uptimekit_clients.healthchecks import requests
from uptimekit_clients.healthchecks.client import Client as GeneratedClient

if TYPE_CHECKING:
    from uuid import UUID

    from uptimekit._runtime import Request
    from uptimekit._runtime.events import Hook
    from uptimekit._runtime.http_library import HTTPClient

    Rid = str | UUID | None
    MakeRequest = Callable[..., Request[str]]

__all__ = ["PingClient"]


class KeylessClient(GeneratedClient):
    """The generated client below a client that was made from a ping URL."""

    def _check(self, request: Request[Any]) -> None:
        refuse_without_key(request)


@facade_errors
class PingClient(Facade[GeneratedClient]):
    """The pings of a client, and what they need: a ping key, and a generated client with options of its own."""

    _error_classes = ERROR_CLASSES

    @classmethod
    def from_ping_url(
        cls, url: str, *, http_client: HTTPClient | None = None, **options: Unpack[ClientOptions]
    ) -> Self:
        """Return a client that pings *url* by default, and has no API key.

        Args:
            url: address of a check for pings, as the website shows it: it ends with a UUID, or with ping key and slug,
                and may then have the query ``create=1``.  It is a secret.
            http_client: as for the constructor, which describes *options*, too.

        No variable of the environment is read for keys.  A method that needs an API key raises HCAPIKeyError and sends
        nothing.  Raises InvalidRequestError if *url* is not a ping URL, or ends with an action such as ``/fail``.
        """
        address = read_ping_url(url)
        made = cls.__new__(cls)
        made._set_up(
            KeylessClient,
            "",
            address.ping_key,
            server_addresses(api_of(address.server), address.server, 3),
            http_client=http_client,
            **own_options(options, address.ping_key, closes=False),
        )
        made._default = address
        return made

    def _set_up(
        self,
        kind: type[GeneratedClient],
        api_key: str | None,
        ping_key: str,
        servers: dict[str, str],
        *,
        http_client: HTTPClient | None,
        **options: Unpack[ClientOptions],
    ) -> None:
        if wrong := sorted(servers.keys() & options.keys()):
            raise ConfigurationError(
                f"a client has no option {', '.join(wrong)}; it takes api_url, ping_url and api_version"
            )
        given: Any = {**servers, **options}
        super().__init__(kind, api_key=api_key, http_client=http_client, **given)
        self._version = servers["version"]
        self._ping_key = ping_key
        self._ping_server = servers["ping_url"].rstrip("/")
        self._default: PingAddress | None = None
        own: Any = {name: value for name, value in PING_OPTIONS.items() if name not in options}
        self._pinger = self._client.with_options(**own)
        self._body_limit = BodyLimit()

    @property
    def ping_body_limit(self) -> int | None:
        """Bytes of a ping body that the server keeps; None until a ping was answered."""
        return self._body_limit.bytes

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a client with other time-outs, retries or headers, for pings too, on the same connections."""
        twin = super().with_options(**options)
        twin._pinger = self._pinger.with_options(**options)
        return twin

    def add_hook(self, hook: Hook) -> None:
        """Call *hook* with every event from now on, those of pings included."""
        super().add_hook(hook)
        self._pinger.add_hook(hook)

    def success_ping(
        self,
        uuid: str = "",
        slug: str = "",
        data: str | bytes = "",
        *,
        rid: Rid = None,
        create: bool = False,
        url: str = "",
    ) -> PingResult:
        """Signal that a job has succeeded, or that a service is alive; return success and the server's text.

        Args:
            uuid: UUID of the check, or
            slug: its slug, with the ping key of the client, or
            url: its ping URL, on any server; see :meth:`from_ping_url`, whose clients need none of the three.
            data: text or bytes to store with the ping, cut to the size that the server keeps.
            rid: run id, the same for the start, log and end of a run; it tells overlapping runs apart.
            create: with a slug, make the check if it does not exist; see ``created`` of the result.  The server does
                not lock: simultaneous pings, also a repeated one whose first attempt still runs, may make two checks
                with this slug.  It then refuses every ping by the slug (NonUniqueSlugError) until one is deleted.

        Raises:
            InvalidRequestError: before sending, if *uuid* is not a UUID or *slug* cannot be one.
            BadAPIRequestError: before sending, for other wrong arguments, or 400.
            CheckNotFoundError: if there is no such check.
            NonUniqueSlugError: if several checks have the slug.
            HCAPIRateLimitError: for too many pings of the check.
            HCAPIError: for any other error status.
        """
        address = self._address(uuid, slug, url, create)
        return self._ping(requests.pings.success, requests.slug_pings.success, address, data, rid)

    def start_ping(
        self,
        uuid: str = "",
        slug: str = "",
        data: str | bytes = "",
        *,
        rid: Rid = None,
        create: bool = False,
        url: str = "",
    ) -> PingResult:
        """Signal a start; the server measures the run time.  Arguments and errors: see :meth:`success_ping`."""
        address = self._address(uuid, slug, url, create)
        return self._ping(requests.pings.start, requests.slug_pings.start, address, data, rid)

    def fail_ping(
        self,
        uuid: str = "",
        slug: str = "",
        data: str | bytes = "",
        *,
        rid: Rid = None,
        create: bool = False,
        url: str = "",
    ) -> PingResult:
        """Signal a failure; the server alerts at once.  Arguments and errors: see :meth:`success_ping`."""
        address = self._address(uuid, slug, url, create)
        return self._ping(requests.pings.fail, requests.slug_pings.fail, address, data, rid)

    def log_ping(
        self,
        uuid: str = "",
        slug: str = "",
        data: str | bytes = "",
        *,
        rid: Rid = None,
        create: bool = False,
        url: str = "",
    ) -> PingResult:
        """Add an entry to the log of a check.  Arguments and errors: see :meth:`success_ping`."""
        address = self._address(uuid, slug, url, create)
        return self._ping(requests.pings.log, requests.slug_pings.log, address, data, rid)

    def exit_code_ping(
        self,
        exit_code: int,
        uuid: str = "",
        slug: str = "",
        data: str | bytes = "",
        *,
        rid: Rid = None,
        create: bool = False,
        url: str = "",
    ) -> PingResult:
        """Signal that a job has ended with an exit code: 0 is a success, 1 to 255 a failure.

        A return code -n of ``subprocess``, killed by signal n, is sent as 128 + n.
        The arguments after *exit_code* and the errors are those of :meth:`success_ping`.
        """
        code = checked_exit_code(exit_code)
        by_uuid = partial(requests.pings.exit_status, exit_status=code)
        by_slug = partial(requests.slug_pings.exit_status, exit_status=code)
        return self._ping(by_uuid, by_slug, self._address(uuid, slug, url, create), data, rid)

    def _address(self, uuid: object, slug: object, url: object, create: bool) -> PingAddress:
        address = ping_address(uuid, slug, url, create, self._ping_key, self._default)
        return replace(address, server="") if address.server == self._ping_server else address

    def _ping(
        self, by_uuid: MakeRequest, by_slug: MakeRequest, address: PingAddress, data: str | bytes, rid: Rid
    ) -> PingResult:
        limit, pinger = self._body_limit, self._pinger
        if address.server:
            limit, pinger = BodyLimit(), pinger.with_servers(ping=address.server)
        arguments = ping_arguments(data, rid, address.create, limit)
        if address.slug:
            request = by_slug(address.ping_key, address.slug, **arguments)
        else:
            request = by_uuid(address.uuid, **arguments)
        try:
            return read_ping(pinger.send(request), limit, address.create)
        except APIStatusError as error:
            raise ping_error(error, address) from None
