"""Times and days in the API's formats."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

__all__ = ["day_end", "day_start", "parse_day", "parse_moment", "stamp"]


def stamp(moment: datetime) -> str:
    """`2020-02-18T13:38:16.586Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def parse_moment(text: str) -> datetime | None:
    """An ISO 8601 date or date-time as an aware datetime, UTC where no zone is given; None if it is neither."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_day(text: str) -> date | None:
    """A `YYYY-MM-DD`; None for anything else."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def day_start(day: date) -> datetime:
    """00:00 UTC of `day`."""
    return datetime.combine(day, time(), UTC)


def day_end(day: date) -> datetime:
    """00:00 UTC of the day after `day`."""
    return day_start(day) + timedelta(days=1)
