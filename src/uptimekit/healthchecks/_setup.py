"""What both clients do before and after the generated client: addresses, arguments, results."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from uptimekit._runtime import ClientOptions
from uptimekit._runtime.errors import ConfigurationError, DecodingError, InputError
from uptimekit._runtime.urls import checked_url

from .errors import CheckNotFoundError, NonUniqueSlugError

if TYPE_CHECKING:
    from .check_fields import CheckCreate, CheckUpdate
    from .models import Badges, Check

__all__ = [
    "API_URL",
    "PING_OPTIONS",
    "PING_URL",
    "BadgeAddress",
    "addresses",
    "badge_address",
    "check_badge_uuid",
    "check_one_client",
    "flip_window",
    "matches",
    "only_one",
    "own_options",
    "tag_filter",
    "update_fields",
    "upsert_fields",
]

API_URL: Final = "https://healthchecks.io/api/"
PING_URL: Final = "https://hc-ping.com/"
VERSIONS: Final = (1, 2, 3)

PING_OPTIONS: Final[Mapping[str, Any]] = {"timeout": 10.0, "retries": 5, "deadline": 60.0}
"""Pings are tried harder than other calls (the vendor advises short time-outs and retries): a lost one alerts."""


def addresses(api_url: str, ping_url: str, api_version: int) -> dict[str, str]:
    """Return the generated client's addresses.

    With an ``api_url`` of one's own and no ``ping_url``, pings go to the same server (``.../ping/``), where a
    self-hosted server takes them.  Raises ConfigurationError for an unknown version, and for an address that
    already ends with one or is none.
    """
    if api_version not in VERSIONS:
        raise ConfigurationError(f"api_version must be 1, 2 or 3, not {api_version!r}")
    checked_url("api_url", api_url, {})  # here, since the generated client calls it base_url
    base = api_url.rstrip("/")
    if base.rsplit("/", 1)[-1] in ("v1", "v2", "v3"):
        raise ConfigurationError("api_url must end before the version, as in https://example.org/api/")
    site = base.removesuffix("/api")
    if ping_url == PING_URL and base.lower() != API_URL.rstrip("/"):
        ping_url = f"{site}/ping/"
    return {
        "base_url": f"{base}/{{version}}",
        "ping_url": ping_url,
        "site_url": site,
        "version": f"v{api_version}",
    }


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


def tag_filter(tags: Iterable[str] | None) -> list[str]:
    """Return tags as a list; a string is one tag."""
    return [tags] if isinstance(tags, str) else list(tags or ())


def flip_window(seconds: int | None, start: object, end: object) -> dict[str, int]:
    """Return the query of a flips request; datetimes become Unix timestamps."""
    given = {"seconds": seconds, "start": _timestamp("start", start), "end": _timestamp("end", end)}
    return {name: value for name, value in given.items() if value is not None}


def _timestamp(field: str, moment: object) -> int | None:
    if moment is None or isinstance(moment, int):
        return moment
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise InputError(f"{field} must be a Unix timestamp or a datetime with a time zone", field=field)
    return math.ceil(moment.timestamp())  # flips have whole seconds, start is inclusive and end exclusive


def only_one(checks: list[Check], slug: str) -> Check:
    """Return the only check with this slug; raise CheckNotFoundError for none, NonUniqueSlugError for several.

    Judged here again, because servers before 2.10 do not know the filter and answer with all checks.
    """
    found = [check for check in checks if check.slug == slug]
    if not found:
        raise CheckNotFoundError(f"the project has no check with the slug {slug!r}")
    if len(found) > 1:
        raise NonUniqueSlugError(f"{len(found)} checks of the project have the slug {slug!r}")
    return found[0]


def matches(check: Check, name: str | None, tags: Iterable[str]) -> bool:
    """Whether *check* has this name and all these tags."""
    return name in (None, check.name) and set(tags) <= set(check.tag_list)


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


def upsert_fields(new_check: CheckCreate, unique: str | Iterable[str] | None) -> dict[str, Any]:
    """Return the fields of an upsert; raise InputError if a field that identifies the check is not given."""
    fields = new_check.to_fields()
    if unique is None:
        unique = fields.get("unique") or ["name"]
    from .field_rules import checked_unique  # the rules load with the first CheckCreate

    names = checked_unique("unique", tag_filter(unique))
    if not names:
        raise InputError("an upsert needs at least one field in unique", field="unique")
    if missing := [name for name in names if name not in fields]:
        raise InputError(f"unique names {', '.join(missing)}, which the check does not give", field="unique")
    if "timeout" in names and "schedule" in fields:
        raise InputError(
            "unique names timeout, which the server does not keep of a check with a schedule: each upsert would make one more",
            field="unique",
        )
    return {**fields, "unique": names}


def update_fields(changes: CheckUpdate | CheckCreate) -> dict[str, Any]:
    """Return the fields of an update; ``unique`` means nothing there and is left out."""
    return {name: value for name, value in changes.to_fields().items() if name != "unique"}
