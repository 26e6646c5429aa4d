"""Addresses of servers in options."""

from __future__ import annotations

import ipaddress
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from .errors import ConfigurationError

__all__ = ["public_address", "server_address"]

_PUBLIC_API: Final = "/api/v2"


def server_address(option: str, given: Any, example: str) -> SplitResult:
    """Return the parts of an http or https address.

    Raises ConfigurationError for an invalid address, and for one with a user name, password, query or fragment.
    """
    refused = ConfigurationError(f"{option} must be an address such as {example}")
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


def public_address(address: str) -> str:
    """Return the address of the public API; raise ConfigurationError for an invalid address."""
    parts = server_address("address", address, "https://status.example.com")
    if parts.scheme == "http" and not _is_here(parts.hostname or ""):
        raise ConfigurationError("address must be https, unless it is on this machine")
    if parts.hostname == "api.statuspage.io":
        raise ConfigurationError(
            "address must be that of a page, such as https://status.example.com; this is the address of the Manage API"
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
