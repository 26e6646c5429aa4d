"""Requests of badges, made from the addresses that the server names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from uptimekit._runtime.errors import DecodingError
from uptimekit_clients.healthchecks import requests

from .errors import CheckNotFoundError, InvalidRequestError

if TYPE_CHECKING:
    from uptimekit._runtime import Request
    from uptimekit_clients.healthchecks.models import BadgeStatus

    from .models import Check
    from .renamed_models import Badges

__all__ = ["check_badge", "tag_badge"]


def tag_badge(badges: Mapping[str, Badges], tag: str, three_states: bool) -> Request[BadgeStatus]:
    """Return the request of a tag's JSON badge; raise CheckNotFoundError if no check has the tag.

    Only the path of an address is used: its host is a setting of the server, which may not be reachable from here.
    """
    addresses = badges.get(tag)
    if addresses is None:
        raise CheckNotFoundError(f"no check of the project has the tag {tag!r}")
    path = _path_of(addresses.json3_url if three_states else addresses.json_url)
    match path.rpartition("/badge/")[2].removesuffix(".json").split("/"):
        case [badge_key, signature]:
            return requests.badges.get_project_json(badge_key, signature)
        case [badge_key, signature, shown]:
            return requests.badges.get_tag_json(badge_key, signature, unquote(unquote(shown)))
        case _:
            raise DecodingError("the badge's address has an unknown form")


def check_badge(check: Check, three_states: bool) -> Request[BadgeStatus]:
    """Return the request of a check's JSON badge; raise InvalidRequestError if its server (before 3.10) names none."""
    if not check.badge_url:
        raise InvalidRequestError("this check has no badge_url; the server is older than 3.10", field="check")
    name = _path_of(check.badge_url).rpartition("/")[2].removesuffix(".svg")
    if not name:
        raise DecodingError("the badge's address does not end with an id")
    return requests.badges.get_check_json(3 if three_states else 2, name)


def _path_of(address: Any) -> str:
    try:
        return urlsplit(address).path if isinstance(address, str) else ""
    except ValueError:
        raise DecodingError("the badge's address is not a URL") from None
