"""Addresses of pings: a UUID, a slug with the project's ping key, or a ping URL."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from uptimekit._runtime.errors import ConfigurationError, InputError
from uptimekit._runtime.urls import checked_url

from .errors import InvalidRequestError
from .identifiers import checked_slug, checked_uuid, is_uuid

__all__ = ["PingAddress", "ping_address", "read_ping_url"]

_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ENDING: Final = re.compile("start|fail|log|[0-9]{1,3}")
_API_KEY: Final = ("hcw_", "hcr_")
"""How API keys begin since server 3.11; older ones have no prefix."""


@dataclass(frozen=True, slots=True, repr=False)
class PingAddress:
    """Where a ping goes: to a UUID, or to a slug with a ping key.

    Attributes:
        uuid: UUID of the check; empty with a slug.
        slug: slug of the check.
        ping_key: ping key of its project.
        create: whether the ping makes the check if there is none.
        server: address of the ping server; empty for that of the client.
    """

    uuid: str = ""
    slug: str = ""
    ping_key: str = ""
    create: bool = False
    server: str = ""


def ping_address(
    uuid: object, slug: object, url: object, create: bool, ping_key: str, default: PingAddress | None = None
) -> PingAddress:
    """Return where a ping with these arguments goes; *default* is for a ping without any.

    Raises InvalidRequestError for arguments that do not go together, and for one that cannot be what it is named.
    """
    if sum(map(bool, (uuid, slug, url))) > 1:
        raise InvalidRequestError("give one of uuid, slug and url, not several; nothing was sent")
    if url:
        address = read_ping_url(url)
    elif uuid:
        address = PingAddress(uuid=checked_uuid(uuid))
    elif slug:
        address = PingAddress(slug=_slug_to_ping(slug, ping_key), ping_key=ping_key)
    elif default is not None:
        address = default
    else:
        raise InvalidRequestError("give the uuid, the slug or the url of a check; nothing was sent")
    if create and not address.slug:
        raise InvalidRequestError("create=True works with a slug only; nothing was sent")
    return replace(address, create=create or address.create)


def _slug_to_ping(slug: object, ping_key: str) -> str:
    if not ping_key:
        raise InvalidRequestError(
            "a ping by slug needs the project's ping key: pass ping_key= or set HEALTHCHECKS_PING_KEY; nothing was sent"
        )
    if ping_key.startswith(_API_KEY):
        raise InvalidRequestError(
            f"ping_key is an API key, since it begins with {ping_key[:4]}; the ping key of the project is another; "
            "nothing was sent"
        )
    return checked_slug(slug, ping=True)


def read_ping_url(url: object) -> PingAddress:
    """Return the address that a ping URL stands for; raise InvalidRequestError, which does not repeat it, for any other text.

    A ping URL ends with a UUID, or with ping key and slug; the latter may have the query ``create=1``.
    """
    parts = _split(url)
    path = parts.path.strip("/").split("/")
    found = next((n for n, part in enumerate(path) if _UUID.fullmatch(part)), None)
    start, length = (_start_of_slug(path), 2) if found is None else (found, 1)
    server, names, more = path[:start], path[start : start + length], path[start + length :]
    if more:
        raise _refusal(_what_follows(more))
    if len(names) < length or set(server) & {"api", "checks"}:
        raise _refusal(
            "is not a ping URL, such as https://hc-ping.com/<uuid> or https://hc-ping.com/<key>/<slug>"
        )
    made = PingAddress(uuid=names[0].lower()) if found is not None else _of_slug(*names)
    query = parse_qsl(parts.query, keep_blank_values=True)
    if any(pair != ("create", "1") for pair in query) or (query and not made.slug):
        raise _refusal("may have no query, except for create=1 behind a slug")
    try:
        base = checked_url("url", f"{parts.scheme}://{parts.netloc}/{'/'.join(server)}", {})
    except ConfigurationError as error:
        raise InvalidRequestError(error.message, field="url") from None
    return replace(made, create=bool(query), server=str(base).rstrip("/"))


def _refusal(problem: str) -> InvalidRequestError:
    return InvalidRequestError(f"url {problem}", field="url")


def _split(url: object) -> Any:
    if not isinstance(url, str):
        raise _refusal(f"must be a string, not {type(url).__name__}")
    if is_uuid(url.strip()):
        raise _refusal("must be a ping URL, and this is a UUID: pass it as uuid=")
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        raise _refusal("is not a URL") from None
    if parts.fragment:
        raise _refusal("must not carry a fragment (#...)")
    return parts


def _start_of_slug(path: list[str]) -> int:
    """Return where ping key and slug begin: behind ``ping``, as on a self-hosted server; else at the end of the path."""
    behind = [n + 1 for n, part in enumerate(path) if part == "ping" and len(path) - n - 1 in (2, 3)]
    at_end = 3 if len(path) > 2 and _ENDING.fullmatch(path[-1]) else 2
    return behind[-1] if behind else max(len(path) - at_end, 0)


def _of_slug(ping_key: str, slug: str) -> PingAddress:
    if not re.fullmatch("[A-Za-z0-9_-]+", ping_key) or ping_key.startswith(_API_KEY):
        raise _refusal("has no ping key before its slug")
    try:
        return PingAddress(slug=checked_slug(slug), ping_key=ping_key)
    except InputError:
        raise _refusal("must end with a slug of a-z, 0-9, - and _, or with a UUID") from None


def _what_follows(more: list[str]) -> str:
    if len(more) == 1 and _ENDING.fullmatch(more[0]):
        return f"must end with the check: leave out /{more[0]}, which the ping methods and CheckTrap add themselves"
    return "must end with the check: leave out what follows it"
