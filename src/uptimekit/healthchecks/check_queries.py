"""Queries and bodies of the calls about checks, and the choice among the checks in an answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from uptimekit._runtime import finding
from uptimekit._runtime.logger import logger
from uptimekit._runtime.spelling import nearest

from .errors import CheckNotFoundError, InvalidRequestError, NonUniqueSlugError
from .identifiers import LONGEST_SLUG, slugified
from .tags import each_tag

if TYPE_CHECKING:
    from uptimekit_clients.healthchecks.params import CheckCreateParams, CheckUpdateParams

    from .check_fields import CheckCreate, CheckUpdate
    from .models import Check

__all__ = [
    "create_fields",
    "flip_window",
    "matches",
    "only_named",
    "only_one",
    "status_test",
    "tag_filter",
    "update_fields",
    "upsert_fields",
    "with_slug",
]

_STATUSES: Final = ("new", "up", "grace", "down", "paused", "started")
_LONGEST_WINDOW: Final = 31_536_000
_LATEST_MOMENT: Final = 10_000_000_000


def tag_filter(tags: Iterable[str] | None) -> list[str]:
    """Return tags as a list; raise InvalidRequestError for what is no tag."""
    return each_tag(tags or ())


def status_test(wanted: str | Callable[[Check], bool]) -> Callable[[Check], bool]:
    """Return a function that judges a check; raise InvalidRequestError for a status that does not exist.

    Only version 1 of the API has the status started; all have the field of this name.
    """
    if callable(wanted):
        return wanted
    if wanted not in _STATUSES:
        near = nearest(str(wanted), _STATUSES)
        hint = f"did you mean {near!r}?" if near else f"not {wanted!r}"
        text = f"wanted must be one of {', '.join(map(repr, _STATUSES))}, or a function of the check; {hint}"
        raise InvalidRequestError(text, field="wanted")
    return lambda check: wanted == check.status or (wanted == "started" and check.started is True)


def flip_window(seconds: object, start: object, end: object) -> dict[str, int]:
    """Return the query of a flips request; datetimes become Unix timestamps.  Raises InvalidRequestError out of bounds."""
    if seconds is not None and not _is_whole(seconds, _LONGEST_WINDOW):
        text = f"seconds must be a whole number from 0 to {_LONGEST_WINDOW} (365 days), not {seconds!r}"
        raise InvalidRequestError(text, field="seconds")
    given = {"seconds": seconds, "start": _timestamp("start", start), "end": _timestamp("end", end)}
    return {name: value for name, value in given.items() if isinstance(value, int)}


def _timestamp(field: str, moment: object) -> int | None:
    if moment is None:
        return None
    stamp = moment
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        # Flips have whole seconds, start is inclusive and end exclusive.
        stamp = math.ceil(moment.timestamp())
    if isinstance(stamp, int) and _is_whole(stamp, _LATEST_MOMENT):
        return stamp
    text = f"a datetime with a time zone, or a Unix timestamp in whole seconds from 0 to {_LATEST_MOMENT}"
    raise InvalidRequestError(f"{field} must be {text}, not {moment!r}", field=field)


def _is_whole(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def only_one(checks: list[Check], slug: str) -> Check:
    """Return the only check with this slug; raise CheckNotFoundError for none, NonUniqueSlugError for several.

    Servers before 2.10 do not know the filter and answer with all checks.
    """
    same = [check for check in checks if check.slug == slug]
    if not same:
        raise CheckNotFoundError(f"the project has no check with the slug {slug!r}")
    if len(same) > 1:
        raise NonUniqueSlugError(f"{len(same)} checks of the project have the slug {slug!r}")
    return same[0]


def only_named(checks: list[Check], name: str) -> Check:
    """Return the only one of *checks* with this name; raise CheckNotFoundError for none, InvalidRequestError for several.

    UUIDs are secrets, so the error tells the checks apart by their slugs and tags.
    """
    return finding.only_one(
        [check for check in checks if check.name == name],
        "check",
        name,
        missing=CheckNotFoundError,
        several=InvalidRequestError,
        names=[str(check.name) for check in checks],
        shown=lambda check: f"slug {check.slug!r} with tags {check.tags!r}",
        advice="give tags that only one of them has, or use get_check_by_slug()",
    )


def matches(check: Check, name: str | None, tags: Iterable[str]) -> bool:
    """Whether *check* has this name and all these tags."""
    return name in (None, check.name) and set(tags) <= set(check.tag_list)


def with_slug(fields: CheckCreateParams, version: str) -> CheckCreateParams:
    """Return the fields of a new check, with the slug of its name if they have none and it is not too long.

    Not with ``unique``, since a check that exists keeps its slug; servers make it themselves in versions 1 and 2.
    """
    slug = "" if fields.get("unique") or version != "v3" else slugified(fields.get("name", ""))
    return {"slug": slug, **fields} if 0 < len(slug) <= LONGEST_SLUG else fields


def create_fields(new_check: CheckCreate) -> CheckCreateParams:
    """Return the fields of a new check; log a warning if its cron schedule has no time zone."""
    fields: CheckCreateParams = _given(new_check, "new_check", "CheckCreate")
    schedule = fields.get("schedule") or ""
    # An OnCalendar expression may have a zone of its own.
    if "tz" not in fields and len(schedule.split()) == 5:
        logger.warning(
            "the schedule %r of a new check is in UTC; pass tz= to say so or to change it", schedule
        )
    return fields


def upsert_fields(new_check: CheckCreate, unique: str | Iterable[str] | None) -> CheckCreateParams:
    """Return the fields of an upsert; raise InvalidRequestError if a unique field is not given."""
    from .field_rules import RULES  # the rules load with the first CheckCreate

    fields = create_fields(new_check)
    wanted: Any = (fields.get("unique") or ["name"]) if unique is None else unique
    if hasattr(wanted, "__iter__"):
        wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    names = RULES["unique"]("unique", wanted)
    if not names:
        raise InvalidRequestError("an upsert needs at least one field in unique", field="unique")
    if missing := [name for name in names if name not in fields]:
        text = f"unique names {', '.join(missing)}, which new_check does not give; add it, or leave it out of unique"
        raise InvalidRequestError(text, field="unique")
    return {**fields, "unique": names}


def update_fields(changes: CheckUpdate | CheckCreate) -> CheckUpdateParams:
    """Return the fields of an update, without ``unique``, which has no effect there."""
    fields: Any = _given(changes, "update_check", "CheckUpdate")
    fields.pop("unique", None)
    return cast("CheckUpdateParams", fields)


def _given(check: CheckUpdate, argument: str, kind: str) -> CheckCreateParams:
    """Return the fields that *check* gives; raise InvalidRequestError for another kind of object, and for two kinds of check."""
    from .check_fields import CheckUpdate

    if not isinstance(check, CheckUpdate):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
        text = f"{argument} must be a {kind}, such as {kind}(name='Backup'), not {type(check).__name__}"
        raise InvalidRequestError(text, field=argument)
    fields = check.to_fields()
    if "timeout" in fields and "schedule" in fields:
        text = "a check has a timeout or a schedule, and the server would drop this timeout; give one of them"
        raise InvalidRequestError(text, field="timeout")
    return fields
