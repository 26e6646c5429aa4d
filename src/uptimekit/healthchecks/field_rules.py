"""Rules for the fields of a check, applied before anything is sent.

They refuse only what the server surely refuses (Management API, request fields), and return a value as it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from uptimekit._runtime.json_types import is_array

from .errors import InvalidRequestError
from .identifiers import checked_slug
from .schedule_syntax import schedule_problem
from .tags import each_tag
from .time_zones import may_be_zone

__all__ = ["RULES"]

Rule = Callable[[str, Any], Any]

_SECONDS: Final = range(60, 31_536_000 + 1)  # up to 365 days
_UNIQUE: Final = ("name", "slug", "tags", "timeout", "grace")


def _refuse(field: str, complaint: str) -> InvalidRequestError:
    return InvalidRequestError(f"{field} {complaint}", field=field)


def _text(field: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _refuse(field, f"must be a string, not {type(value).__name__}")
    return value


def _short(longest: int) -> Rule:
    def rule(field: str, value: Any) -> str:
        if len(_text(field, value)) > longest:
            raise _refuse(field, f"must have at most {longest} characters, this has {len(value)}")
        return str(value)

    return rule


_name: Final = _short(100)


def _slug(field: str, value: Any) -> str:
    return "" if value == "" else checked_slug(value, field)


def _tags(field: str, value: Any) -> str:
    return value if isinstance(value, str) else " ".join(each_tag(value, field))


def _channels(field: str, value: Any) -> str:
    if value == "":
        return ""
    parts: Any = value.split(",") if isinstance(value, str) else value
    if not hasattr(parts, "__iter__"):
        raise _refuse(field, f"must be a text or a list of texts, not {type(value).__name__}")
    items = [_text(field, part).strip() for part in parts]
    if "" in items:
        raise _refuse(field, "has an empty item; give ids or names separated by commas, or '*' for all")
    if bad := [item for item in items if "," in item]:
        raise _refuse(field, f"must have one id or name in each item, and {bad[0]!r} has a comma")
    return ",".join(items)


def _seconds(field: str, value: Any) -> int:
    if isinstance(value, timedelta):
        value = value.total_seconds()
        value = int(value) if value == int(value) else value
    if isinstance(value, bool) or not isinstance(value, int):
        raise _refuse(field, f"must be a whole number of seconds, not {value!r}")
    if value not in _SECONDS:
        raise _refuse(field, f"must be from {_SECONDS.start} to {_SECONDS[-1]} seconds, not {value}")
    return value


def _flag(field: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _refuse(field, f"must be True or False, not {value!r}")
    return value


def _methods(field: str, value: Any) -> str:
    if value not in ("", "POST"):
        raise _refuse(field, f"must be '' or 'POST', not {value!r}")
    return str(value)


def _unique(field: str, value: Any) -> list[str]:
    if not is_array(value):
        raise _refuse(field, f"must be a list of field names, not {value!r}")
    if bad := [name for name in value if name not in _UNIQUE]:
        raise _refuse(field, f"may hold only {', '.join(_UNIQUE)}, not {bad[0]!r}")
    return list(value)


def _time_zone(field: str, value: Any) -> str:
    if not may_be_zone(_text(field, value)):
        raise _refuse(field, f"must be an IANA time zone such as 'Europe/Riga', not {value!r}")
    return str(value)


def _schedule(field: str, value: Any) -> str:
    if problem := schedule_problem(_name(field, value)):
        raise _refuse(field, problem)
    return str(value)


RULES: Final[Mapping[str, Rule]] = {
    "name": _name,
    "slug": _slug,
    "tags": _tags,
    "desc": _text,
    "timeout": _seconds,
    "grace": _seconds,
    "schedule": _schedule,
    "tz": _time_zone,
    "manual_resume": _flag,
    "methods": _methods,
    "channels": _channels,
    "unique": _unique,
    **dict.fromkeys(("start_kw", "success_kw", "failure_kw"), _short(200)),
    **dict.fromkeys(("filter_subject", "filter_body", "filter_http_body", "filter_default_fail"), _flag),
}
"""Field -> function of its name and value."""
