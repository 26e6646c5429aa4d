"""What stands above and beside the figures of a month."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from uptimekit.cli.availability_output import show_availability
from uptimekit.fleet import Monitor, State
from uptimekit.warehouse.availability import ItemAvailability, MonthAvailability, StateTimes
from uptimekit.warehouse.months import Month


def month(times: StateTimes, zone: str = "UTC") -> MonthAvailability:
    """March, of which ten days were loaded on the twentieth."""
    item = Monitor(provider="p", account="a", id="1", name="=Till|", state=State.UNKNOWN)
    each = ItemAvailability(item=item, times=times, start=day(1), end=day(10))
    return MonthAvailability(
        month=Month(2026, 3), zone=ZoneInfo(zone), start=day(1), end=day(31), over=False, items=(each,)
    )


def day(number: int) -> datetime:
    """A day of March, in UTC."""
    return datetime(2026, 3, number, tzinfo=UTC)


def test_a_month_that_is_not_over_says_how_far_it_counts() -> None:
    """In the zone of the table; a single item is its own total."""
    out = io.StringIO()
    show_availability(month(StateTimes(up=60), "Europe/Riga"), "markdown", out)
    title, _, _, _, row, *_ = out.getvalue().splitlines()
    assert title == "## Availability in 2026-03 (Europe/Riga), which is not over: until 2026-03-10 02:00"
    assert row == "| =Till\\| | a | 100.000 % | 0:01:00 |  |  |  |  |  |  |"
    assert "total" not in out.getvalue()


@pytest.mark.parametrize(
    ("times", "shown"),
    [
        (StateTimes(up=999_999, down=1), "99.999 %"),
        (StateTimes(up=9_999_999, down=1), "99.999 %"),  # rounded down: only what never failed has 100
        (StateTimes(up=1), "100.000 %"),
        (StateTimes(down=1), "0.000 %"),
        (StateTimes(paused=1), "-"),
        (StateTimes(up=999, down=1), "99.900 %"),
    ],
)
def test_per_cents_are_rounded_down(times: StateTimes, shown: str) -> None:
    """A target that was missed never looks as if it had been reached."""
    out = io.StringIO()
    show_availability(month(times), "table", out)
    assert shown in out.getvalue().splitlines()[2]


def test_csv_is_safe_to_open() -> None:
    """A spreadsheet takes no name for a formula, and what is not known is empty."""
    out = io.StringIO()
    show_availability(month(StateTimes(paused=1.0)), "csv", out)
    _, row, total = out.getvalue().splitlines()
    assert (
        row
        == "monitor,'=Till|,a,p,1,,0.0,0.0,0.0,0.0,1.0,0.0,0.0,2026-03-01T00:00:00Z,2026-03-10T00:00:00Z,false,false"
    )
    assert total == "total,,,,,,0.0,0.0,0.0,0.0,1.0,0.0,0.0,,,,"
