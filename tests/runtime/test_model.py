"""Tests of the base class of models, and of tolerant reading."""

from __future__ import annotations

import copy
import datetime
import pickle
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import pytest

from uptimekit._runtime import (
    Model,
    OpenStrEnum,
    items_of,
    mask,
    parse_date,
    parse_datetime,
    tagged,
    union,
    unknown_fields,
    unwrap,
)
from uptimekit._runtime.model import ExtraFields, ShapeError

UTC = datetime.UTC


class Kind(OpenStrEnum):
    HTTP = "http"


class Check(Model):
    """What the generator makes of a small schema, written out."""

    __slots__ = ("key", "kind", "name", "parent", "seen")
    __fields__: ClassVar[Mapping[str, str]] = {
        "name": "name", "kind": "type", "seen": "last-seen", "parent": "parent", "key": "key",
    }  # fmt: skip
    __nullable__: ClassVar[frozenset[str]] = frozenset({"seen"})
    name: str | None
    kind: Kind | None
    seen: datetime.datetime | None
    parent: Check | None
    key: str | None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        new = cls()
        kind, seen, parent = data.get("type"), data.get("last-seen"), data.get("parent")
        new.name = data.get("name")
        new.kind = None if kind is None else Kind(kind)
        new.seen = None if seen is None else parse_datetime(seen)
        new.parent = None if parent is None else Check.from_dict(parent)
        new.key = data.get("key")
        new._extra = unknown_fields(data, frozenset(cls.__fields__.values()))
        return new


def test_case_44_a_response_is_read_tolerantly() -> None:
    """An unknown enum value, an extra field, a missing field, null and a number for text all build the model."""
    data = {"name": 17, "type": "carrier-pigeon", "new-field": [1], "parent": None}
    check = Check.from_dict(data)
    assert (check.name, check.kind, check.seen, check.parent, check.key) == (
        17,
        "carrier-pigeon",
        None,
        None,
        None,
    )
    assert check.extra["new-field"] == [1]
    assert check.to_dict() == {"name": 17, "type": "carrier-pigeon", "last-seen": None, "new-field": [1]}


def test_a_request_carries_no_field_that_nobody_set() -> None:
    """to_request() leaves out undocumented fields except those that the caller has set."""
    check = Check.from_dict({"name": "a", "a": 1, "b": 2, "c": 3})
    assert check.to_request() == {"name": "a", "last-seen": None}
    check.extra["b"] = 20
    check.extra["d"] = 4
    del check.extra["c"]
    assert check.to_request() == {"name": "a", "last-seen": None, "b": 20, "d": 4}
    assert check.to_dict() == {"name": "a", "last-seen": None, "a": 1, "b": 20, "d": 4}
    del check.extra["d"]
    assert "d" not in check.to_request()


def test_extra_fields_are_a_mapping_of_their_own() -> None:
    """Editing the extra fields changes neither the source nor another model; repr shows names only."""
    source = {"x": 1}
    one, two = Check.from_dict(source), Check.from_dict(source)
    one.extra.update(x=2, y=3)
    assert (dict(one.extra), dict(two.extra), source) == ({"x": 2, "y": 3}, {"x": 1}, {"x": 1})
    assert len(one.extra) == 2
    assert one.extra.pop("y") == 3
    assert repr(ExtraFields({"b": "secret", "a": 1})) == "ExtraFields(['a', 'b'])"
    with pytest.raises(KeyError):
        del one.extra["nothing"]


def test_a_model_without_extras_shares_nothing() -> None:
    """Models without extra fields can be edited apart."""
    one, two = Check.from_dict({}), Check.from_dict({})
    one.extra["x"] = 1
    assert dict(two.extra) == {}
    assert dict(Check().extra) == {}


def test_models_copy_and_pickle() -> None:
    """A model copies and pickles with its fields and extra fields, edits included."""
    check = Check.from_dict(
        {"name": "a", "type": "new", "last-seen": "2026-11-20T01:02:03Z", "key": "k", "x": 1}
    )
    check.parent = None
    check.extra["y"] = 2
    for twin in (copy.deepcopy(check), pickle.loads(pickle.dumps(check))):
        assert twin.to_dict() == check.to_dict()
        assert twin.to_request() == check.to_request()
        assert twin.kind == "new"


def test_the_base_class_reads_nothing() -> None:
    """Model itself cannot read JSON and says so."""
    with pytest.raises(TypeError, match="not a generated model"):
        Model.from_dict({})


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-11-20T01:02:03Z", datetime.datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)),
        ("2026-11-20T01:02:03.5+00:00", datetime.datetime(2026, 11, 20, 1, 2, 3, 500_000, tzinfo=UTC)),
        ("2026-11-20T03:02:03+02:00", datetime.datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)),
        ("2026-11-20T01:02:03", datetime.datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)),
        ("2026-11-20 01:02:03 UTC", datetime.datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)),
        ("2026-11-20", datetime.datetime(2026, 11, 20, tzinfo=UTC)),
        (0, datetime.datetime(1970, 1, 1, tzinfo=UTC)),
        (1.5, datetime.datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC)),
        ("", None),
    ],
)
def test_date_times_are_read_with_a_zone(value: Any, moment: datetime.datetime | None) -> None:
    """Every documented form reads as an aware moment, without a zone as UTC; "" reads as absent."""
    found = parse_datetime(value)
    assert found == moment
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    "value",
    ["soon", "2026-13-01", "x UTC", [], {}, True, None, 1e300, 10**30, -(10**30), float("nan"), float("inf")],
)
def test_what_is_no_date_time_is_a_value_error(value: Any) -> None:
    """Any other value raises ValueError, never OverflowError or OSError."""
    with pytest.raises(ValueError):  # noqa: PT011  (any text will do)
        parse_datetime(value)


def test_dates() -> None:
    """A date is read from a date or the date part of a date-time; empty reads as absent."""
    assert parse_date("2026-11-20") == parse_date("2026-11-20T23:00:00Z") == datetime.date(2026, 11, 20)
    assert parse_date("") is None
    assert parse_date(None) is None
    with pytest.raises(ValueError, match="isoformat"):
        parse_date("tomorrow")


def test_unwrapping() -> None:
    """A payload is found at its dotted path, falsy values too; a missing one raises and names the path."""
    assert unwrap({"a": {"b": 0}}, "a.b") == 0
    assert unwrap([1], "") == [1]
    for body in ({}, {"a": None}, {"a": []}, {"a": {"b": None}}, [], None):
        with pytest.raises(ShapeError, match=r"a\.b"):
            unwrap(body, "a.b")


def test_items() -> None:
    """A list is found at its path, empty too; anything else raises."""
    assert items_of({"a": []}, "a") == []
    assert items_of([1], "") == [1]
    for body in ({"a": {}}, {"a": "x"}, {}, {"a": None}):
        with pytest.raises(ShapeError):
            items_of(body, "a")
    with pytest.raises(ShapeError, match="the answer is not a list"):
        items_of({}, "")


def test_unions_take_what_fits_and_keep_the_rest() -> None:
    """A tagged object reads by its tag, a union by the first reader that takes it; the rest stays as it came."""
    check = tagged({"type": "http", "name": "a"}, "type", {"http": Check})
    assert isinstance(check, Check)
    for odd in ({"type": "new"}, {}, None, "x", []):
        assert tagged(odd, "type", {"http": Check}) is odd
    assert union("5", int, str) == 5
    assert union("x", int) == "x"
    assert union(None, int, Check.from_dict) is None


def test_secrets_are_masked() -> None:
    """A secret field shows that it is set, and nothing more."""
    assert mask("secret") == "'***'"
    assert mask("") == "'***'"
    assert mask(None) == "None"


def test_only_unknown_fields_are_kept() -> None:
    """unknown_fields() returns what is not documented, and nothing new if all is."""
    assert unknown_fields({"a": 1, "b": 2}, frozenset({"a"})) == {"b": 2}
    assert unknown_fields({"a": 1}, frozenset({"a", "b"})) == {}
