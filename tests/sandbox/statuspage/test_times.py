"""Moments and days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from uptimekit.sandbox.statuspage import _times as times

_MOMENT = datetime(2026, 7, 1, 12, 0, 0, 123_456, tzinfo=UTC)


def test_stamps() -> None:
    """Most moments have seconds, finer ones milliseconds and the offset of a zone that has one."""
    assert times.stamp(_MOMENT.astimezone(timezone(timedelta(hours=2)))) == "2026-07-01T12:00:00Z"
    assert times.fine_stamp(_MOMENT) == "2026-07-01T12:00:00.123Z"
    assert times.fine_stamp(_MOMENT, times.zone_of("Europe/Berlin")) == "2026-07-01T14:00:00.123+02:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-12T10:00:00+01:00", datetime(2026, 1, 12, 9, tzinfo=UTC)),
        ("2026-01-12", datetime(2026, 1, 12, tzinfo=UTC)),
        ("2026-01-12T09:00:00Z", datetime(2026, 1, 12, 9, tzinfo=UTC)),
        ("", None),
        ("soon", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("1799-01-01", None),
    ],
)
def test_moments(text: str, expected: datetime | None) -> None:
    """A missing zone is UTC; what cannot be reckoned with is no moment."""
    assert times.parse_moment(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-10", date(2024, 2, 10), date(2024, 2, 10)),
        ("2024-13", None, None),
        ("2024-02-30", None, None),
        ("0000", None, None),
        ("24", None, None),
        ("2024-2", None, None),
        ("", None, None),
    ],
)
def test_partial_days(text: str, first: date | None, last: date | None) -> None:
    """A year or month stands for its first or last day."""
    assert times.parse_partial(text) == first
    assert times.parse_partial(text, last=True) == last


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 1), date(2026, 6, 30), 5),
        (date(2026, 1, 1), date(2026, 7, 1), 6),
        (date(2025, 11, 15), date(2026, 1, 14), 1),
    ],
)
def test_months_between(first: date, last: date, months: int) -> None:
    """Only whole months count."""
    assert times.months_between(first, last) == months


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../etc", "a" * 5000, "\ud800", "Europe", "\0"])
def test_unknown_zones_are_utc(name: str) -> None:
    """What the tz database does not know is UTC."""
    assert times.zone_of(name) is UTC


def test_day_start() -> None:
    """A day begins at midnight of its zone."""
    begun = times.day_start(date(2026, 7, 1), times.zone_of("Europe/Berlin"))
    assert begun == datetime(2026, 6, 30, 22, tzinfo=UTC)
