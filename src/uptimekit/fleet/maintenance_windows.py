"""The weekly maintenance window of a monitor or heartbeat of Better Stack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from uptimekit._runtime.json_types import is_list

from .history import StateSpan
from .item_fields import text
from .rails_time_zones import time_zone
from .vocabulary import State

__all__ = ["maintenance_windows"]

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY: Final = timedelta(days=1)


def maintenance_windows(watched: Any, start: datetime, until: datetime) -> Iterator[StateSpan]:
    """Yield the windows between two times, as the attributes of *watched* set them now.

    A window that ends before it begins ends on the next day.  There is none without a beginning, an end, days and a time
    zone that are known.
    """
    begin, end = _clock_time(watched.maintenance_from), _clock_time(watched.maintenance_to)
    zone = time_zone(text(watched.maintenance_timezone) or "UTC")
    listed = watched.maintenance_days
    days = {text(day).lower() for day in listed} if is_list(listed) else set[str]()
    if begin is None or end is None or begin == end or zone is None or not days:
        return
    day = start.astimezone(zone).date() - _DAY
    while (opens := datetime.combine(day, begin, zone).astimezone(UTC)) < until:
        if _DAYS[day.weekday()] in days:
            last = day if begin < end else day + _DAY
            first_moment, last_moment = max(opens, start), min(datetime.combine(last, end, zone), until)
            if first_moment < last_moment:
                yield StateSpan(first_moment, last_moment.astimezone(UTC), State.MAINTENANCE)
        day += _DAY


def _clock_time(value: object) -> time | None:
    """Return the time of day that *value* says; None for any other value."""
    try:
        return time.fromisoformat(text(value)).replace(tzinfo=None)
    except ValueError:
        return None
