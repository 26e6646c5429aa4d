"""The connections of a client: one httpx client, shared with the copies that ``with_options()`` makes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any

from .connection_queue import AsyncConnectionQueue, ConnectionQueue, queue_for
from .constants import MAX_CONNECTIONS
from .errors import ClientStateError, ConfigurationError
from .http_library import URL, AsyncClient, AsyncHTTPClient, Client, HTTPClient, is_a, library_of
from .http_request import bare_request
from .locks import Locked
from .redirects import watch
from .retry import Failure
from .settings import Settings

if TYPE_CHECKING:
    import asyncio

    from .environment import Environment

__all__ = ["AsyncPool", "Pool"]

_CLOSED = "this client is closed; build a new one"


def _no_cookies() -> CookieJar:
    """Return a jar that takes nothing in: no call may depend on the answer to another."""
    return CookieJar(DefaultCookiePolicy(netscape=False, rfc2965=False))


def _environment(urls: Iterable[URL]) -> Environment:
    from .environment import Environment  # a program that brings its own client does not pay for it

    return Environment(urls)


class _Pool(Locked):
    """What both pools are."""

    def __init__(self, injected: Any, settings: Settings, urls: Iterable[URL]) -> None:
        super().__init__()
        self._transport: Any = settings.transport
        self._injected = injected
        self._closes_injected = settings.close_http_client
        self.own = injected is None
        self.closed = False
        given = injected if injected is not None else settings.transport
        self.library = library_of(given)
        # An owner's client adds its defaults.  Ours has none, and its builder costs half of a call.
        self.make_request = (
            partial(bare_request, self.library.Request) if injected is None else injected.build_request
        )
        # Of the network only a transport of ours asks the environment.
        self._environment = _environment(urls) if given is None else None
        self.reports = True
        self.limit: int | None = MAX_CONNECTIONS
        if given is not None:
            from .injected import connection_limit, reports  # as for the environment: only who needs it pays

            self.reports, self.limit = reports(given), connection_limit(given)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown of the way to the servers: passwords of proxies."""
        return () if self._environment is None else self._environment.secrets

    @property
    def full(self) -> Failure:
        """The failure of a call that found no free connection."""
        whose = "" if self.own else " of the http_client that was passed in"
        if self._transport is not None:
            whose = " of the transport that was passed in"
        limit = "1 call at once is" if self.limit == 1 else f"{self.limit} calls at once are"
        text = f"no free connection: {limit} the limit{whose}; make fewer calls at once"
        return Failure(text, maybe_sent=False, phase="pool")

    def check(self) -> None:
        """Raise ClientStateError if the client was closed."""
        if self.closed:
            raise ClientStateError(_CLOSED)


def _check(kind: str, client: str, transport: str, injected: object, settings: Settings) -> None:
    if injected is not None and not is_a(injected, client):
        raise ConfigurationError(f"http_client must be an httpx.{client} for the {kind} client")
    if injected is not None and settings.transport is not None:
        raise ConfigurationError("transport is not used with http_client; give one of them")
    if settings.transport is not None and not is_a(settings.transport, transport):
        raise ConfigurationError(f"transport must be an httpx.{transport} for the {kind} client")


class Pool(_Pool):
    """The httpx client of a synchronous client: built once under a lock, and anew in a forked child."""

    def __init__(self, injected: HTTPClient | None, settings: Settings, urls: Iterable[URL]) -> None:
        _check("synchronous", "Client", "BaseTransport", injected, settings)
        super().__init__(injected, settings, urls)
        self.queue = (
            ConnectionQueue(self.limit)
            if injected is None
            else queue_for(injected, ConnectionQueue, self.limit)
        )
        self._built: Client | None = None
        self._inherited: Client | None = None
        self._pid = 0

    def get(self) -> HTTPClient:
        """Return the httpx client to send with."""
        if self._injected is not None:
            from .injected import keep_cookies_out

            keep_cookies_out(self._injected.cookies.jar)
            watch(self._injected)
            injected: HTTPClient = self._injected
            return injected
        if (built := self._built) is not None and self._pid == os.getpid():
            return built
        with self._lock:
            self.check()
            if self._built is None or self._pid != os.getpid():
                self._inherited = self._built  # of the parent process: kept, so that nothing here closes it
                self._built = self._build()
                self._pid = os.getpid()
            return self._built

    def _build(self) -> Client:
        transport = self._transport
        if self._environment is not None:
            from .transport import Transport  # a program that brings its own does not pay for it

            transport = Transport(self._environment.proxy_for, self._environment.trust)
            if self._environment.secure:
                transport.prepare()
        http: Client = self.library.Client(transport=transport, cookies=_no_cookies(), follow_redirects=False)
        watch(http)
        return http

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

    def __init__(self, injected: AsyncHTTPClient | None, settings: Settings, urls: Iterable[URL]) -> None:
        _check("asynchronous", "AsyncClient", "AsyncBaseTransport", injected, settings)
        super().__init__(injected, settings, urls)
        self.queue = (
            AsyncConnectionQueue(self.limit)
            if injected is None
            else queue_for(injected, AsyncConnectionQueue, self.limit)
        )
        self._built: AsyncClient | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def get(self) -> AsyncHTTPClient:
        """Return the httpx client to send with; raise ClientStateError on another event loop."""
        self._claim_loop()
        if self._injected is not None:
            from .injected import keep_cookies_out

            keep_cookies_out(self._injected.cookies.jar)
            watch(self._injected)
            injected: AsyncHTTPClient = self._injected
            return injected
        if self._built is None:
            self._built = self._build()
        return self._built

    def _build(self) -> AsyncClient:
        transport = self._transport
        if self._environment is not None:
            from .transport import AsyncTransport

            transport = AsyncTransport(self._environment.proxy_for, self._environment.trust)
            if self._environment.secure:
                transport.prepare()
        http: AsyncClient = self.library.AsyncClient(
            transport=transport, cookies=_no_cookies(), follow_redirects=False
        )
        watch(http)
        return http

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
