"""What availability is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import attrs
import pytest

from uptimekit.fleet import Monitor, State
from uptimekit.warehouse.availability import ItemAvailability, MonthAvailability, StateTimes
from uptimekit.warehouse.months import Month

START, END = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def test_availability_is_up_of_up_and_down() -> None:
    """Degraded time is up; what was neither up nor down does not count."""
    times = StateTimes.of(
        {
            "up": 60, "degraded": 20, "down": 20, "maintenance": 1000, "paused": 1000, "unknown": 5, "pending": 6,
            "absent": 1000, "burning": 7,
        }
    )  # fmt: skip
    assert times == StateTimes(
        up=80, degraded=20, down=20, maintenance=1000, paused=1000, unknown=18, absent=1000
    )
    assert times.availability == 0.8
    assert times.total == 3118


def test_without_up_and_down_there_is_no_availability() -> None:
    """Neither all nor nothing would be true."""
    assert StateTimes(maintenance=60, paused=5).availability is None
    assert StateTimes(down=60).availability == 0


def test_a_total_is_that_of_the_times() -> None:
    """It is no mean of shares: who was watched for longer counts for more."""
    total = StateTimes(up=90, down=10) + StateTimes(up=900, degraded=1)
    assert total == StateTimes(up=990, degraded=1, down=10)
    assert total.availability == 0.99


def one(
    start: datetime = START, end: datetime = END, *, deleted: bool = False, up: float = 999, down: float = 1
) -> ItemAvailability:
    """An item."""
    item = Monitor(provider="p", account="a", id="1", name="Till", state=State.UNKNOWN)
    return ItemAvailability(
        item=item, times=StateTimes(up=up, down=down), start=start, end=end, deleted=deleted
    )


def month(*items: ItemAvailability, over: bool = True) -> MonthAvailability:
    """A month."""
    return MonthAvailability(month=Month(2026, 3), zone=UTC, start=START, end=END, over=over, items=items)


@pytest.mark.parametrize(
    ("each", "over", "missing", "complete"),
    [
        (one(), True, (), True),
        (one(start=START + DAY), True, ("begin",), False),
        (one(end=END - DAY), True, ("end",), False),
        (one(START + DAY, END - DAY), True, ("begin", "end"), False),
        (one(end=END - DAY, deleted=True), True, (), True),
        (one(end=END - DAY), False, ("end",), True),
        (one(START + DAY, END - DAY), False, ("begin", "end"), False),
    ],
)
def test_what_was_not_loaded_is_told(
    each: ItemAvailability, over: bool, missing: tuple[str, ...], complete: bool
) -> None:
    """A month that is not over lacks its end, and what is deleted has none."""
    found = month(one(), each, over=over)
    assert found.missing(each) == missing
    assert found.complete is complete


@pytest.mark.parametrize(
    ("times", "known"),
    [
        ({"unknown": 1000}, False),
        ({"unknown": 900, "absent": 100}, False),
        ({"paused": 1000}, True),
        ({"unknown": 999, "down": 1}, True),
    ],
)
def test_whether_anything_is_known(times: dict[str, float], known: bool) -> None:
    """A time without a result tells nothing; a pause is known."""
    silent = attrs.evolve(one(), times=StateTimes(unknown=1000))
    each = attrs.evolve(one(), times=StateTimes(**times))
    assert (each.known, month(silent, each).known) == (known, known)


def test_a_target_is_missed_by_a_single_item() -> None:
    """What has no availability misses none."""
    found = month(one(), one(up=1000, down=0), one(up=0, down=0))
    assert found.below(99.91)
    assert not found.below(99.9)
