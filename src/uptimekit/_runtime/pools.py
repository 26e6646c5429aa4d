"""The connections of a client: one httpx client, shared with the copies that ``with_options()`` makes."""

from __future__ import annotations

import os
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING

import httpx

from .constants import MAX_CONNECTIONS, MAX_KEEPALIVE
from .errors import ClientStateError, ConfigurationError
from .locks import Locked
from .settings import Settings

if TYPE_CHECKING:
    import asyncio

__all__ = ["AsyncPool", "Pool"]

_LIMITS = httpx.Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_KEEPALIVE)
_CLOSED = "this client is closed; build a new one"


def _no_cookies() -> CookieJar:
    """Return a jar that takes nothing in: no call may depend on the answer to another."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


def _check(kind: str, wanted: type, given: object, settings: Settings) -> None:
    if given is not None and not isinstance(given, wanted):
        raise ConfigurationError(f"http_client must be an httpx.{wanted.__name__} for the {kind} client")
    if given is not None and settings.transport is not None:
        raise ConfigurationError("transport is not used with http_client; give one of them")


class Pool(Locked):
    """The httpx client of a synchronous family: built once under a lock, and anew in a forked child."""

    def __init__(self, injected: httpx.Client | None, settings: Settings) -> None:
        super().__init__()
        _check("synchronous", httpx.Client, injected, settings)
        transport = settings.transport
        if transport is not None and not isinstance(transport, httpx.BaseTransport):
            raise ConfigurationError("transport must be an httpx.BaseTransport for the synchronous client")
        self._transport = transport
        self._injected = injected
        self.own = injected is None
        self._closes_injected = settings.close_http_client
        self._built: httpx.Client | None = None
        self._inherited: httpx.Client | None = None
        self._pid = 0
        self.closed = False

    def check(self) -> None:
        """Raise ClientStateError if the client was closed."""
        if self.closed:
            raise ClientStateError(_CLOSED)

    def get(self) -> httpx.Client:
        """Return the httpx client to send with."""
        if self._injected is not None:
            return self._injected
        if (built := self._built) is not None and self._pid == os.getpid():
            return built
        with self._lock:
            self.check()
            if self._built is None or self._pid != os.getpid():
                self._inherited = self._built  # of the parent process: kept, so that nothing here closes it
                self._built = httpx.Client(
                    transport=self._transport, limits=_LIMITS, cookies=_no_cookies(), follow_redirects=False
                )
                self._pid = os.getpid()
            return self._built

    def close(self) -> None:
        """Close what was built, and an injected client if that was asked for."""
        with self._lock:
            self.closed = True
        if self._built is not None and self._pid == os.getpid():
            self._built.close()
        if self._injected is not None and self._closes_injected:
            self._injected.close()


class AsyncPool:
    """The httpx client of an asynchronous family, and the event loop that it belongs to."""

    def __init__(self, injected: httpx.AsyncClient | None, settings: Settings) -> None:
        _check("asynchronous", httpx.AsyncClient, injected, settings)
        transport = settings.transport
        if transport is not None and not isinstance(transport, httpx.AsyncBaseTransport):
            raise ConfigurationError(
                "transport must be an httpx.AsyncBaseTransport for the asynchronous client"
            )
        self._transport = transport
        self._injected = injected
        self.own = injected is None
        self._closes_injected = settings.close_http_client
        self._built: httpx.AsyncClient | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.closed = False

    def check(self) -> None:
        """Raise ClientStateError if the client was closed."""
        if self.closed:
            raise ClientStateError(_CLOSED)

    def get(self) -> httpx.AsyncClient:
        """Return the httpx client to send with; raise ClientStateError on another event loop."""
        self._claim_loop()
        if self._injected is not None:
            return self._injected
        if self._built is None:
            self._built = httpx.AsyncClient(
                transport=self._transport, limits=_LIMITS, cookies=_no_cookies(), follow_redirects=False
            )
        return self._built

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
