"""Tests of how Python values become what is sent."""

from __future__ import annotations

import datetime
import decimal
import enum
import json
import math
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime import UNSET, Model, OpenStrEnum, body, form, headers, query
from uptimekit._runtime.encoding import encode, header_value, is_transport_header
from uptimekit._runtime.errors import InputError


class Colour(enum.Enum):
    RED = "red"


class Level(OpenStrEnum):
    HIGH = "high"


class Point(Model):
    __slots__ = ("x", "y")
    __fields__: ClassVar[Mapping[str, str]] = {"x": "x-axis", "y": "y"}
    __nullable__ = frozenset({"y"})

    def __init__(self, x: Any, y: Any) -> None:
        self.x, self.y = x, y


UTC = datetime.UTC


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        (None, None), (True, True), (0, 0), (1.5, 1.5), ("ü", "ü"), (Colour.RED, "red"), (Level("new"), "new"),
        (datetime.datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC), "2026-11-20T01:02:03+00:00"),
        (datetime.date(2026, 11, 20), "2026-11-20"), (datetime.time(9, 30), "09:30:00"),
        (uuid.UUID(int=0), "00000000-0000-0000-0000-000000000000"), (decimal.Decimal("1.10"), "1.10"),
        ([1, UNSET, (2, 3)], [1, [2, 3]]), ({"a": UNSET, "b": None, 3: Colour.RED}, {"b": None, "3": "red"}),
        (Point(1, None), {"x-axis": 1, "y": None}), ([Point(None, 2)], [{"y": 2}]),
    ],
)  # fmt: skip
def test_the_json_form(value: Any, encoded: Any) -> None:
    """Each supported type has its JSON form; unset members vanish, None becomes null."""
    assert encode(value) == encoded
    assert json.loads(json.dumps(encode(value))) == encoded


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, -math.inf, [math.nan], {"a": math.inf}, object(), b"x", 1j]
)
def test_what_json_cannot_say(value: Any) -> None:
    """NaN, infinity and types without a JSON form raise InputError."""
    with pytest.raises(InputError, match="cannot be sent as JSON"):
        encode(value)


def test_a_naive_date_time_is_refused() -> None:
    """A date-time without a time zone would be read as another moment elsewhere; the error names its field."""
    with pytest.raises(InputError, match=r"^inner: a date-time needs a time zone") as caught:
        body({"outer": {"inner": datetime.datetime(2026, 1, 1)}})
    assert caught.value.field == "inner"
    with pytest.raises(InputError, match="time zone"):
        body({"start": datetime.datetime(2026, 11, 20)})


def test_a_body_keeps_null_and_a_query_does_not() -> None:
    """None is sent as null in a body and not at all in a query, form or header; unset never is."""
    values = {"a": None, "b": UNSET, "c": 1}
    assert body(values) == {"a": None, "c": 1}
    assert query(values) == form(values) == {"c": 1}
    assert headers(values) == {"c": "1"}


def test_query_values() -> None:
    """Booleans are lower case, lists repeat, enums and dates are their text."""
    given = {"a": True, "b": [1, False, Colour.RED], "c": datetime.date(2026, 1, 2), "d": 0, "e": ""}
    assert query(given) == {"a": "true", "b": [1, "false", "red"], "c": "2026-01-02", "d": 0, "e": ""}


@given(st.text())
def test_a_header_value_is_clean_or_refused(text: str) -> None:
    """Only printable ASCII without space around it passes, unchanged; the refusal never repeats the text."""
    clean = all(0x20 <= ord(char) < 0x7F for char in text) and text == text.strip()
    if clean:
        assert header_value("X-Name", text) == text
        return
    with pytest.raises(InputError) as caught:
        header_value("X-Name", text)
    assert caught.value.field == "X-Name"
    assert str(caught.value) in {
        "the value of X-Name has a line break or control character; remove it",
        "the value of X-Name has a character outside ASCII",
        "the value of X-Name has a space at its start or end; remove it",
    }


@pytest.mark.parametrize(
    ("name", "of_it"), [("Host", True), ("TE", True), ("x-te", False), ("accept", False)]
)
def test_headers_of_the_transport(name: str, of_it: bool) -> None:
    """Headers that say how a message is sent are told from others, in any spelling."""
    assert is_transport_header(name) is of_it
