"""The direct way from a call to httpcore: requests and answers that no object of httpx has to be made for.

Only connections of ours are used in this way.  A request that is not plain is made by httpx, so that the same bytes are
sent in either way; the order of the headers is the same, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any, Final

import httpcore

from .connections import core_request
from .http_library import URL, Headers, HTTPRequest, QueryParams, library_of, stream_class
from .http_request import bare_request, with_query

__all__ = ["Answer", "DirectRequest", "direct_request"]

_PLAIN: Final = re.compile(
    r"(https?://[^/?#@]+)((?:/(?!\.)(?:[A-Za-z0-9._~-]++|%[0-9A-Fa-f]{2})*+)+)", re.ASCII
)
"""A server and a path that httpx leaves as it is: nothing to encode, no segment that begins with a dot."""
_PLAIN_QUERY: Final = re.compile(r"(?:[A-Za-z0-9._~+=&,:*-]++|%[0-9A-Fa-f]{2})*+", re.ASCII)
_LONGEST: Final = 8192  # characters of a path or a query: httpx refuses very long ones
_BODY: Final = stream_class(library_of(None))
_WITH_BODY: Final = ("POST", "PUT", "PATCH")  # these say that they have none


class DirectRequest(httpcore.Request):
    """A request of httpcore whose parts need no check."""

    def __init__(
        self,
        method: str,
        url: httpcore.URL,
        headers: list[tuple[bytes, bytes]],
        content: bytes | None,
        extensions: Any,
    ) -> None:
        self.method = method.encode("ascii")
        self.url = url
        self.headers = headers
        self.stream = _BODY(partial(iter, (content,) if content else ()))
        self.extensions = extensions


class Answer:
    """An answer of httpcore with the names that one of httpx has.

    It drops its stream when it is closed: that leads back to the call, and such circles keep the garbage collector busy.
    """

    is_closed = is_stream_consumed = False  # nobody reads it but the call

    def __init__(self, answer: Any) -> None:
        self.status_code = answer.status
        self.headers = Headers(answer.headers)
        self.extensions = answer.extensions
        self.stream: Any = answer.stream

    def close(self) -> None:
        """Free the connection."""
        stream, self.stream = self.stream, None
        stream.close()

    async def aclose(self) -> None:
        """Free the connection."""
        stream, self.stream = self.stream, None
        await stream.aclose()


def direct_request(
    method: str,
    url: str,
    *,
    params: Mapping[str, Any] | None,
    joined: str,
    headers: Mapping[str, str],
    content: bytes | tuple[()] | None,
    files: Any,
    extensions: Mapping[str, Any],
) -> httpcore.Request:
    """Return the request that httpx would make of these arguments, as httpcore takes it."""
    plain = _PLAIN.fullmatch(url)
    query = None if params is None else str(QueryParams(params))
    if joined:
        query = f"{query}&{joined}" if query else joined
    if plain is None or files or len(url) > _LONGEST or not (query is None or _is_plain(query)):
        return _made_by_httpx(
            method,
            url,
            params=params,
            joined=joined,
            headers=headers,
            content=content,
            files=files,
            extensions=extensions,
        )
    scheme, host, port, netloc = _server(plain[1])
    target = plain[2] if query is None else f"{plain[2]}?{query}"
    method = method.upper()
    sent = [(b"Host", netloc)]
    if not content and method in _WITH_BODY and not headers.keys() & {"content-length", "transfer-encoding"}:
        sent.append((b"Content-Length", b"0"))
    sent.append((b"connection", b"keep-alive"))
    sent += [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
    if content:
        sent.append((b"Content-Length", b"%d" % len(content)))
    address = httpcore.URL(scheme=scheme, host=host, port=port, target=target)
    return DirectRequest(method, address, sent, content or None, dict(extensions))


def _is_plain(query: str) -> bool:
    return len(query) <= _LONGEST and _PLAIN_QUERY.fullmatch(query) is not None


@lru_cache(maxsize=128)  # of all clients of a process together, the last used ones
def _server(text: str) -> tuple[bytes, bytes, int | None, bytes]:
    """Return scheme, host, port and the Host header of the server in a URL."""
    url = URL(text)
    return url.raw_scheme, url.raw_host, url.port, url.netloc


def _made_by_httpx(method: str, url: str, **rest: Any) -> httpcore.Request:
    made: HTTPRequest = with_query(partial(bare_request, HTTPRequest), method, url, **rest)
    return core_request(made)
