"""Tests of what generated readers are made of."""

from __future__ import annotations

import datetime
import logging
import weakref
from types import MappingProxyType
from typing import Any

import pytest

from uptimekit._runtime import (
    fitting,
    items_of,
    list_of,
    map_of,
    parse_date,
    parse_datetime,
    tagged,
    unchanged,
    union,
)
from uptimekit._runtime.reading import (
    ShapeError,
    any_datetime,
    json_name,
    object_of,
    part_of,
    place_of,
    read_within,
    unwrap,
    warn_once,
    wrong_type,
)
from uptimekit._runtime.unset import UNSET

from .test_model import Check

UTC = datetime.UTC


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-11-20T01:02:03Z", datetime.datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)),
        ("2026-11-20T01:02:03.5+00:00", datetime.datetime(2026, 11, 20, 1, 2, 3, 500_000, tzinfo=UTC)),
        ("2026-11-20T03:02:03+02:00", datetime.datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)),
        ("2026-11-20T01:02:03", datetime.datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)),
        ("2026-11-20 01:02:03 UTC", datetime.datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)),
        ("2026-11-20", datetime.datetime(2026, 11, 20, tzinfo=UTC)),
    ],
)
def test_date_times_are_read_with_a_zone(value: Any, moment: datetime.datetime) -> None:
    """Every documented form reads as an aware moment, without a zone as UTC."""
    found = parse_datetime(value)
    assert found == moment == any_datetime(value)
    assert found.tzinfo is not None


NO_MOMENTS = ["soon", "2026-13-01", "x UTC", "", [], {}, True, None]


@pytest.mark.parametrize("value", [*NO_MOMENTS, 0, 1.5])
def test_what_is_no_text_of_a_date_time_is_refused(value: Any) -> None:
    """Any other value raises one of the errors that lead to the slow reader."""
    with pytest.raises((ValueError, TypeError)):
        parse_datetime(value)


@pytest.mark.parametrize("value", [*NO_MOMENTS, 1e300, 10**30, -(10**30), float("nan"), float("inf")])
def test_what_is_no_moment_at_all(value: Any) -> None:
    """A value that is neither a date-time nor seconds is None, never an OverflowError or OSError."""
    assert any_datetime(value) is None


def test_seconds_are_a_moment_where_nothing_better_comes() -> None:
    """A number is read as seconds since the epoch."""
    assert any_datetime(0) == datetime.datetime(1970, 1, 1, tzinfo=UTC)
    assert any_datetime(1.5) == datetime.datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC)


def test_dates() -> None:
    """A date is read from a date, and from nothing else."""
    assert parse_date("2026-11-20") == datetime.date(2026, 11, 20)
    for value in ("2026-11-20T23:00:00Z", "", None, 5, "tomorrow"):
        with pytest.raises((ValueError, TypeError)):
            parse_date(value)


def test_unwrapping() -> None:
    """A payload is found at its dotted path, falsy values too."""
    assert unwrap({"a": {"b": 0}}, "a.b") == 0
    assert unwrap([1], "") == [1]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "a is missing"),
        ({"a": None}, "a is null"),
        ({"a": []}, "a is a list, not an object"),
        ({"a": {"b": None}}, "a.b is null"),
        ({"a": {}}, "a.b is missing"),
        ([], "the answer is a list, not an object"),
        ("x", "the answer is text, not an object"),
        (None, "the answer is null, not an object"),
    ],
)
def test_a_payload_that_is_not_there_is_named(body: Any, says: str) -> None:
    """The error says where the way to the payload ended, and at what."""
    with pytest.raises(ShapeError) as caught:
        unwrap(body, "a.b")
    assert str(caught.value) == says


def test_items() -> None:
    """A list is one, empty too; anything else raises."""
    assert (items_of([]), items_of([1])) == ([], [1])
    for value, name in (({}, "an object"), ("x", "text"), (None, "null")):
        with pytest.raises(ShapeError, match=f"^the answer is {name}, not a list$"):
            items_of(value)


def test_an_object_that_nothing_names_is_read_as_what_it_fits() -> None:
    """A reader of one of several kinds refuses what lacks a required field or has another constant."""
    read = fitting(Check, ("name",), (("version", 1), ("new", True)))
    for good in ({"name": None}, {"name": "a", "version": 1}, {"name": "a", "version": 1.0, "new": True}):
        assert isinstance(union(good, read), Check)
    for odd in (
        {},
        {"version": 1},
        {"name": "a", "version": 2},
        {"name": "a", "version": True},
        {"name": "a", "new": 1},
        "name",
        None,
    ):
        assert union(odd, read) is odd
    assert isinstance(tagged({"type": "new", "name": "a"}, "type", {}, read), Check)


def test_an_object_is_told_by_the_kinds_of_its_fields() -> None:
    """Of two objects with the same fields, that one is read whose values are of its kinds; null is of any."""

    class Flag(Check):
        """Another kind of object."""

    number = fitting(Check, ("name",), (), (("name", ("float", "int")),))
    flag = fitting(Flag, ("name",), (), (("name", ("bool",)),))
    for value, kind in ((1, Check), (1.5, Check), (True, Flag), (None, Check)):
        assert type(union({"name": value}, number, flag)) is kind
    assert union({"name": "a"}, number, flag) == {"name": "a"}


def test_unions_take_what_fits_and_keep_the_rest() -> None:
    """A tagged object reads by its tag, a union by the first reader that takes it; the rest stays as it came."""
    check = tagged({"type": "http", "name": "a"}, "type", {"http": Check})
    assert isinstance(check, Check)
    for odd in ({"type": "new"}, {}, None, "x", []):
        assert tagged(odd, "type", {"http": Check}) is odd
    assert union("5", int, str) == 5
    assert union("x", int) == "x"
    assert union("x", int, str.upper) == "X"
    assert union(None, int, Check.from_dict) is None


@pytest.fixture(autouse=True)
def _nothing_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests were told once is told again."""
    monkeypatch.setattr("uptimekit._runtime.reading._told", set())


def test_an_object_is_read_as_it_is() -> None:
    """An object comes back itself; the error of anything else knows what it is in the document, and an empty reading."""
    given: dict[str, Any] = {"a": 1}
    assert object_of(given) is given
    with pytest.raises(ShapeError) as caught:
        object_of([])
    assert caught.value.subject == ""
    with pytest.raises(ShapeError) as caught:
        object_of([], "Monitor")
    assert (str(caught.value), caught.value.subject, caught.value.reading) == (
        "the answer is a list, not an object",
        "Monitor",
        {},
    )


def test_an_object_within_another(caplog: pytest.LogCaptureFixture) -> None:
    """A field that is an object is that object; one that is missing or null is empty, anything else is told as well."""
    attributes = {"url": "x"}
    assert part_of({"attributes": attributes}, "attributes", "Monitor") is attributes
    assert (
        part_of({}, "attributes", "Monitor") == part_of({"attributes": None}, "attributes", "Monitor") == {}
    )
    assert caplog.records == []
    assert part_of({"attributes": "x"}, "attributes", "Monitor") == {}
    assert [record.getMessage() for record in caplog.records] == [
        "Monitor.attributes is text, not an object; the rest of the answer is read"
    ]
    assert part_of(["x"], "attributes", "Monitor") == {}
    assert caplog.messages[-1] == "Monitor is a list, not an object; the rest of the answer is read"


# ---------------------------------------------------------------------- lists and maps


def test_one_odd_item_does_not_fail_a_list(caplog: pytest.LogCaptureFixture) -> None:
    """An item that is no object reads as a model without fields, in its place; the log says so once."""
    read = list_of(Check.from_dict)
    checks = read([{"name": "a"}, "secret", {"name": "c"}, "secret", None])
    assert [check.name for check in checks] == ["a", None, "c", None, None]
    assert all(isinstance(check, Check) for check in checks)
    told = [record.getMessage() for record in caplog.records]
    assert told == [
        "Check is text, not an object; the rest of the answer is read",
        "Check is null, not an object; the rest of the answer is read",
    ]


@pytest.mark.parametrize(("value", "name"), [("x", "text"), ({}, "an object"), (None, "null")])
def test_what_is_no_list(value: Any, name: str) -> None:
    """Anything but a list is named, and can be read as an empty one."""
    with pytest.raises(ShapeError, match=f"^the answer is {name}, not a list$") as caught:
        list_of(unchanged)(value)
    assert caught.value.reading == []


def test_a_list_of_something_else_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    """If no item is of the documented kind, the first is named, and nothing is told but the error."""
    with pytest.raises(ShapeError) as caught:
        list_of(Check.from_dict)(["secret", 5])
    assert (str(caught.value), caught.value.place) == ("[0] is text, not an object", "[0]")
    assert caplog.records == []


def test_nulls_are_no_other_kind() -> None:
    """A list or map of nulls is one of nothing, and not of something else."""
    assert [check.name for check in list_of(Check.from_dict)([None])] == [None]
    assert map_of(list_of(unchanged))({"a": None, "b": [1]}) == {"a": [], "b": [1]}
    assert map_of(list_of(unchanged))({"a": None}) == {"a": []}


def test_maps_are_read_as_lists_are() -> None:
    """The values of a map are read one by one, under their keys."""
    read = map_of(Check.from_dict)
    found = read({"a": {"name": "x"}, "b": 5})
    assert (found["a"].name, found["b"].name, list(found)) == ("x", None, ["a", "b"])
    with pytest.raises(ShapeError, match=r"^\* is a number, not an object$"):
        read({"key": 5})  # the key may be a secret
    for other, name in (([], "a list"), ("x", "text"), (None, "null")):
        with pytest.raises(ShapeError, match=f"^the answer is {name}, not an object$") as caught:
            read(other)
        assert caught.value.reading == {}


def test_a_map_is_left_as_it_is() -> None:
    """Any mapping can be read, and none is changed."""
    given = MappingProxyType({"a": {"name": "x"}})
    assert map_of(Check.from_dict)(given)["a"].name == "x"
    assert given == {"a": {"name": "x"}}


def test_an_item_without_a_reading_stays_as_it_came() -> None:
    """Where the reader has nothing to offer, the value is kept."""
    assert list_of(int)(["5", "x"]) == [5, "x"]

    def even(item: int) -> int:
        if item % 2:
            raise ShapeError("", "is odd")
        return item

    assert list_of(even)([2, 3]) == [2, 3]
    with pytest.raises(ShapeError, match=r"\[0\] is text, not as documented"):
        list_of(int)(["x"])


def test_each_item_is_read_once() -> None:
    """An odd item does not make the reader look at the others again."""
    seen: list[Any] = []

    def read(item: Any) -> Any:
        seen.append(item)
        return Check.from_dict(item)

    list_of(read)([{"name": "a"}, 5, {}])
    assert seen == [{"name": "a"}, 5, {}]


def test_the_json_of_an_item_is_freed_once_it_was_read() -> None:
    """A long list never is in memory twice, as JSON and as models."""

    class Item(dict[str, Any]):
        """An object that can be referred to weakly."""

    items = [Item(name=str(number)) for number in range(5)]
    alive = [weakref.ref(item) for item in items]
    left = list[int]()

    def read(item: Any) -> Check:
        left.append(sum(each() is not None for each in alive))
        return Check.from_dict(item)

    assert [check.name for check in list_of(read)(items)] == ["0", "1", "2", "3", "4"]
    assert left[-1] <= 2  # perhaps with the one before


def test_places_are_told_from_the_outside() -> None:
    """A place is a path as a programmer writes it."""
    assert place_of("data", "[3]", "attributes", "", "at") == "data[3].attributes.at"
    with pytest.raises(ShapeError) as caught:
        read_within("a.b", list_of(list_of(Check.from_dict)), {"a": {"b": [["x"]]}})
    assert str(caught.value) == "a.b[0][0] is text, not an object"


def test_what_an_error_of_shape_knows() -> None:
    """Nothing but its text, unless it is told more; seen from around it has the place and reading of there."""
    for error in (ShapeError("", "is odd"), wrong_type(1, "text"), ShapeError("", "is odd").within("")):
        assert (error.place, error.reading, error.subject) == ("", UNSET, "")
    assert str(wrong_type(UNSET, "text")) == "the answer is missing"
    inner = wrong_type([], "an object", {}, "Monitor")
    outer = inner.within("[2]", [inner.reading])
    assert (str(inner), inner.reading, inner.subject) == (
        "the answer is a list, not an object",
        {},
        "Monitor",
    )
    assert (str(outer), outer.reading, outer.subject) == ("[2] is a list, not an object", [{}], "Monitor")
    assert inner.within("[2]").reading is UNSET


def test_values_have_their_names_of_json() -> None:
    """Errors call a value what JSON calls it."""
    values = [None, True, 1, 1.5, "", [], {}, UNSET]
    names = ["null", "a boolean", "a number", "a number", "text", "a list", "an object", "missing"]
    assert [json_name(value) for value in values] == names
    assert json_name(b"") == "a bytes"


def test_a_field_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    """The same problem of the same field is one warning in a process, another problem is another."""
    for problem in ("is text", "is text", "is null"):
        warn_once("Check.name", problem)
    assert [(record.name, record.levelno) for record in caplog.records] == [
        ("uptimekit", logging.WARNING)
    ] * 2
    warn_once("", "is text")
    assert caplog.messages[-1] == "an item of an answer is text; the rest of the answer is read"
