"""The pool that sends the requests of a client, which the copies that ``with_options()`` makes share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from .connection_queue import AsyncConnectionQueue, ConnectionQueue, queue_for
from .constants import MAX_CONNECTIONS
from .errors import ClientStateError, ConfigurationError
from .http_library import is_a, library_of
from .http_request import bare_request, with_query
from .locks import Locked
from .redirects import hide_locations
from .settings import Settings

if TYPE_CHECKING:
    import asyncio

    from ._async.sender import AsyncSender
    from ._sync.sender import Sender
    from .failures import Failure
    from .http_library import URL, AsyncHTTPClient, AsyncHTTPSender, HTTPClient, HTTPSender
    from .loop_connections import LoopConnections
    from .network_settings import NetworkSettings

__all__ = ["AsyncPool", "Pool"]


class _Pool(Locked):
    """An httpx client that was passed in, or what is built when the first call is made.

    That is a sender of ours, without an httpx client; an httpx client for a transport that was passed in, and from the
    moment when somebody asks for one.

    Attributes:
        closed: whether the client was closed.
        foreign: whether what sends was passed in.
        reports: whether the transport is known to report the steps of a request.
        proxy_of: returns the address of the proxy on the way to a URL, without its credentials; None if there is none.
            It does not refer to the connections, which end with this pool.
        limit: calls that may be on the network at once; None for any number.
    """

    _kind: ClassVar[str]
    _client_class: ClassVar[str]
    _transport_class: ClassVar[str]

    def __init__(self, injected: Any, settings: Settings, urls: Iterable[URL]) -> None:
        super().__init__()
        self._transport: Any = settings.transport
        self._injected = injected
        self._check_arguments(settings)
        self._closes_injected = settings.close_http_client
        self._built: Any = None
        self._network: NetworkSettings | None = None
        self.closed = False
        self.reports = True
        self.proxy_of: Callable[[URL], URL | None]
        self.limit: int | None = MAX_CONNECTIONS
        self._given = given = injected if injected is not None else settings.transport
        self.foreign = given is not None
        self._library = library_of(given)
        if given is None:
            from .network_settings import NetworkSettings  # who does not use it does not pay for it

            self._network = NetworkSettings(urls, settings.verify, settings.proxy)
            self.proxy_of = self._network.proxy_of
        else:
            from .injected import connection_limit, proxy_of, reports

            self.proxy_of = partial(proxy_of, given)
            self.reports, self.limit = reports(given), connection_limit(given)
        # The builder of a client adds the client's defaults.  Ours has none, and it costs half of a call.
        ours = partial(bare_request, self._library.Request)
        self._make_request = partial(with_query, ours if injected is None else injected.build_request)

    def _check_arguments(self, settings: Settings) -> None:
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
        name = "http_client" if injected is not None else "transport" if transport is not None else ""
        unused = {"verify": settings.verify is not True, "proxy": settings.proxy is not None}
        if name and any(unused.values()):
            options = " and ".join(f"{option}=" for option, given in unused.items() if given)
            raise ConfigurationError(
                f"{options} cannot be used with {name}=; build the {name} with such a setting, or leave it out"
            )

    @property
    def secrets(self) -> tuple[str, ...]:
        """The passwords of proxies."""
        return () if self._network is None else self._network.secrets

    def full(self, seconds: float) -> Failure:
        """Return the failure of a call that got no connection within so many *seconds*."""
        from .failures import Failure  # loads with the first one

        whose, more = "this client", "raise timeout= to wait longer"
        if self._given is not None:
            name = "transport" if self._injected is None else "http_client"
            whose, more = f"the {name} that was passed in", "give that more connections"
        limit = "1 call at once is" if self.limit == 1 else f"{self.limit} calls at once are"
        text = (
            f"no free connection within {seconds:.3g} s: {limit} the limit of {whose}; make fewer, or {more}"
        )
        return Failure(text, maybe_sent=False, phase="pool")

    def maker(self, http: Any) -> Callable[..., Any]:
        """Return what makes the requests that *http* sends."""
        made: Callable[..., Any] = http.make_request if self._is_ours(http) else self._make_request
        return made

    def _is_ours(self, http: object) -> bool:
        return self._network is not None and not is_a(http, self._client_class)

    def prepare(self, url: URL) -> None:
        """Do what takes long before the first connection for *url*: nothing with what was passed in."""
        if self._network is not None:
            self._network.prepare(url)

    def check(self) -> None:
        """Raise ClientStateError if the client was closed."""
        if self.closed:
            raise ClientStateError("this client is closed; build a new one")

    def _prepare_injected(self) -> Any:
        from .injected import keep_cookies_out

        keep_cookies_out(self._injected.cookies.jar)
        hide_locations(self._injected)
        return self._injected

    def _build(self, transport: Any) -> Any:
        from http.cookiejar import CookieJar, DefaultCookiePolicy  # slow to import, and httpx does

        # No call may depend on the answer to another: the jar takes no cookie.
        cookies = CookieJar(DefaultCookiePolicy(netscape=False, rfc2965=False))
        client_class = getattr(self._library, self._client_class)
        http = client_class(transport=transport, cookies=cookies, follow_redirects=False)
        hide_locations(http)
        return http


class Pool(_Pool):
    """What sends for a synchronous client: built once under a lock, and anew in a forked child."""

    _kind, _client_class, _transport_class = "synchronous", "Client", "BaseTransport"

    def __init__(self, injected: HTTPClient | None, settings: Settings, urls: Iterable[URL]) -> None:
        super().__init__(injected, settings, urls)
        self.queue = queue_for(injected, ConnectionQueue, self.limit)
        self._inherited: Any = None
        self._pid = 0
        if self._network is not None:
            self._new_sender = _senders(self._network)

    def get(self) -> HTTPSender:
        """Return what to send with."""
        http: HTTPSender
        if self._injected is not None:
            http = self._prepare_injected()
        elif self._built is not None and self._pid == os.getpid():
            http = self._built
        else:
            with self._lock:
                self.check()
                if self._built is None or self._pid != os.getpid():
                    self._inherited = self._built  # of the parent process: nothing here must close it
                    given = self._transport
                    self._built = self._new_sender() if given is None else self._build(given)
                    self._pid = os.getpid()
                http = self._built
        return http

    def http_client(self) -> Any:
        """Return an httpx client on the connections; calls go through it from now on."""
        http: Any = self.get()
        if self._is_ours(http):
            with self._lock:
                if self._built is http:
                    self._built = self._build(http.transport)
                http = self._built
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
    """What sends for an asynchronous client: built for each event loop, or what was passed in for all of them."""

    _kind, _client_class, _transport_class = "asynchronous", "AsyncClient", "AsyncBaseTransport"

    def __init__(self, injected: AsyncHTTPClient | None, settings: Settings, urls: Iterable[URL]) -> None:
        super().__init__(injected, settings, urls)
        self._queue = queue_for(injected, AsyncConnectionQueue, self.limit)
        self._by_loop: dict[asyncio.AbstractEventLoop, LoopConnections] = {}
        self._loop: asyncio.AbstractEventLoop | None = None  # of what was passed in
        if self._network is not None:
            self._new_sender = _async_senders(self._network)

    def get(self) -> AsyncHTTPSender:
        """Return what to send with on this event loop.

        Raises ClientStateError if one was passed in whose connections belong to another loop.
        """
        if self._network is not None:
            return self._here().http
        self._claim_loop()
        if self._injected is None and self._built is None:
            self._built = self._build(self._transport)
        http: AsyncHTTPSender = self._built if self._injected is None else self._prepare_injected()
        return http

    def http_client(self) -> Any:
        """Return an httpx client on the connections of this event loop; its calls go through it from now on."""
        http: Any = self.get()
        if self._is_ours(http):
            self._here().http = http = self._build(http.transport)
        return http

    @property
    def queue(self) -> AsyncConnectionQueue:
        """The queue in front of the connections of this event loop."""
        return self._queue if self._network is None else self._here().queue

    def _here(self) -> LoopConnections:
        from asyncio import (
            get_running_loop,  # a program that never awaits does not pay for it, here and below
        )

        loop = get_running_loop()
        return self._by_loop.get(loop) or self._open(loop)

    def _open(self, loop: asyncio.AbstractEventLoop) -> LoopConnections:
        from .loop_connections import LoopConnections

        sender = self._new_sender()
        with self._lock:
            self.check()
            for other in [each for each in self._by_loop if each.is_closed()]:
                self._by_loop.pop(other).abandon()
            opened = LoopConnections(loop, sender, sender.transport, MAX_CONNECTIONS)
            self._by_loop[loop] = opened
        return opened

    def loses_connections(self, http: Any, url: URL) -> bool:
        """Whether *http* would lose a connection if a call to *url* were cancelled at the wrong moment."""
        if self._network is not None:
            return False
        from .injected import loses_connections

        return loses_connections(http, url)

    def _claim_loop(self) -> None:
        from asyncio import get_running_loop

        loop = get_running_loop()
        if self._loop is loop:
            return
        from .injected import belongs_to_a_loop

        if self._loop is not None and belongs_to_a_loop(self._given):
            name = "transport" if self._injected is None else "http_client"
            raise ClientStateError(
                f"the {name} that was passed in keeps its connections on the event loop of its first call; "
                f"pass none, and this client has connections for each loop, or build a client for each"
            )
        self._loop = loop

    async def aclose(self) -> None:
        """Close what was built, on whatever event loop, and an injected client if that was asked for."""
        from asyncio import get_running_loop

        here = get_running_loop()
        with self._lock:
            self.closed = True
            opened, self._by_loop = self._by_loop, {}
        for loop, each in opened.items():
            if loop is not here:
                each.abandon()
        if here in opened:
            await opened[here].aclose()
        if self._built is not None or (self._injected is not None and self._closes_injected):
            await self._close_given(here)

    async def _close_given(self, here: asyncio.AbstractEventLoop) -> None:
        closing = (self._built or self._injected).aclose
        if self._loop is None or self._loop is here:
            await closing()
        elif self._loop.is_running():  # in another thread
            from asyncio import run_coroutine_threadsafe, wrap_future

            await wrap_future(run_coroutine_threadsafe(closing(), self._loop))
        else:
            with suppress(RuntimeError):  # connections of a closed loop cannot be closed
                await closing()


def _senders(network: NetworkSettings) -> Callable[[], Sender]:
    """Load what sends on connections of ours, so that no call waits for it; return the function that makes one."""
    from ._sync.sender import Sender
    from ._sync.transport import Transport

    return lambda: Sender(Transport(network))


def _async_senders(network: NetworkSettings) -> Callable[[], AsyncSender]:
    from ._async.sender import AsyncSender
    from ._async.transport import AsyncTransport

    return lambda: AsyncSender(AsyncTransport(network))
