"""Queries of the calls about checks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from uptimekit import InputError
from uptimekit.healthchecks.check_queries import flip_window, tag_filter, with_slug


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (0, 0),
        (datetime(2026, 1, 12, 9, tzinfo=UTC), 1_768_208_400),
        (datetime(2026, 1, 12, 11, tzinfo=timezone(timedelta(hours=2))), 1_768_208_400),
        (datetime(2026, 1, 12, 9, 0, 0, 1, tzinfo=UTC), 1_768_208_401),
    ],
)
@pytest.mark.parametrize("field", ["start", "end"])
def test_flip_window(field: str, moment: Any, expected: int) -> None:
    """Datetimes become whole timestamps, rounded up: flips have whole seconds, and a window begins inclusive."""
    window = {"start": None, "end": None, field: moment}
    assert flip_window(None, **window) == {field: expected}
    assert flip_window(5, None, None) == {"seconds": 5}
    assert flip_window(0, 0, 0) == {"seconds": 0, "start": 0, "end": 0}


@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        ({"name": "Nightly Backup!"}, "nightly-backup"),
        ({"name": "Nightly Backup", "slug": ""}, ""),
        ({"name": "Nightly Backup", "slug": "own"}, "own"),
        ({"name": "Nightly Backup", "unique": ["name"]}, None),
        ({"name": "x" * 100}, "x" * 100),
        ({"name": "ﬃ" * 34}, None),
        ({"name": "夜"}, None),
        ({}, None),
    ],
)
def test_with_slug(fields: Any, slug: str | None) -> None:
    """A new check gets the slug of its name, but not in an upsert, and none that the server refuses as too long."""
    assert with_slug(fields, "v3").get("slug") == slug
    assert with_slug(fields, "v1") == with_slug(fields, "v2") == fields


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 1, 12),
        date(2026, 1, 12),
        1.5,
        "now",
        -1,
        True,
        1_768_208_400_000,
        datetime(2400, 1, 1, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("field", ["start", "end"])
def test_flip_window_refuses(field: str, moment: Any) -> None:
    """A datetime without a zone, milliseconds, and what is no moment at all are refused under the argument's name."""
    window = {"start": None, "end": None, field: moment}
    with pytest.raises(InputError, match=f"^{field} must be") as caught:
        flip_window(None, **window)
    assert caught.value.field == field


@pytest.mark.parametrize("value", [-1, 31_536_001, 1.5, "60", True, timedelta(hours=1)])
def test_seconds_out_of_bounds(value: Any) -> None:
    """What the server would refuse without a word is refused with the bounds."""
    with pytest.raises(InputError, match=r"^seconds must be a whole number from 0 to 31536000") as caught:
        flip_window(value, None, None)
    assert caught.value.field == "seconds"
    assert flip_window(31_536_000, None, 10_000_000_000) == {"seconds": 31_536_000, "end": 10_000_000_000}


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (None, []),
        ("a", ["a"]),
        (["a", "b"], ["a", "b"]),
        (("a",), ["a"]),
        ([], []),
        ("", []),
        (" a  b,c ", ["a", "b,c"]),
    ],
)
def test_tag_filter(tags: Any, expected: list[str]) -> None:
    """A string is tags with spaces between them, as in a check."""
    assert tag_filter(tags) == expected
