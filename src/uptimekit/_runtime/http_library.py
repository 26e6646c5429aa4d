"""The HTTP library.  This module alone imports httpx; all others take what they need from here.

A client or a transport that is passed in may also be one of httpx2, which has the names of httpx and shares no class
with it.  :func:`is_a` recognises the objects and the errors of both, and :func:`library_of` says which of the two
makes the objects that the client expects.

httpx loads with the first of its names that is used, which is later than this module: half of the time that a program
takes to import a client would be httpx's.  So modules that load before a client is built use the names as attributes.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from httpx import (
        URL,
        AsyncBaseTransport,
        AsyncByteStream,
        AsyncClient,
        Auth,
        BaseTransport,
        Client,
        Headers,
        InvalidURL,
        Proxy,
        QueryParams,
        Response,
        create_ssl_context,
    )
    from httpx import DecodingError as ContentCodingError
    from httpx import Request as HTTPRequest
    from httpx import SyncByteStream as ByteStream

__all__ = ["AsyncHTTPClient", "AsyncHTTPSender", "HTTPClient", "HTTPSender", "HTTPTimeout"]
__all__ += ["is_a", "library_of", "stream_class", "translated"]
__all__ += ["URL", "AsyncBaseTransport", "AsyncByteStream", "AsyncClient", "Auth", "BaseTransport"]
__all__ += ["ByteStream", "Client", "ContentCodingError", "HTTPRequest", "Headers", "InvalidURL", "Proxy"]
__all__ += ["QueryParams", "Response", "create_ssl_context"]

_NAMES: Final = {
    "ByteStream": "SyncByteStream",
    "ContentCodingError": "DecodingError",
    "HTTPRequest": "Request",
}
_LIBRARIES: Final = frozenset({"httpx", "httpx2"})

if not TYPE_CHECKING:  # a type checker reads the imports above

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import httpx

        value = globals()[name] = getattr(httpx, _NAMES.get(name, name))
        return value


class HTTPTimeout(Protocol):
    """An ``httpx.Timeout``, or an ``httpx2.Timeout``."""

    def as_dict(self) -> dict[str, float | None]:
        """Return the seconds for connect, read, write and pool; None for no end."""
        ...


class HTTPSender(Protocol):
    """What sends the requests of a synchronous client: an HTTP client, or a sender of ours."""

    @property
    def is_closed(self) -> bool: ...

    def send(self, request: Any, *, stream: bool, follow_redirects: bool) -> Any:
        """Send a request that was made for this sender."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class AsyncHTTPSender(Protocol):
    """What sends the requests of an asynchronous client: an HTTP client, or a sender of ours."""

    @property
    def is_closed(self) -> bool: ...

    async def send(self, request: Any, *, stream: bool, follow_redirects: bool) -> Any:
        """Send a request that was made for this sender."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...


class _EitherClient(Protocol):
    @property
    def event_hooks(self) -> Any: ...
    @property
    def cookies(self) -> Any: ...
    def build_request(self, *args: Any, **kwargs: Any) -> Any: ...


class HTTPClient(HTTPSender, _EitherClient, Protocol):
    """An ``httpx.Client``, or an ``httpx2.Client``."""


class AsyncHTTPClient(AsyncHTTPSender, _EitherClient, Protocol):
    """An ``httpx.AsyncClient``, or an ``httpx2.AsyncClient``."""


def is_a(value: object, *names: str) -> bool:
    """Whether *value* is an instance of a class of one of these *names* in httpx or httpx2."""
    return not _names(type(value)).isdisjoint(names)  # type: ignore[arg-type]  # every class has a hash


def library_of(value: object) -> Any:
    """Return the module, httpx or httpx2, whose class *value* is an instance of; httpx for anything else."""
    import httpx

    packages = map(_package, type(value).__mro__)
    return sys.modules[next((name for name in packages if name in _LIBRARIES), httpx.__name__)]


@lru_cache(maxsize=128)  # asked about the same few classes with every call
def _names(kind: type) -> frozenset[str]:
    """Return the names of the classes of httpx or httpx2 that *kind* is, or is derived from."""
    return frozenset(each.__name__ for each in kind.__mro__ if _package(each) in _LIBRARIES)


def translated(error: BaseException) -> Exception | None:
    """Return httpx's exception of the same name for one of httpcore's; None for any other."""
    import httpx

    for kind in type(error).__mro__:
        if _package(kind) in ("httpcore", "httpcore2"):
            made: Exception = getattr(httpx, kind.__name__, httpx.NetworkError)(str(error))
            return made
    return None


class _Pieces:
    """A body that is made while it is sent; both kinds of client go through it in the same way."""

    def __init__(self, pieces: Callable[[], Iterator[bytes]]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces():
            yield piece


@lru_cache
def stream_class(library: Any) -> Callable[[Callable[[], Iterator[bytes]]], Any]:
    """Return the class of bodies that are made while they are sent, for the clients of *library*, httpx or httpx2."""
    return type("PiecesOfBody", (_Pieces, library.SyncByteStream, library.AsyncByteStream), {})


def _package(kind: type) -> str:
    return kind.__module__.partition(".")[0]
