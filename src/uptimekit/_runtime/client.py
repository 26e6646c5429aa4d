"""The two clients that send; everything they share, and everything they decide, is elsewhere."""

from __future__ import annotations

import copy
import os
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar, Unpack

import httpx

from uptimekit import __version__

from .call import Call
from .constants import MAX_CONNECTIONS, MAX_KEEPALIVE
from .errors import ClientStateError, ConfigurationError
from .family import Family
from .operation import Provider, Request
from .pager import AsyncPager, Pager
from .redaction import silent_transport
from .response import Capture, RawResponse, capture
from .settings import CallOptions, ClientOptions, Settings

if TYPE_CHECKING:
    import asyncio

__all__ = ["AsyncBaseClient", "BaseClient"]

T = TypeVar("T")
_LIMITS = httpx.Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_KEEPALIVE)


@cache
def default_user_agent() -> str:
    """Return this package's name and version, and Python's."""
    return f"uptimekit/{__version__} python/{sys.version_info.major}.{sys.version_info.minor}"


class _Common:
    """Construction, options and state of both clients."""

    _settings: Settings
    _family: Family
    _owner: bool  # whether closing this client closes the pool

    def _configure(
        self,
        provider: Provider,
        servers: Mapping[str, str],
        variables: Mapping[str, str],
        secrets: Mapping[str, str | None],
        options: ClientOptions,
    ) -> None:
        options.setdefault("user_agent", default_user_agent())
        self._settings = Settings.of(options)
        self._family = Family(provider, servers, variables, secrets, self._settings)
        self._owner = True
        self._closed = threading.Event()

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a client with other options that shares this one's connections, limits and retry budget.

        This client stays as it is.  Closing the copy closes nothing; closing this client ends both.
        Raises ConfigurationError for an unknown option or a value that makes no sense.
        """
        twin = copy.copy(self)
        for name in list(vars(twin)):
            if not name.startswith("_"):
                delattr(twin, name)  # resources are cached under their names and hold their client
        twin._settings = self._settings.but(options)
        twin._owner = False
        return twin

    def capture(self) -> AbstractContextManager[Capture]:
        """Collect the raw answers of every call made in the block, whatever method makes it.

        >>> with client.capture() as raw:                       # doctest: +SKIP
        ...     client.checks.list()
        >>> raw.last.status_code, raw.last.headers["content-type"]   # doctest: +SKIP
        """
        return capture()

    def _open(self) -> None:
        if self._closed.is_set():
            raise ClientStateError("this client is closed; build a new one")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._family!r}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a client holds secrets and connections and cannot be pickled; build one in each process"
        )


class BaseClient(_Common):
    """What every generated synchronous client is: a pool, options, and the attempt loop.

    Safe to share between threads.  Use it as a context manager, or call :meth:`close`.
    """

    def __init__(
        self,
        provider: Provider,
        *,
        servers: Mapping[str, str],
        variables: Mapping[str, str],
        secrets: Mapping[str, str | None],
        http_client: httpx.Client | None,
        **options: Unpack[ClientOptions],
    ) -> None:
        if http_client is not None and not isinstance(http_client, httpx.Client):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise ConfigurationError(
                "http_client must be an httpx.Client; AsyncClient takes an httpx.AsyncClient"
            )
        self._configure(provider, servers, variables, secrets, options)
        self._pool = _Pool(http_client, self._settings)

    def call(self, request: Request, read: Callable[[RawResponse], T]) -> T:
        """Send *request* and return what *read* makes of the answer."""
        return read(self.send(request))

    def paginate(
        self,
        request: Request,
        read_item: Callable[[Any], T],
        *,
        start_at: str | None,
        prefetch: int,
        max_pages: int,
    ) -> Pager[T]:
        """Return a lazy listing that begins with *request*."""
        return Pager(self.send, request, read_item, start_at=start_at, prefetch=prefetch, max_pages=max_pages)

    def send(self, request: Request) -> RawResponse:
        """Send *request* with all its attempts; return the answer or raise a typed error."""
        self._open()
        call = Call(self._family, self._settings, request)
        http = self._pool.get()
        while True:
            waited = call.turn()
            if waited > 0:
                call.clock.sleep(waited)
            try:
                raw = self._exchange(http, call, waited)
            except httpx.HTTPError as error:
                delay = call.failed(error)
            except RuntimeError:
                self._open()  # closed while the call was under way: say so
                raise
            else:
                if (again := call.answered(raw)) is None:
                    return call.result(raw)
                delay = again
            call.clock.sleep(delay)
            self._open()

    def _exchange(self, http: httpx.Client, call: Call, waited: float) -> RawResponse:
        request = call.build(http, waited)
        request.extensions["trace"] = _trace(call)
        token = silent_transport.set(True)
        try:
            response = http.send(request, stream=True, follow_redirects=False)
            try:
                call.started(response)
                content = bytearray()
                for piece in response.iter_bytes():
                    content += piece
                    call.reading(len(content), response)
            finally:
                response.close()
        finally:
            silent_transport.reset(token)
        return call.complete(response, bytes(content))

    def close(self) -> None:
        """Close the connections.  Calls after it raise ClientStateError; closing twice is fine."""
        if self._owner:
            self._closed.set()
            self._pool.close()

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


class _Pool:
    """The httpx client of a family: built once under a lock, and anew in a forked child."""

    def __init__(self, injected: httpx.Client | None, settings: Settings) -> None:
        self._injected = injected
        self._settings = settings
        self._built: httpx.Client | None = None
        self._pid = 0
        self._lock = threading.Lock()

    def get(self) -> httpx.Client:
        if self._injected is not None:
            return self._injected
        if self._built is None or self._pid != os.getpid():
            with self._lock:
                if self._built is None or self._pid != os.getpid():
                    self._built, self._pid = self._build(), os.getpid()
        return self._built

    def _build(self) -> httpx.Client:
        transport = self._settings.transport
        if transport is not None and not isinstance(transport, httpx.BaseTransport):
            raise ConfigurationError("transport must be an httpx.BaseTransport for the synchronous client")
        return httpx.Client(transport=transport, limits=_LIMITS)

    def close(self) -> None:
        if self._built is not None:
            self._built.close()
        if self._injected is not None and self._settings.close_http_client:
            self._injected.close()


def _trace(call: Call) -> Callable[[str, Mapping[str, Any]], None]:
    """Learn from the transport whether an attempt opened its own connection."""

    def trace(event: str, _: Mapping[str, Any]) -> None:
        call.traced = True
        if event.startswith("connection.connect"):
            call.connected = True

    return trace


class AsyncBaseClient(_Common):
    """What every generated asynchronous client is.  It belongs to the event loop that first uses it."""

    def __init__(
        self,
        provider: Provider,
        *,
        servers: Mapping[str, str],
        variables: Mapping[str, str],
        secrets: Mapping[str, str | None],
        http_client: httpx.AsyncClient | None,
        **options: Unpack[ClientOptions],
    ) -> None:
        if http_client is not None and not isinstance(http_client, httpx.AsyncClient):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise ConfigurationError("http_client must be an httpx.AsyncClient; Client takes an httpx.Client")
        self._configure(provider, servers, variables, secrets, options)
        self._pool = _AsyncPool(http_client, self._settings)

    async def call(self, request: Request, read: Callable[[RawResponse], T]) -> T:
        """Send *request* and return what *read* makes of the answer."""
        return read(await self.send(request))

    def paginate(
        self,
        request: Request,
        read_item: Callable[[Any], T],
        *,
        start_at: str | None,
        prefetch: int,
        max_pages: int,
    ) -> AsyncPager[T]:
        """Return a lazy listing that begins with *request*."""
        return AsyncPager(
            self.send, request, read_item, start_at=start_at, prefetch=prefetch, max_pages=max_pages
        )

    async def send(self, request: Request) -> RawResponse:
        """Send *request* with all its attempts; return the answer or raise a typed error."""
        self._open()
        call = Call(self._family, self._settings, request)
        http = self._pool.get()
        while True:
            waited = call.turn()
            if waited > 0:
                await call.clock.asleep(waited)
            try:
                raw = await self._exchange(http, call, waited)
            except httpx.HTTPError as error:
                delay = call.failed(error)
            except RuntimeError:
                self._open()  # closed while the call was under way: say so
                raise
            else:
                if (again := call.answered(raw)) is None:
                    return call.result(raw)
                delay = again
            await call.clock.asleep(delay)
            self._open()

    async def _exchange(self, http: httpx.AsyncClient, call: Call, waited: float) -> RawResponse:
        request = call.build(http, waited)
        request.extensions["trace"] = _async_trace(call)
        token = silent_transport.set(True)
        try:
            response = await http.send(request, stream=True, follow_redirects=False)
            try:
                call.started(response)
                content = bytearray()
                async for piece in response.aiter_bytes():
                    content += piece
                    call.reading(len(content), response)
            finally:
                await response.aclose()
        finally:
            silent_transport.reset(token)
        return call.complete(response, bytes(content))

    async def aclose(self) -> None:
        """Close the connections.  Calls after it raise ClientStateError; closing twice is fine."""
        if self._owner:
            self._closed.set()
            await self._pool.aclose()

    async def __aenter__(self) -> Self:
        self._open()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.aclose()


class _AsyncPool:
    """The httpx client of an asynchronous family, and the event loop that it belongs to."""

    def __init__(self, injected: httpx.AsyncClient | None, settings: Settings) -> None:
        self._injected = injected
        self._settings = settings
        self._built: httpx.AsyncClient | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def get(self) -> httpx.AsyncClient:
        from asyncio import get_running_loop

        loop = get_running_loop()
        if self._loop is not None and self._loop is not loop:
            raise ClientStateError(
                "this client belongs to another event loop, where its connections live; build one for each loop"
            )
        self._loop = loop
        if self._injected is not None:
            return self._injected
        if self._built is None:
            self._built = self._build()
        return self._built

    def _build(self) -> httpx.AsyncClient:
        transport = self._settings.transport
        if transport is not None and not isinstance(transport, httpx.AsyncBaseTransport):
            raise ConfigurationError(
                "transport must be an httpx.AsyncBaseTransport for the asynchronous client"
            )
        return httpx.AsyncClient(transport=transport, limits=_LIMITS)

    async def aclose(self) -> None:
        if self._built is not None:
            await self._built.aclose()
        if self._injected is not None and self._settings.close_http_client:
            await self._injected.aclose()


def _async_trace(call: Call) -> Callable[[str, Mapping[str, Any]], Any]:
    async def trace(event: str, _: Mapping[str, Any]) -> None:
        call.traced = True
        if event.startswith("connection.connect"):
            call.connected = True

    return trace
