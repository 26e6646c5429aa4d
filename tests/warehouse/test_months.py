"""Months and their borders."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from uptimekit.warehouse.months import Month, months

RIGA = ZoneInfo("Europe/Riga")


def test_a_month_begins_and_ends_at_midnight_of_its_zone() -> None:
    """March 2026 has an hour less in Riga, where clocks were put forward, and begins two hours earlier than in UTC."""
    start, end = Month(2026, 3).borders(RIGA)
    assert (start, end) == (datetime(2026, 2, 28, 22, tzinfo=UTC), datetime(2026, 3, 31, 21, tzinfo=UTC))
    assert end - start == timedelta(days=31) - timedelta(hours=1)
    start, end = Month(2026, 12).borders(UTC)
    assert (start, end) == (datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("moment", "zone", "month"),
    [
        (datetime(2026, 3, 31, 21, 30, tzinfo=UTC), UTC, "2026-02"),
        (datetime(2026, 3, 31, 21, 30, tzinfo=UTC), RIGA, "2026-03"),
        (datetime(2026, 1, 1, tzinfo=UTC), UTC, "2025-12"),
    ],
)
def test_the_month_before_is_the_last_that_is_over(moment: datetime, zone: ZoneInfo, month: str) -> None:
    """In Riga it is April already."""
    assert str(Month.before(moment, zone)) == month


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-3", "26-03", "2026-03-01", "March", "", "0000-01", "٢٠٢٦-03"]
)
def test_another_text_is_no_month(text: str) -> None:
    """The error says how a month is written."""
    with pytest.raises(ValueError, match="such as 2026-10"):
        Month.parse(text)
    assert Month.parse("2026-03") == Month(2026, 3)


def test_a_month_has_its_days() -> None:
    """Of every length."""
    month = Month.of(date(2028, 2, 29))
    assert (str(month), month.first, month.last) == ("2028-02", date(2028, 2, 1), date(2028, 2, 29))


def test_months_are_those_that_days_lie_in() -> None:
    """Both ends belong to them, over the border of a year."""
    assert [*map(str, months(date(2026, 11, 30), date(2027, 1, 1)))] == ["2026-11", "2026-12", "2027-01"]
    assert [*map(str, months(date(2026, 11, 30), date(2026, 11, 30)))] == ["2026-11"]
    assert [*months(date(2026, 12, 1), date(2026, 11, 29))] == []
