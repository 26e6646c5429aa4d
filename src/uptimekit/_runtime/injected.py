"""Inspects an HTTP client or a transport that was passed in; nothing is known of foreign ones."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from http.cookiejar import Cookie, CookieJar, CookiePolicy
from typing import Any, Final
from urllib.request import Request

from .constants import WRAPPERS
from .http_library import URL, AsyncHTTPClient, Response, is_a, library_of
from .json_types import is_object
from .redaction import silent_transport

__all__ = [
    "answer_of",
    "belongs_to_a_loop",
    "connection_limit",
    "keep_cookies_out",
    "loses_connections",
    "proxy_of",
    "reports",
]

_OWN: Final = ("HTTPTransport", "AsyncHTTPTransport")


def reports(given: object) -> bool:
    """Whether each transport of *given* is one of httpx, which reports every step of a request to ``trace``.

    A subclass or a wrapper of one may do more than it reports.
    """
    return all(_is_own(each) for each in _transports(given))


def connection_limit(given: object) -> int | None:
    """Return the number of connections that *given* may open; None if it has no limit or does not tell it."""
    pools = [getattr(each, "_pool", None) for outer in _transports(given) for each in _within(outer)]
    return min((limit for pool in pools if (limit := _limit(pool))), default=None)


def loses_connections(http: AsyncHTTPClient, url: URL) -> bool:
    """Whether *http* sends to *url* with a pool of httpx, which loses a connection when a call is cancelled."""
    return any(is_a(each, "AsyncHTTPTransport") for each in _within(_transport_for(http, url)))


def proxy_of(given: object, url: URL) -> URL | None:
    """Return the address of the proxy through which *given* sends to *url*; None if it tells of none."""
    for each in _within(_transport_for(given, url)):
        if (proxy := getattr(getattr(each, "_pool", None), "_proxy_url", None)) is not None:
            return URL(scheme=proxy.scheme.decode(), host=proxy.host.decode(), port=proxy.port)
    return None


def belongs_to_a_loop(given: object) -> bool:
    """Whether *given* sends with a pool of httpx, whose connections live on one event loop."""
    return any(is_a(each, "AsyncHTTPTransport") for outer in _transports(given) for each in _within(outer))


def answer_of(error: Any) -> tuple[Response, bytes] | None:
    """Return the answer of an error status that *error* is about; None if it is about anything else.

    An event hook of the client's owner may raise it by ``raise_for_status()``.  The client has closed the answer by
    then, so there is no body unless the hook has read it.
    """
    if not is_a(error, "HTTPStatusError") or error.response.is_success:
        return None
    try:
        return error.response, error.response.content
    except RuntimeError:  # ResponseNotRead of either library
        return error.response, b""


def _is_own(transport: object) -> bool:
    kind = type(transport)
    return kind.__name__ in _OWN and kind is getattr(library_of(transport), kind.__name__)


def _limit(pool: object) -> int | None:
    limit = getattr(pool, "_max_connections", None)
    # Many calls share one connection of HTTP/2.
    return (
        None
        if getattr(pool, "_http2", False) or limit == sys.maxsize or not isinstance(limit, int)
        else limit
    )


def _transport_for(given: object, url: URL) -> object:
    choose: Any = getattr(given, "_transport_for_url", None)
    return choose(url) if choose is not None else _transports(given)[0]


def _transports(given: object) -> list[object]:
    """Return the transports of a client, or the transport itself.  Where httpx keeps them is not public."""
    if not is_a(given, "Client", "AsyncClient"):
        return [given]
    mounts: Any = getattr(given, "_mounts", None)
    mounted: list[object] = list(mounts.values()) if is_object(mounts) else []
    return [getattr(given, "_transport", None), *(each for each in mounted if each is not None)]


def _within(transport: object, depth: int = WRAPPERS) -> Iterator[object]:
    """Yield *transport* and those that it has in its attributes."""
    yield transport
    if depth and not _is_own(transport):
        for each in list(getattr(transport, "__dict__", {}).values()):
            if is_a(each, "BaseTransport", "AsyncBaseTransport"):
                yield from _within(each, depth - 1)


def keep_cookies_out(jar: CookieJar) -> None:
    """Keep cookies of answers to this package out of *jar*; its owner's calls go on as before."""
    policy = getattr(jar, "_policy", None)
    if policy is not None and not isinstance(policy, _NotFromUs):
        jar.set_policy(_NotFromUs(policy))


class _NotFromUs(CookiePolicy):
    """The policy of a jar's owner, except that nothing is read from an answer while this package sends."""

    def __init__(self, owners: CookiePolicy) -> None:
        self._owners: Any = owners

    @property
    def netscape(self) -> bool:  # type: ignore[override]  # an attribute of the base
        return bool(self._owners.netscape) and not silent_transport.get()

    @property
    def rfc2965(self) -> bool:  # type: ignore[override]  # an attribute of the base
        return bool(self._owners.rfc2965) and not silent_transport.get()

    @property
    def hide_cookie2(self) -> bool:  # type: ignore[override]  # an attribute of the base
        return bool(self._owners.hide_cookie2)

    @property
    def _now(self) -> int:
        return int(self._owners._now)

    @_now.setter
    def _now(self, now: int) -> None:  # the jar sets it before it asks
        self._owners._now = now

    def set_ok(self, cookie: Cookie, request: Request) -> bool:
        return bool(self._owners.set_ok(cookie, request))

    def return_ok(self, cookie: Cookie, request: Request) -> bool:
        return bool(self._owners.return_ok(cookie, request))

    def domain_return_ok(self, domain: str, request: Request) -> bool:
        return bool(self._owners.domain_return_ok(domain, request))

    def path_return_ok(self, path: str, request: Request) -> bool:
        return bool(self._owners.path_return_ok(path, request))
