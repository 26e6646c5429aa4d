"""The URL of a heartbeat, which its pings go to."""

from __future__ import annotations

import os
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from uptimekit._runtime.errors import ConfigurationError as InvalidURLError
from uptimekit._runtime.urls import checked_url

from .exceptions import ConfigurationError, ValidationError

__all__ = ["HEARTBEAT_URL", "HeartbeatURL", "given_heartbeat_url", "read_heartbeat_url"]

HEARTBEAT_URL: Final = "BETTERSTACK_HEARTBEAT_URL"
"""Variable of the environment with the URL."""


class HeartbeatURL(NamedTuple):
    """The parts of a heartbeat's URL: the address of the API, and the token."""

    server: str
    token: str

    def __repr__(self) -> str:
        return f"HeartbeatURL({self.server!r}, '***')"


def given_heartbeat_url(url: str | None) -> HeartbeatURL:
    """Return the parts of *url*, else of the URL in the environment.

    Raises ConfigurationError if there is none, ValidationError, which does not repeat it, for any other text.
    """
    if url:
        return read_heartbeat_url(url)
    if found := os.environ.get(HEARTBEAT_URL):
        return read_heartbeat_url(found, HEARTBEAT_URL)
    raise ConfigurationError(f"no URL of a heartbeat was given: pass url=, or set {HEARTBEAT_URL}")


def read_heartbeat_url(url: object, name: str = "url") -> HeartbeatURL:
    """Return the parts of *url*; raise ValidationError, which names it *name*, for any other text."""
    if not isinstance(url, str):
        raise _refusal(name, f"must be a text, not {type(url).__name__}")
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        raise _refusal(name, "is not a URL") from None
    server, found, rest = parts.path.partition("/v1/heartbeat/")
    token, _, action = rest.strip("/").partition("/")
    if not found or not token:
        raise _refusal(
            name,
            "is not the URL of a heartbeat, such as https://uptime.betterstack.com/api/v1/heartbeat/<token>",
        )
    if action == "fail" or action.isdecimal():
        raise _refusal(
            name, f"must end with the token: leave out /{action}, which the methods add themselves"
        )
    if action or parts.query or parts.fragment:
        raise _refusal(name, "must end with the token: leave out what follows it")
    try:
        base = checked_url(name, f"{parts.scheme}://{parts.netloc}{server}", {})
    except InvalidURLError as error:
        raise ValidationError(error.message, field="url") from None
    return HeartbeatURL(str(base), token)


def _refusal(name: str, problem: str) -> ValidationError:
    return ValidationError(f"{name} {problem}", field="url")
