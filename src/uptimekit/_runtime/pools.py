"""The httpx client of a client, which the copies that ``with_options()`` makes share."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, ClassVar

from .connection_queue import AsyncConnectionQueue, ConnectionQueue, queue_for
from .constants import MAX_CONNECTIONS
from .errors import ClientStateError, ConfigurationError
from .http_library import URL, AsyncHTTPClient, HTTPClient, is_a, library_of
from .http_request import bare_request
from .locks import Locked
from .redirects import hide_locations
from .retry import Failure
from .settings import Settings

if TYPE_CHECKING:
    import asyncio

    from .environment import Environment

__all__ = ["AsyncPool", "Pool"]


class _Pool(Locked):
    """An httpx client that was passed in, or is built when the first call is made.

    Attributes:
        own: whether no client was passed in.
        closed: whether the client was closed.
        make_request: makes the requests that the httpx client sends.
        reports: whether the transport is known to report the steps of a request.
        limit: calls that may be on the network at once; None for any number.
    """

    _kind: ClassVar[str]
    _client_class: ClassVar[str]
    _transport_class: ClassVar[str]

    def __init__(self, injected: Any, settings: Settings, urls: Iterable[URL]) -> None:
        super().__init__()
        self._transport: Any = settings.transport
        self._injected = injected
        self._check_arguments()
        self._closes_injected = settings.close_http_client
        self._built: Any = None
        self._environment: Environment | None = None
        self.own = injected is None
        self.closed = False
        self.reports = True
        self.limit: int | None = MAX_CONNECTIONS
        given = injected if injected is not None else settings.transport
        self._library = library_of(given)
        if given is None:
            from .environment import Environment  # only who uses it pays for the import, here and below

            self._environment = Environment(urls)
        else:
            from .injected import connection_limit, reports

            self.reports, self.limit = reports(given), connection_limit(given)
        # The builder of a client adds the client's defaults.  Ours has none, and it costs half of a call.
        ours = partial(bare_request, self._library.Request)
        self.make_request = ours if injected is None else injected.build_request

    def _check_arguments(self) -> None:
        injected, transport = self._injected, self._transport
        if injected is not None and not is_a(injected, self._client_class):
            raise ConfigurationError(
                f"http_client must be an httpx.{self._client_class} for the {self._kind} client"
            )
        if injected is not None and transport is not None:
            raise ConfigurationError("transport is not used with http_client; give one of them")
        if transport is not None and not is_a(transport, self._transport_class):
            raise ConfigurationError(
                f"transport must be an httpx.{self._transport_class} for the {self._kind} client"
            )

    @property
    def secrets(self) -> tuple[str, ...]:
        """The passwords of proxies."""
        return () if self._environment is None else self._environment.secrets

    @property
    def full(self) -> Failure:
        """The failure of a call that got no connection in time."""
        whose = "" if self.own else " of the http_client that was passed in"
        if self._transport is not None:
            whose = " of the transport that was passed in"
        limit = "1 call at once is" if self.limit == 1 else f"{self.limit} calls at once are"
        text = f"no free connection: {limit} the limit{whose}; make fewer calls at once"
        return Failure(text, maybe_sent=False, phase="pool")

    def check(self) -> None:
        """Raise ClientStateError if the client was closed."""
        if self.closed:
            raise ClientStateError("this client is closed; build a new one")

    def _prepare_injected(self) -> Any:
        from .injected import keep_cookies_out

        keep_cookies_out(self._injected.cookies.jar)
        hide_locations(self._injected)
        return self._injected

    def _build(self) -> Any:
        transport = self._transport
        if self._environment is not None:
            transport = self._new_transport(self._environment)
            if self._environment.secure:
                transport.prepare()
        # No call may depend on the answer to another: the jar takes no cookie.
        cookies = CookieJar(DefaultCookiePolicy(netscape=False, rfc2965=False))
        client_class = getattr(self._library, self._client_class)
        http = client_class(transport=transport, cookies=cookies, follow_redirects=False)
        hide_locations(http)
        return http

    def _new_transport(self, environment: Environment) -> Any:
        raise NotImplementedError  # each kind of pool has its own


class Pool(_Pool):
    """The httpx client of a synchronous client: built once under a lock, and anew in a forked child."""

    _kind, _client_class, _transport_class = "synchronous", "Client", "BaseTransport"

    def __init__(self, injected: HTTPClient | None, settings: Settings, urls: Iterable[URL]) -> None:
        super().__init__(injected, settings, urls)
        self.queue = queue_for(injected, ConnectionQueue, self.limit)
        self._inherited: Any = None
        self._pid = 0

    def get(self) -> HTTPClient:
        """Return the httpx client to send with."""
        http: HTTPClient
        if self._injected is not None:
            http = self._prepare_injected()
        elif self._built is not None and self._pid == os.getpid():
            http = self._built
        else:
            with self._lock:
                self.check()
                if self._built is None or self._pid != os.getpid():
                    self._inherited = (
                        self._built
                    )  # of the parent process: kept, so that nothing here closes it
                    self._built = self._build()
                    self._pid = os.getpid()
                http = self._built
        return http

    def _new_transport(self, environment: Environment) -> Any:
        from ._sync.transport import Transport

        return Transport(environment.proxy_for, environment.trust)

    def close(self) -> None:
        """Close what was built, and an injected client if that was asked for."""
        with self._lock:
            self.closed = True
        if self._built is not None and self._pid == os.getpid():
            self._built.close()
        if self._injected is not None and self._closes_injected:
            self._injected.close()


class AsyncPool(_Pool):
    """The httpx client of an asynchronous client, and the event loop that it belongs to."""

    _kind, _client_class, _transport_class = "asynchronous", "AsyncClient", "AsyncBaseTransport"

    def __init__(self, injected: AsyncHTTPClient | None, settings: Settings, urls: Iterable[URL]) -> None:
        super().__init__(injected, settings, urls)
        self.queue = queue_for(injected, AsyncConnectionQueue, self.limit)
        self._loop: asyncio.AbstractEventLoop | None = None

    def get(self) -> AsyncHTTPClient:
        """Return the httpx client to send with; raise ClientStateError on another event loop."""
        self._claim_loop()
        if self._injected is None and self._built is None:
            self._built = self._build()
        http: AsyncHTTPClient = self._built if self._injected is None else self._prepare_injected()
        return http

    def _new_transport(self, environment: Environment) -> Any:
        from ._async.transport import AsyncTransport

        return AsyncTransport(environment.proxy_for, environment.trust)

    def loses_connections(self, http: AsyncHTTPClient, url: URL) -> bool:
        """Whether *http* would lose a connection if a call to *url* were cancelled at the wrong moment."""
        if self._environment is not None:
            return False
        from .injected import loses_connections

        return loses_connections(http, url)

    def _claim_loop(self) -> None:
        from asyncio import get_running_loop  # a program that never awaits does not pay for it

        loop = get_running_loop()
        if self._loop is not None and self._loop is not loop:
            raise ClientStateError(
                "this client belongs to another event loop, where its connections live; build one for each loop"
            )
        self._loop = loop

    async def aclose(self) -> None:
        """Close what was built, and an injected client if that was asked for."""
        self.closed = True
        if self._built is not None:
            self._claim_loop()
            await self._built.aclose()
        if self._injected is not None and self._closes_injected:
            await self._injected.aclose()
