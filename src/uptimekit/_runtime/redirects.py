"""Redirects, which are never followed.

httpx works out where a redirect leads even if it is told not to follow, and fails if the address is an odd one; then
the answer is lost.  So it does not get to see the Location.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .http_library import is_a
from .redaction import silent_transport

if TYPE_CHECKING:
    from .http_library import AsyncHTTPClient, HTTPClient, Response

__all__ = ["hide_location", "hide_location_async", "hide_locations", "restore_location"]

_KEY: Final = "uptimekit.headers"


def hide_location(response: Response) -> None:
    """Hide the Location of a redirect until :func:`restore_location`; an event hook, for calls of this package only."""
    if silent_transport.get() and response.has_redirect_location:
        came = response.headers
        response.extensions[_KEY] = came
        response.headers = type(came)(
            [(name, value) for name, value in came.raw if name.lower() != b"location"]
        )


async def hide_location_async(response: Response) -> None:
    """Do what :func:`hide_location` does, for an asynchronous client."""
    hide_location(response)


def restore_location(response: Response) -> None:
    """Give *response* the headers that it came with."""
    response.headers = response.extensions.pop(_KEY, response.headers)


def hide_locations(http: HTTPClient | AsyncHTTPClient) -> None:
    """Let *http* hide the Location of each redirect while this package sends, after all hooks of its owner."""
    hook = hide_location_async if is_a(http, "AsyncClient") else hide_location
    hooks: list[Any] = http.event_hooks["response"]
    if hook not in hooks:
        hooks.append(hook)
