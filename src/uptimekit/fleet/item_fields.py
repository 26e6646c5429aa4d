"""Fields of items from what servers send: texts, addresses without secrets, periods in words."""

from __future__ import annotations

import re
from math import isfinite
from typing import Any, Final

from uptimekit._runtime.json_types import is_list, is_object

__all__ = ["every", "labels", "number", "objects", "public_address", "site", "text", "title", "web_page"]

_UNITS: Final = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
_DOMAIN: Final = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_AUTHORITY: Final = re.compile(r"(?:[^/?#]*@)?(?P<host>\[[^\]/?#]*\]|[^/?#@:]*)(?P<port>:[0-9]*)?")


def text(value: object) -> str:
    """Return *value* if it is text, else an empty one: a server may send anything."""
    return str(value) if isinstance(value, str) else ""


def number(value: object) -> float | None:
    """Return *value* if it is a number, and one that is finite as a float."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return value if isfinite(value) else None
    except OverflowError:  # of an integer
        return None


def objects(value: object) -> list[Any]:
    """Return the objects of *value* if it is a list."""
    return [each for each in value if is_object(each)] if is_list(value) else []


def labels(*given: object) -> tuple[str, ...]:
    """Return the texts among *given*, each once."""
    return tuple(dict.fromkeys(label for label in map(text, given) if label))


def title(value: object) -> str:
    """Return a name.  One that is an address, as of a monitor that nobody named, is shown without what may be secret."""
    name = text(value)
    return name if "://" not in name else public_address(name) or ""


def web_page(address: object) -> str | None:
    """Return *address* if it is one of a web page, as a link can have it."""
    return text(address) if text(address).startswith(("https://", "http://")) else None


def site(domain: object) -> str | None:
    """Return the address of the site at *domain*; None for what is no domain."""
    return f"https://{domain}" if _DOMAIN.fullmatch(text(domain)) else None


def every(seconds: object) -> str | None:
    """Return a period in words, such as ``every 90 min``, in the largest unit that needs no fraction."""
    if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds <= 0:
        return None
    size, unit = next((size, unit) for size, unit in _UNITS if seconds % size == 0)
    return f"every {seconds // size} {unit}"


def public_address(address: object) -> str | None:
    """Return an address without user name, password, query and fragment.

    None for anything but text, and for an address whose parts cannot be told apart: it may begin with a password.
    """
    scheme, mark, rest = text(address).strip().partition("://")
    if not mark:
        scheme, rest = "", scheme
    found = _AUTHORITY.match(rest)
    if found is None or not found["host"]:
        return None
    after = rest[found.end() :]
    if (after and after[0] not in "/?#") or (found["port"] and "@" in after and "@" not in found[0]):
        return None
    path = re.split(r"[?#]", after, maxsplit=1)[0]
    return f"{scheme}{mark}{found['host']}{found['port'] or ''}{path}"
