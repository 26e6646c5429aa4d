"""Moments and days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from uptimekit.sandbox.betterstack._times import day_end, day_start, parse_day, parse_moment, stamp


def test_stamp_is_utc_with_milliseconds() -> None:
    """Moments are written in UTC, cut to three digits of a second."""
    moment = datetime(2026, 1, 2, 3, 4, 5, 678_999, tzinfo=timezone(timedelta(hours=3)))
    assert stamp(moment) == "2026-01-02T00:04:05.678Z"


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-01-02", 0),
        ("2026-01-02T03:00:00Z", 3),
        ("2026-01-02T03:00:00+01:00", 2),
        ("2026-01-02T03:00", 3),
    ],
)
def test_parse_moment(text: str, hour: int) -> None:
    """Dates and date-times are read, as UTC where they do not say."""
    assert parse_moment(text) == datetime(2026, 1, 2, hour, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "None", "soon", "2026-13-01"])
def test_no_moment(text: str) -> None:
    """Anything else is no moment."""
    assert parse_moment(text) is None


@pytest.mark.parametrize(("text", "day"), [("2026-01-02", date(2026, 1, 2)), ("2026-1", None), ("x", None)])
def test_parse_day(text: str, day: date | None) -> None:
    """A day has a year, a month and a day."""
    assert parse_day(text) == day


def test_a_day_lasts_24_hours() -> None:
    """From midnight to midnight, UTC."""
    day = date(2026, 1, 2)
    assert day_start(day) == datetime(2026, 1, 2, tzinfo=UTC)
    assert day_end(day) - day_start(day) == timedelta(days=1)
