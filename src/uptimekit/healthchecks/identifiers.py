"""Identifiers of checks: UUIDs, unique keys and slugs."""

from __future__ import annotations

import hashlib
import re
from typing import Any, Final

from uptimekit._runtime import uuid_text
from uptimekit._runtime.errors import InputError

from .errors import InvalidRequestError

__all__ = [
    "API_KEY_LENGTH",
    "LONGEST_SLUG",
    "checked_id",
    "checked_slug",
    "checked_uuid",
    "is_uuid",
    "slugified",
    "unique_key_of",
]

API_KEY_LENGTH: Final = 32
"""Characters of every API key, read-write and read-only; the server calls any other length a missing key."""

_SLUG: Final = re.compile(r"[a-z0-9_-]{1,100}")
LONGEST_SLUG: Final = 100
"""Characters of a slug; a name of so many can have a longer one, since a letter such as ``ﬃ`` becomes three."""
_UUID: Final = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
_UNIQUE_KEY: Final = "[0-9a-f]{40}"


def is_uuid(text: str) -> bool:
    """Whether *text* is a UUID, with hyphens or without."""
    return _UUID.fullmatch(text) is not None


def unique_key_of(uuid: str) -> str:
    """Return the unique key of the check with this UUID, as the server computes it; empty for an empty *uuid*."""
    half = uuid.replace("-", "")[:16]
    return hashlib.sha1(half.encode(), usedforsecurity=False).hexdigest() if half else ""


def checked_uuid(value: object) -> str:
    """Return the UUID of the check to ping; raise InvalidRequestError for anything else, without repeating it."""
    return _identifier(value, "uuid", "a UUID", "; if it is a slug, use slug=")


def checked_id(value: object, name: str = "check_id", *, or_key: bool = False) -> str:
    """Return the UUID of a check, or with *or_key* its unique key; raise InvalidRequestError for anything else."""
    wanted = "the UUID or the unique key of a check" if or_key else "the UUID of a check"
    slug = isinstance(value, str) and _SLUG.fullmatch(value)
    advice = "slug, use get_check_by_slug()" if slug else "name, use find_check()"
    return _identifier(value, name, wanted, f"; if it is a {advice}", _UNIQUE_KEY if or_key else "")


def _identifier(value: object, name: str, wanted: str, advice: str, other: str = "") -> str:
    try:
        return uuid_text(value, name, other)
    except InputError as error:
        if not isinstance(value, str) or not value:
            given = "empty" if value == "" else type(value).__name__
            hint = "; pass its uuid" if hasattr(value, "uuid") else ""
            text = f"{name} must be {wanted}, not {given}{hint}"
        elif "://" in value and name == "uuid":
            text = f"{name} must be {wanted}, and this is an address: pass a ping URL as url="
        elif "/" in value or is_uuid("".join(value.split())):
            text = error.message
        else:
            text = f"{name} must be {wanted}, and this is none{advice}"
    raise InvalidRequestError(text, field=name)


def checked_slug(value: Any, name: str = "slug", *, ping: bool = False) -> str:
    """Return a slug; raise InvalidRequestError for what can be none.  *ping*: whether there are the arguments uuid and url, too.

    The message shows *value* only as the slug that it could mean, and not at all if it may be an address or a UUID,
    which are secrets.
    """
    if isinstance(value, str) and _SLUG.fullmatch(value):
        return value
    raise InvalidRequestError(f"{name} {_why_no_slug(value, ping)}", field=name)


def _why_no_slug(value: Any, ping: bool) -> str:
    if not isinstance(value, str):
        return f"must be a string, not {type(value).__name__}"
    if not value:
        return "must be the slug of a check, not empty"
    if ping and "://" in value:
        return "must be a slug, and this is an address: pass a ping URL as url="
    a_uuid = is_uuid(value.strip())
    if ping and a_uuid:
        return "must be a slug, and this is a UUID: pass it as uuid="
    if len(value) > LONGEST_SLUG:
        return f"must have at most {LONGEST_SLUG} characters, this has {len(value)}"
    meant = "" if a_uuid or re.search(r"[/\\%]", value) else slugified(value)
    hint = f"; did you mean {meant!r}?" if meant else "; give the slug alone"
    return f"may hold only a-z, 0-9, - and _{hint}"


def slugified(text: str) -> str:
    """Return the slug that the server makes of a name."""
    from unicodedata import normalize  # few names become a slug here

    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain)).strip("-_")
