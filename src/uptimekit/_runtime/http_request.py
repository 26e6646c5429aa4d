"""The headers and the body of a call's request, which are the same in every attempt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from .content_coding import ACCEPTED
from .encoding import Joined, header_value, is_transport_header
from .errors import InputError
from .request import Request
from .settings import Settings

__all__ = ["bare_request", "joined_query", "plain_query", "request_headers", "with_query"]


def request_headers(settings: Settings, request: Request[Any]) -> dict[str, str]:
    """Return the request headers under lower-case names, so that none goes out twice.

    The caller's headers win over the operation's.  The credentials come on top.
    Raises InputError for a value that a header cannot carry.
    """
    operation = request.operation
    merged = {
        "accept": operation.accept,
        "accept-encoding": ACCEPTED,
        "user-agent": settings.user_agent,
    }
    for name in request.headers:
        if is_transport_header(name):
            raise InputError(f"the header {name} is the transport's; leave it out", field=name)
    for given in (request.headers, settings.headers):
        merged.update((name.lower(), header_value(name, value)) for name, value in given.items())
    return merged


def bare_request(kind: Any, method: str, url: str, headers: Mapping[str, str], **rest: Any) -> Any:
    """Return a request of the class *kind*, with the header that httpx adds for its transport and no other."""
    return kind(method, url, headers={"connection": "keep-alive", **headers}, **rest)


def plain_query(request: Request[Any]) -> dict[str, Any]:
    """Return the parameters of the query that the HTTP library encodes."""
    return {name: value for name, value in request.query.items() if not isinstance(value, Joined)}


def joined_query(request: Request[Any]) -> str:
    """Return the part of the query that the HTTP library must not encode: lists in one value."""
    query = request.query
    lists = {name: value for name, value in query.items() if isinstance(value, Joined) and value}
    return "&".join(f"{quote(name, safe='')}={value.encoded()}" for name, value in lists.items())


def with_query(make: Callable[..., Any], method: str, url: str, *, joined: str, **rest: Any) -> Any:
    """Return a request of httpx or httpx2 from *make*, to whose query *joined* is added, which is encoded."""
    made = make(method, url, **rest)
    if joined:
        query = b"&".join(filter(None, (made.url.query, joined.encode())))
        made.url = made.url.copy_with(query=query)
    return made
