"""Points of metrics are checked and put into requests of a decent size."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from uptimekit import InputError
from uptimekit.statuspage._metric_points import BATCH, batches, timestamp_of

MOMENT = datetime(2026, 1, 12, 9, tzinfo=UTC)
SECONDS = 1_768_208_400


@pytest.mark.parametrize(
    "moment",
    [MOMENT, MOMENT.astimezone(timezone(timedelta(hours=-5))), SECONDS, float(SECONDS), SECONDS + 0.9],
)
def test_times(moment: Any) -> None:
    """A time of any zone, and seconds, broken ones too, become whole seconds."""
    assert timestamp_of(moment) == SECONDS
    assert type(timestamp_of(moment)) is int


@pytest.mark.parametrize(
    ("moment", "message"),
    [
        (MOMENT.replace(tzinfo=None), "timestamp needs a time zone"),
        ("2026-01-12", "timestamp must be a datetime"),
        (None, "timestamp must be a datetime"),
        (True, "timestamp must be a datetime"),
        (float("nan"), "timestamp must be a datetime"),
        (float("inf"), "timestamp must be a datetime"),
        (10**400, "timestamp must be a datetime"),
        (SECONDS * 1000, "timestamp is in milliseconds; divide it by 1000"),
    ],
)
def test_what_is_no_time(moment: Any, message: str) -> None:
    """Anything else raises InputError."""
    with pytest.raises(InputError, match=message) as caught:
        timestamp_of(moment)
    assert caught.value.field == "timestamp"


def test_points() -> None:
    """Pairs and mappings are points, in the order in which they came."""
    given: list[Any] = [(MOMENT, 1), [SECONDS, 2.5], {"timestamp": MOMENT, "value": -3}]
    assert batches(iter(given)) == [
        [
            {"timestamp": SECONDS, "value": 1},
            {"timestamp": SECONDS, "value": 2.5},
            {"timestamp": SECONDS, "value": -3},
        ]
    ]


@pytest.mark.parametrize(
    ("point", "field"),
    [
        (5, "points"),
        ((1, 2, 3), "points"),
        (None, "points"),
        ((SECONDS, "1"), "value"),
        ((SECONDS, None), "value"),
        ((SECONDS, True), "value"),
        ((SECONDS, float("nan")), "value"),
        ((SECONDS, 10**400), "value"),
        ({"timestamp": SECONDS}, "value"),
        ({"value": 1}, "timestamp"),
    ],
)
def test_what_is_no_point(point: Any, field: str) -> None:
    """Anything else raises InputError that names what is wrong with it."""
    with pytest.raises(InputError) as caught:
        batches([point])
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, []), (1, [1]), (BATCH, [BATCH]), (2 * BATCH + 1, [BATCH, BATCH, 1])]
)
def test_requests_of_a_decent_size(count: int, sizes: list[int]) -> None:
    """No request has more points than a batch, and none is empty."""
    made = batches((SECONDS + number, number) for number in range(count))
    assert [len(each) for each in made] == sizes
    assert [point["value"] for each in made for point in each] == list(range(count))
