"""The weekly maintenance window of a monitor, as its attributes set it."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from uptimekit.fleet.maintenance_windows import maintenance_windows

MONDAY = datetime(2026, 3, 23, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 3, 30, tzinfo=UTC)


def windows(start: datetime = MONDAY, until: datetime = NEXT_MONDAY, **attributes: Any) -> list[str]:
    """The windows between two times, in UTC, as ``day hour:minute-day hour:minute``."""
    given = {
        "maintenance_days": ["mon"],
        "maintenance_from": "02:00:00",
        "maintenance_to": "03:30:00",
        "maintenance_timezone": "UTC",
        **attributes,
    }
    found = maintenance_windows(SimpleNamespace(**given), start, until)
    return [f"{each.start:%d %H:%M}-{each.end:%d %H:%M}" for each in found]


def test_a_window_is_on_its_days() -> None:
    """Days of the week are those in the time zone of the window."""
    assert windows(maintenance_days=["mon", "thu"]) == ["23 02:00-23 03:30", "26 02:00-26 03:30"]
    assert windows(maintenance_timezone="Tokyo") == ["29 17:00-29 18:30"]


def test_a_window_over_midnight_ends_on_the_next_day() -> None:
    """It belongs to the day on which it begins."""
    night = {"maintenance_from": "23:00:00", "maintenance_to": "01:00:00"}
    assert windows(maintenance_days=["sun", "wed"], **night) == [
        "23 00:00-23 01:00",  # which began on the Sunday before
        "25 23:00-26 01:00",
        "29 23:00-30 00:00",
    ]


def test_a_window_keeps_the_time_of_the_clock_where_clocks_change() -> None:
    """In Riga clocks were put forward on 29 March 2026."""
    assert windows(
        maintenance_days=["sat", "sun"], maintenance_to="05:00:00", maintenance_timezone="Riga"
    ) == [
        "28 00:00-28 03:00",
        "29 00:00-29 02:00",  # the hour from 3 to 4 was left out
    ]


@pytest.mark.parametrize(
    "attributes",
    [
        {"maintenance_days": []},
        {"maintenance_days": None},
        {"maintenance_from": None},
        {"maintenance_to": "late"},
        {"maintenance_to": "02:00:00"},
        {"maintenance_timezone": "Atlantis"},
    ],
)
def test_what_is_not_known_is_no_window(attributes: dict[str, Any]) -> None:
    """A guess would hide an outage."""
    assert windows(**attributes) == []
