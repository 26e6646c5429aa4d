"""Types of arguments and options."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import click
import pytest

from uptimekit.cli.parameter_types import Duration, Integer, JsonValue, Number, Time

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
AGO = Time(ago=True, now=lambda: NOW)


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (Integer(), "90", 90),
        (Integer(), "-5", -5),
        (Number(), "0.5", 0.5),
        (Number(), "12345678901234567890", 12345678901234567890),
        (Duration(), "90s", 90),
        (Duration(), "5m", 300),
        (Duration(), "1h30m", 5400),
        (Duration(), "250ms", 0.25),
        (Duration(), "1w2d", 9 * 86_400),
        (Duration(), "1.5", 1.5),
        (Time(), "2026-03-01T09:30:00Z", datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
        (Time(), "2026-03-01T09:30+01:00", datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))),
        (Time(), "2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        (AGO, "2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        (AGO, "24h", NOW - timedelta(days=1)),
        (AGO, "now", NOW),
        (JsonValue(), '{"a": [1, null]}', {"a": [1, None]}),
    ],
)
def test_values(type_: click.ParamType[Any], text: str, value: object) -> None:
    """Each type reads what it documents."""
    assert type_.convert(text, None, None) == value
    assert type(type_.convert(text, None, None)) is type(value) or isinstance(type_, Duration)


@pytest.mark.parametrize(
    ("type_", "text", "said"),
    [
        (Integer(), "1_000", "is no integer"),
        (Integer(), "\u0663", "is no integer"),
        (Integer(), " 5", "is no integer"),
        (Integer(), "5.0", "is no integer"),
        (Integer(), "9" * 5000, "is no integer"),
        (Integer(1), "0", "0 is less than 1"),
        (Integer(1, 10), "11", "11 is more than 10"),
        (Number(), "nan", "is no number"),
        (Number(), "1e999", "is no number"),
        (Number(), "1_0.5", "is no number"),
        (Duration(), "5 minutes", "such as 90s, 5m or 1h30m"),
        (Duration(), "-5m", "such as 90s"),
        (Duration(), "m5", "such as 90s"),
        (Duration(), "", "such as 90s"),
        (Duration(maximum=60), "5m", "300.0 s is more than 60 s"),
        (Duration(), "9" * 400, "too long"),
        (Time(), "2026-03-01T09:30:00", "has no time zone"),
        (Time(), "yesterday", "is no time"),
        (Time(), "24h", "is no time"),
        (AGO, "yesterday", "or how long ago, such as 24h"),
        (AGO, "99999999d", "too long ago"),
        (JsonValue(), "{a: 1}", "is no JSON"),
        (JsonValue(), "NaN", "is no JSON"),
        (JsonValue(), '{"a": 1, "b": {"c": 1, "d": 2, "c": 3}}', "is no JSON: an object has 'c' twice"),
        (JsonValue(), "[" * 100_000, "is no JSON"),
    ],
)
def test_what_is_refused(type_: click.ParamType[Any], text: str, said: str) -> None:
    """What is no value of a type is refused with a line that says how it is written."""
    with pytest.raises(click.BadParameter, match=said) as caught:
        type_.convert(text, None, None)
    assert len(caught.value.message) < 200
