"""Tests of measurements over time, in every form in which they may come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from uptimekit._runtime.errors import DecodingError
from uptimekit.uptimehunt.series import Point, Series, read_series

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)
EXPECTED = (Point(NOON, 245.5), Point(LATER, None))
TEXTS = [
    {"timestamp": "2026-01-12T12:05:00Z", "response_time": None},
    {"timestamp": "2026-01-12T12:00:00Z", "response_time": 245.5},
]


@pytest.mark.parametrize(
    "answer",
    [
        TEXTS,
        {"points": TEXTS, "period": "24h"},
        {"data": [{"time": NOON.timestamp(), "value": 245.5}, {"time": LATER.timestamp(), "value": None}]},
        {"series": [["2026-01-12T13:00:00+01:00", 245.5], ["2026-01-12T12:05:00", None]]},
    ],
)
def test_every_likely_form_is_read(answer: Any) -> None:
    """Points come as objects or pairs, bare or in an object, in any order; they are aware and in order here."""
    series = read_series(answer, ("response_time",), "ms")
    assert series == Series(EXPECTED, "ms")
    assert all(point.at.tzinfo is not None for point in series)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        7,
        "a",
        {},
        {"points": 7},
        [7],
        [[1]],
        [{"value": 1}],
        [{"timestamp": "soon", "value": 1}],
        [{"timestamp": True, "value": 1}],
        [{"timestamp": "2026-01-12T12:00:00Z", "value": "fast"}],
        [None, None],
        [[0, 10**400]],
    ],
)
def test_anything_else_is_an_error(answer: Any) -> None:
    """An answer of another form is no empty series: that would look like a service nobody watches."""
    with pytest.raises(DecodingError):
        read_series(answer, ("response_time",), "ms")


@pytest.fixture(autouse=True)
def _nothing_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests were told once is told again."""
    monkeypatch.setattr("uptimekit._runtime.reading._told", set())


def test_one_odd_measurement_does_not_fail_the_others(caplog: pytest.LogCaptureFixture) -> None:
    """A value that is no number is a gap, a point without a time is left out; the log says so, without the value."""
    odd = [
        {"timestamp": "soon, s3cret", "value": 1},
        {"timestamp": LATER.timestamp(), "value": "s3cret"},
        None,
        {"timestamp": NOON.timestamp(), "value": 245.5},
    ]
    assert read_series(odd, (), "ms") == Series(EXPECTED, "ms")
    told = [record.getMessage() for record in caplog.records]
    assert told == [
        "a measurement has no time; the rest of the answer is read",
        "a measurement has no value that is a number; the rest of the answer is read",
        "a measurement has no time and value; the rest of the answer is read",
    ]


def test_a_series_is_a_sequence_with_a_summary() -> None:
    """It has a length, slices, and a summary that leaves gaps out."""
    series = Series((*EXPECTED, Point(LATER, 54.5)), "ms")
    assert (len(series), series[0], list(series[1:])) == (3, EXPECTED[0], [EXPECTED[1], Point(LATER, 54.5)])
    assert (series.mean, series.lowest, series.highest) == (150.0, 54.5, 245.5)
    empty = Series((), "%")
    assert (empty.mean, empty.lowest, empty.highest, empty.values) == (None, None, None, [])
