"""Lengths of time for people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from uptimekit.fleet.relative_time import length, since

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "0 s"),
        (0.9, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (119, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (3 * 3600 + 12 * 60 + 50, "3 h 12 min"),
        (86_400, "1 d"),
        (86_400 + 59 * 60, "1 d"),
        (2 * 86_400 + 4 * 3600, "2 d 4 h"),
        (400 * 86_400 + 3600, "400 d 1 h"),
    ],
)
def test_the_two_largest_units_count(seconds: float, text: str) -> None:
    """A length has at most two units, that follow each other, and no seconds from a minute on."""
    assert length(seconds) == text


def test_an_unknown_time_is_empty() -> None:
    """How long ago nothing was is no text; a known time is its distance."""
    assert since(None, NOW) == ""
    assert since(NOW - timedelta(hours=3), NOW) == "3 h"
