"""Cron and OnCalendar schedules: recognition, validation, and the next event."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from oncalendar import OnCalendar, OnCalendarError

from uptimekit.sandbox.healthchecks._model import Kind

__all__ = ["guess_kind", "is_valid_schedule", "next_event"]

# A schedule must fire at least once after this moment to be accepted.
_PROBE_START = datetime(2000, 1, 1, tzinfo=UTC)


def guess_kind(schedule: str) -> Kind:
    """Five fields without a line feed between them are cron; anything else is read as OnCalendar."""
    is_cron = "\n" not in schedule.strip() and len(schedule.split()) == 5
    return Kind.CRON if is_cron else Kind.ONCALENDAR


def is_valid_schedule(schedule: str) -> bool:
    """Whether the schedule parses and has an event after the year 2000 began."""
    kind = guess_kind(schedule)
    try:
        if kind is Kind.CRON and _has_no_month(CronSim(schedule, _PROBE_START)):
            return False
        return next_event(kind, schedule, _PROBE_START, "UTC") is not None
    except (CronSimError, OnCalendarError, OSError):  # OSError: a zone name that is a folder ("America")
        return False


def _has_no_month(cron: CronSim) -> bool:
    """Whether no month is long enough for the days, as in `0 0 30 2 MON`.

    The server pins cronsim 2.7, which refuses these. From 2.8 on cronsim takes them if a weekday is given too.
    """
    return min(cron.days) > max(monthrange(_PROBE_START.year, month)[1] for month in cron.months)


# Every request asks for the next event of every scheduled check that is up.
@lru_cache(maxsize=4096)
def next_event(kind: Kind, schedule: str, after: datetime, tz: str) -> datetime | None:
    """The first event later than `after`, in UTC; None if there is none (an OnCalendar date in the past)."""
    local = after.astimezone(ZoneInfo(tz))
    events = CronSim(schedule, local) if kind is Kind.CRON else OnCalendar(schedule, local)
    try:
        return next(events).astimezone(UTC)
    except (StopIteration, OverflowError):
        return None
