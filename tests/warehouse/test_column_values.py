"""Values of columns: what fits is kept exactly, what does not is left out."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from uptimekit.warehouse.column_values import READERS, json_text
from uptimekit.warehouse.feed import ColumnType

RIGA = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("type_", "value", "kept"),
    [
        ("text", "Rīga", "Rīga"),
        ("text", "a\x00b", "a\ufffdb"),
        ("text", "\ud800", "?"),
        ("text", 5, "5"),
        ("text", ["a"], '["a"]'),
        ("bigint", 2**63 - 1, 2**63 - 1),
        ("bigint", 2**63, None),
        ("bigint", 3.0, 3),
        ("bigint", 3.5, None),
        ("bigint", "17", 17),
        ("bigint", "many", None),
        ("bigint", float("inf"), None),
        ("double", 99, 99.0),
        ("double", "99.5", 99.5),
        ("double", [], None),
        ("double", float("inf"), None),
        ("double", "nan", None),
        ("bool", False, False),
        ("bool", "yes", None),
        ("timestamp", "2026-03-01T10:00:00+02:00", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("timestamp", datetime(2026, 3, 1, 10, tzinfo=RIGA), datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("timestamp", datetime(2026, 3, 1, 10), datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("timestamp", "0001-01-01T00:00:00+02:00", None),
        ("timestamp", "soon", None),
        ("date", "2026-03-01", date(2026, 3, 1)),
        ("date", datetime(2026, 3, 1, 10), date(2026, 3, 1)),
        ("date", "March", None),
        ("date", 5, None),
    ],
)
def test_values(type_: ColumnType, value: Any, kept: Any) -> None:
    """Each type keeps what it can hold, times in UTC, and has nothing for anything else."""
    assert READERS[type_](value) == kept


def test_json_hides_secrets_at_any_depth() -> None:
    """Members that are secrets are gone from a JSON value, wherever they stand."""
    value = {"headers": [{"name": "X-Key", "value": "s3cret"}], "value": "s3cret", "kept": {"a": 1}}

    assert json.loads(json_text(value, frozenset({"value"}))) == {
        "headers": [{"name": "X-Key"}],
        "kept": {"a": 1},
    }


def test_json_has_no_number_that_is_none() -> None:
    """A number beyond a double is read as infinite, which neither JSON nor a database knows."""
    value = {"size": float("inf"), "sizes": [1, float("-inf"), float("nan")], "secret": 1}

    assert json.loads(json_text(value, frozenset({"secret"}))) == {"size": None, "sizes": [1, None, None]}
    assert json_text(float("inf")) == "null"


@pytest.mark.parametrize("odd", ["\x00", "\ud800", {"\x00": ["\ud800"]}])
def test_json_that_databases_take(odd: Any) -> None:
    """Null characters and halves of surrogate pairs, which PostgreSQL refuses in JSON, are replaced."""
    text = json_text(odd)

    assert "\\u0000" not in text
    text.encode()
