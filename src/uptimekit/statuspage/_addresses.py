"""Addresses of servers, as options give them."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, urlsplit

from .errors import ConfigurationError

__all__ = ["address_parts"]


def address_parts(option: str, given: Any, example: str) -> SplitResult:
    """Return the parts of an http or https address; raise ConfigurationError for what is none or carries more."""
    refused = ConfigurationError(f"{option} must be an address such as {example}")
    if not isinstance(given, str) or not given.isprintable() or " " in given:
        raise refused  # urlsplit would drop some of these characters, and the rest of the program not
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
