"""Times, days and time zones in the API's formats."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

__all__ = ["day_start", "fine_stamp", "months_between", "parse_moment", "parse_partial", "stamp", "zone_of"]

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEARS = range(1900, 3000)


def stamp(moment: datetime) -> str:
    """`2026-01-12T09:00:00Z`, as most moments are written."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def fine_stamp(moment: datetime, zone: tzinfo = UTC) -> str:
    """`2026-01-12T09:00:00.000Z`, with an offset in place of the Z where `zone` has one."""
    text = moment.astimezone(zone).isoformat(timespec="milliseconds")
    return f"{text.removesuffix('+00:00')}Z" if text.endswith("+00:00") else text


def parse_moment(text: str) -> datetime | None:
    """An ISO 8601 date or date-time in UTC, which is also what a missing zone means; None if it is neither."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year in _YEARS else None


def parse_partial(text: str, *, last: bool = False) -> date | None:
    """A `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; of the short forms the first day, or the last one."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return None
    year = int(match[1])
    month = int(match[2] or (12 if last else 1))
    try:
        final = calendar.monthrange(year, month)[1]
        return date(year, month, int(match[3] or (final if last else 1)))
    except ValueError:
        return None


def months_between(first: date, last: date) -> int:
    """How many whole calendar months lie between two days."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def day_start(day: date, zone: tzinfo = UTC) -> datetime:
    """The beginning of `day` in `zone`, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def zone_of(name: str) -> tzinfo:
    """The time zone of this name in the tz database; UTC for any other name."""
    try:
        return ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        return UTC
