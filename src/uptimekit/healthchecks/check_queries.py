"""Queries and bodies of the calls about checks, and the choice among the checks in an answer."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from uptimekit._runtime.errors import InputError

from .errors import CheckNotFoundError, NonUniqueSlugError

if TYPE_CHECKING:
    from uptimekit_clients.healthchecks.params import CheckCreateParams, CheckUpdateParams

    from .check_fields import CheckCreate, CheckUpdate
    from .models import Check

__all__ = ["flip_window", "matches", "only_one", "tag_filter", "update_fields", "upsert_fields"]


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

    Servers before 2.10 do not know the filter and answer with all checks.
    """
    same = [check for check in checks if check.slug == slug]
    if not same:
        raise CheckNotFoundError(f"the project has no check with the slug {slug!r}")
    if len(same) > 1:
        raise NonUniqueSlugError(f"{len(same)} checks of the project have the slug {slug!r}")
    return same[0]


def matches(check: Check, name: str | None, tags: Iterable[str]) -> bool:
    """Whether *check* has this name and all these tags."""
    return name in (None, check.name) and set(tags) <= set(check.tag_list)


def upsert_fields(new_check: CheckCreate, unique: str | Iterable[str] | None) -> CheckCreateParams:
    """Return the fields of an upsert; raise InputError if a unique field is not given."""
    from .field_rules import RULES  # the rules load with the first CheckCreate

    fields = new_check.to_fields()
    names = RULES["unique"](
        "unique", tag_filter(fields.get("unique") or ["name"] if unique is None else unique)
    )
    if not names:
        raise InputError("an upsert needs at least one field in unique", field="unique")
    if missing := [name for name in names if name not in fields]:
        text = f"unique names {', '.join(missing)}, which new_check does not give; add it, or leave it out of unique"
        raise InputError(text, field="unique")
    if "timeout" in names and "schedule" in fields:
        raise InputError(
            "unique names timeout, which the server drops if there is a schedule: each upsert would make another check",
            field="unique",
        )
    return {**fields, "unique": names}


def update_fields(changes: CheckUpdate | CheckCreate) -> CheckUpdateParams:
    """Return the fields of an update, without ``unique``, which has no effect there."""
    fields: Any = changes.to_fields()
    fields.pop("unique", None)
    return cast("CheckUpdateParams", fields)
