"""The address of a badge, whose parts are the arguments of the badge operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from uptimekit._runtime.errors import DecodingError, InputError

from .errors import CheckNotFoundError

if TYPE_CHECKING:
    from .models import Badges, Check

__all__ = ["BadgeAddress", "badge_address", "check_badge_uuid"]


class BadgeAddress(NamedTuple):
    """The parts of a badge's address."""

    badge_key: str
    signature: str
    tag: str | None


def badge_address(badges: Mapping[str, Badges], tag: str, three_states: bool) -> BadgeAddress:
    """Return the address of a tag's JSON badge; raise CheckNotFoundError if no check has the tag.

    Only the path is used: the host in it is the server's setting and may not be reachable from here.
    """
    found = badges.get(tag)
    if found is None:
        raise CheckNotFoundError(f"no check of the project has the tag {tag!r}")
    path = _path_of(found.json3_url if three_states else found.json_url)
    parts = path.rpartition("/badge/")[2].removesuffix(".json").split("/")
    if len(parts) not in (2, 3):
        raise DecodingError("the badge's address has none of the two documented forms")
    return BadgeAddress(parts[0], parts[1], unquote(unquote(parts[2])) if len(parts) == 3 else None)


def check_badge_uuid(check: Check) -> str:
    """Return the id in a check's badge address; raise InputError if its server sends none (before 3.10)."""
    if not check.badge_url:
        raise InputError("this check has no badge_url; the server is older than 3.10", field="check")
    name = _path_of(check.badge_url).rpartition("/")[2].removesuffix(".svg")
    if not name:
        raise DecodingError("the badge's address does not end with an id")
    return name


def _path_of(address: Any) -> str:
    """Return the path of an address that a server has named; raise DecodingError for what is none."""
    try:
        return urlsplit(address).path if isinstance(address, str) else ""
    except ValueError:
        raise DecodingError("the badge's address is none") from None
