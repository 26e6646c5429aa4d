"""Credentials in addresses: the user name and the password before a host, as in ``https://user:password@host``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from .masking import MASK

__all__ = ["url_credentials", "without_url_credentials"]

_CREDENTIALS: Final = re.compile(
    r"(?<=://)(?:[^\s/?#]*"  # RFC 3986, 3.2: they end at the last @ before the path
    r"|(?!\[)[^\s/?#@:]*:(?![0-9]*[/?#])\S*)@"  # a password with a slash that nobody encoded; no port, no IPv6 address
)


def url_credentials(text: str) -> Iterator[str]:
    """Yield what is secret of each address in *text*, as it is and decoded: the password, or a user name without one."""
    if "://" not in text or "@" not in text:
        return
    for found in _CREDENTIALS.finditer(text):
        user, _, password = found[0].removesuffix("@").partition(":")
        yield password or user
        yield unquote(password or user)


def without_url_credentials(text: str) -> str:
    """Return *text* with a mask in the place of the user name and the password of each address in it."""
    if "://" not in text or "@" not in text:
        return text
    return _CREDENTIALS.sub(f"{MASK}@", text)
