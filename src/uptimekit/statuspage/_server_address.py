"""Addresses of servers in options."""

from __future__ import annotations

import ipaddress
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from uptimekit._runtime.urls import api_address

from .errors import ConfigurationError

__all__ = ["check_manage_api", "public_address", "server_address"]

_PUBLIC_API: Final = "/api/v2"
_MANAGE_HOST: Final = "api.statuspage.io"
_EXAMPLE: Final = "https://status.example.com"


def server_address(option: str, given: Any, example: str) -> SplitResult:
    """Return the parts of an http or https address.

    Raises ConfigurationError for an invalid address, and for one with a user name, password, query or fragment.
    """
    refused = ConfigurationError(f"{option} must be a URL such as {example}")
    if not isinstance(given, str) or not given.isprintable() or " " in given:
        raise refused  # urlsplit drops some of these characters, the HTTP library does not
    try:
        parts = urlsplit(given)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise refused from None
    if not host or parts.scheme not in ("http", "https"):
        raise refused
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigurationError(f"{option} must not carry a user name, password, query or fragment")
    return parts


def check_manage_api(given: Any, example: str) -> None:
    """Raise ConfigurationError for an address that is no server of the Manage API, such as that of a status page."""
    parts = server_address("base_url", given, example)
    host, path = parts.hostname or "", parts.path.rstrip("/")
    if path.endswith(_PUBLIC_API) or (host.endswith(".statuspage.io") and host != _MANAGE_HOST):
        raise ConfigurationError(
            f"base_url is the address of a status page; leave it out to use {example}, or read the page with PublicPage"
        )
    api_address("base_url", given, above="", versions=("v1",))


def public_address(address: str) -> str:
    """Return the address of the public API; raise ConfigurationError for an invalid address."""
    parts = server_address("address", address, _EXAMPLE)
    if parts.scheme == "http" and not _is_here(parts.hostname or ""):
        raise ConfigurationError("address must be https, unless it is on this machine")
    if parts.hostname == _MANAGE_HOST:
        raise ConfigurationError(
            f"address must be that of a page, such as {_EXAMPLE}; this is the address of the Manage API"
        )
    path = parts.path.rstrip("/").removesuffix(_PUBLIC_API)
    return f"{parts.scheme}://{parts.netloc}{path}{_PUBLIC_API}"


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
