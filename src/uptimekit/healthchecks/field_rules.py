"""Rules for the fields of a check, applied before anything is sent.

They refuse only what the server surely refuses (Management API, request fields).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from uptimekit._runtime.errors import InputError
from uptimekit._runtime.json_types import is_array

from .schedule_syntax import schedule_problem
from .time_zones import may_be_zone

__all__ = [
    "checked_channels",
    "checked_flag",
    "checked_keywords",
    "checked_methods",
    "checked_name",
    "checked_schedule",
    "checked_seconds",
    "checked_slug",
    "checked_tags",
    "checked_text",
    "checked_timezone",
    "checked_unique",
]

SHORTEST: Final = 60  # seconds
LONGEST: Final = 31_536_000  # seconds: 365 days
NAME_LENGTH: Final = 100
KEYWORDS_LENGTH: Final = 200
UNIQUE_FIELDS: Final = ("name", "slug", "tags", "timeout", "grace")


def _refuse(field: str, text: str) -> InputError:
    return InputError(f"{field} {text}", field=field)


def checked_text(field: str, value: Any) -> str:
    """Return *value* if it is a string."""
    if not isinstance(value, str):
        raise _refuse(field, f"must be a string, not {type(value).__name__}")
    return value


def checked_name(field: str, value: Any) -> str:
    """Return a name of at most 100 characters."""
    if len(checked_text(field, value)) > NAME_LENGTH:
        raise _refuse(field, f"must have at most {NAME_LENGTH} characters, this has {len(value)}")
    return str(value)


def checked_slug(field: str, value: Any) -> str:
    """Return a slug: at most 100 of a-z, 0-9, ``-`` and ``_``."""
    if not re.fullmatch(r"[a-z0-9_-]*", checked_name(field, value)):
        raise _refuse(field, f"may hold only a-z, 0-9, - and _, not {value!r}")
    return str(value)


def checked_keywords(field: str, value: Any) -> str:
    """Return a comma-separated list of keywords of at most 200 characters."""
    if len(checked_text(field, value)) > KEYWORDS_LENGTH:
        raise _refuse(field, f"must have at most {KEYWORDS_LENGTH} characters, this has {len(value)}")
    return str(value)


def checked_tags(field: str, value: str | Iterable[str]) -> str:
    """Return tags as one string, separated by spaces; a list of tags is joined."""
    if isinstance(value, str):
        return value
    tags = [checked_text(field, tag) for tag in value]
    if bad := [tag for tag in tags if not tag or tag.split() != [tag]]:
        raise _refuse(field, f"must be single words, {bad[0]!r} is not")
    return " ".join(tags)


def checked_channels(field: str, value: str | Iterable[str]) -> str:
    """Return integrations as one string: ``*`` for all, or ids and names separated by commas only."""
    if isinstance(value, str):
        return value
    channels = [checked_text(field, channel) for channel in value]
    if bad := [channel for channel in channels if not channel or "," in channel]:
        raise _refuse(field, f"must be ids or names without a comma, {bad[0]!r} is not")
    return ",".join(channels)


def checked_seconds(field: str, value: Any) -> int:
    """Return a whole number of seconds from 60 to 31,536,000; a timedelta is converted."""
    if isinstance(value, timedelta):
        value = value.total_seconds()
        value = int(value) if value == int(value) else value
    if isinstance(value, bool) or not isinstance(value, int):
        raise _refuse(field, f"must be a whole number of seconds, not {value!r}")
    if not SHORTEST <= value <= LONGEST:
        raise _refuse(field, f"must be from {SHORTEST} to {LONGEST} seconds, not {value}")
    return value


def checked_flag(field: str, value: Any) -> bool:
    """Return True or False."""
    if not isinstance(value, bool):
        raise _refuse(field, f"must be True or False, not {value!r}")
    return value


def checked_methods(field: str, value: Any) -> str:
    """Return ``""`` (every HTTP method counts as a ping) or ``"POST"`` (only that one does)."""
    if value not in ("", "POST"):
        raise _refuse(field, f"must be '' or 'POST', not {value!r}")
    return str(value)


def checked_unique(field: str, value: Any) -> list[str]:
    """Return a list of the fields that may identify a check."""
    if not is_array(value):
        raise _refuse(field, f"must be a list of field names, not {value!r}")
    names = list(value)
    if bad := [name for name in names if name not in UNIQUE_FIELDS]:
        raise _refuse(field, f"may hold only {', '.join(UNIQUE_FIELDS)}, not {bad[0]!r}")
    return names


def checked_timezone(field: str, value: Any) -> str:
    """Return an IANA time zone name, such as ``Europe/Riga``; case matters.

    Without a complete time zone database on this machine, the server judges alone.
    """
    name = checked_text(field, value)
    if not may_be_zone(name):
        raise _refuse(field, f"must be an IANA time zone such as 'Europe/Riga', not {name!r}")
    return name


def checked_schedule(field: str, value: Any) -> str:
    """Return a cron expression (one line of five fields) or a systemd OnCalendar expression."""
    schedule = checked_name(field, value)
    if problem := schedule_problem(schedule):
        raise _refuse(field, problem)
    return schedule
