"""The options and addresses of a client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from uptimekit._runtime import ClientOptions, Request
from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.urls import api_address

from .errors import HCAPIKeyError

__all__ = [
    "API_URL",
    "PING_OPTIONS",
    "PING_URL",
    "api_of",
    "check_one_client",
    "own_options",
    "refuse_without_key",
    "server_addresses",
]

API_URL: Final = "https://healthchecks.io/api/"
PING_URL: Final = "https://hc-ping.com/"
VERSIONS: Final = (1, 2, 3)

PING_OPTIONS: Final[Mapping[str, Any]] = {"timeout": 10.0, "retries": 5, "deadline": 60.0}
"""Pings are retried more than other calls, since a lost one alerts; the vendor advises short time-outs."""


def server_addresses(api_url: str, ping_url: str, api_version: int) -> dict[str, str]:
    """Return the addresses for the generated client.

    If only ``api_url`` is given, pings go to ``.../ping/`` of the same server, where a self-hosted server takes them.
    Raises ConfigurationError for an unknown version, and for an address that is not a URL, or ends with another version.
    """
    if type(api_version) is not int or api_version not in VERSIONS:
        raise ConfigurationError(f"api_version must be 1, 2 or 3, not {api_version!r}")
    base = _above_version(api_url, f"v{api_version}")
    site = base.removesuffix("/api")
    if ping_url == PING_URL and base.lower() != API_URL.rstrip("/"):
        ping_url = f"{site}/ping/"
    return {
        "base_url": f"{base}/{{version}}",
        "ping_url": ping_url,
        "site_url": site,
        "version": f"v{api_version}",
    }


def api_of(ping_url: str) -> str:
    """Return the address of the API beside that of the pings, which tells it on a self-hosted server only."""
    return f"{ping_url.removesuffix('/ping')}/api/" if ping_url.endswith("/ping") else API_URL


def refuse_without_key(request: Request[Any]) -> None:
    """Raise HCAPIKeyError for a request that needs an API key."""
    if ("api_key",) in request.operation.security:
        raise HCAPIKeyError(
            "a client made from a ping URL has no API key, nothing was sent; use Client(api_key=...)"
        )


def _above_version(api_url: str, version: str) -> str:
    """Return *api_url* without a version at its end, which must be *version*."""
    others = tuple(f"v{each}" for each in VERSIONS if f"v{each}" != version)
    address = api_address("api_url", api_url, above="/api", versions=(version, *others))
    base, _, end = address.rpartition("/")
    if end in others:
        raise ConfigurationError(
            f"api_url ends with {end}, and api_version is {version[1:]}; give {base}/, or pass api_version={end[1:]}"
        )
    above = base if end == version else address
    if "/ping/" in f"{urlsplit(above).path}/" and not above.endswith("/api"):
        raise ConfigurationError(
            "api_url is an address of pings; give that of the Management API, such as https://example.org/api/"
        )
    return above


def check_one_client(client: object, http_client: object) -> None:
    """Raise ConfigurationError if both names of one argument are given."""
    if client is not None and http_client is not None:
        raise ConfigurationError("client is the older name of http_client; give one of them")


def own_options(options: ClientOptions, ping_key: str, *, closes: bool) -> ClientOptions:
    """Return the options of the generated client: no text repeats the *ping_key*."""
    return {
        "close_http_client": closes,
        **options,
        "mask": (*options.get("mask", ()), ping_key),
    }
