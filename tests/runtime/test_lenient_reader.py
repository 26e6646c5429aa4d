"""Tests of the slow reader."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

import pytest

from uptimekit._runtime import Model, OpenStrEnum, reread, tagged
from uptimekit._runtime.lenient_reader import fits
from uptimekit._runtime.model import remainder_of_model
from uptimekit._runtime.reading import ShapeError

UTC = datetime.UTC


class Colour(OpenStrEnum):
    RED = "red"


class _Reread(Model):
    """A model that knows no fast way."""

    __slots__ = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        return reread(cls, data)


class Lamp(_Reread):
    __slots__ = ("kind", "watts")
    __fields__: ClassVar[Mapping[str, str]] = {"watts": "watts", "kind": "type"}
    watts: float
    kind: str | None


class Tower(_Reread):
    __slots__ = (
        "built",
        "colours",
        "days",
        "lamp",
        "lamps",
        "level",
        "name",
        "rooms",
        "seen",
        "signal",
        "spare",
    )
    __fields__: ClassVar[Mapping[str, str]] = {name: name for name in __slots__} | {"name": "towerName"}
    __tagged__: ClassVar[Mapping[str, Callable[[Any], Any]]] = {
        "signal": lambda value: tagged(value, "type", {"lamp": Lamp}),
    }
    name: str
    built: datetime.date | None
    seen: datetime.datetime | None
    colours: list[Colour]
    days: dict[str, datetime.datetime] | None
    lamp: Lamp
    spare: Lamp | None
    lamps: list[Lamp] | None
    rooms: dict[str, list[Lamp]] | None
    signal: list[Lamp | dict[str, Any]] | None
    level: int | list[Lamp] | None


class Beacon(_Reread):
    __slots__ = ("tower",)
    __fields__: ClassVar[Mapping[str, str]] = {"tower": "tower"}
    tower: Tower


class Signal(_Reread):
    __slots__ = ("one",)
    __fields__: ClassVar[Mapping[str, str]] = {"one": "one"}
    __tagged__: ClassVar[Mapping[str, Callable[[Any], Any]]] = {
        "one": lambda value: tagged(value, "type", {"beacon": Beacon}),
    }
    one: Beacon | dict[str, Any] | None


WHOLE: dict[str, Any] = {"towerName": "North", "colours": [], "lamp": {"watts": 1}}


@pytest.fixture(autouse=True)
def _nothing_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests were told once is told again."""
    monkeypatch.setattr("uptimekit._runtime.reading._told", set())


def test_every_type_is_read_as_documented(caplog: pytest.LogCaptureFixture) -> None:
    """The slow reader reads what fits as the fast one does, and has nothing to tell of it."""
    data = {
        **WHOLE,
        "built": "2026-11-20",
        "seen": "2026-11-20T10:00:00+00:00",
        "colours": ["red", "mauve"],
        "days": {"first": "2026-11-21T00:00:00+00:00"},
        "spare": None,
        "lamps": [{"watts": 2, "volts": 230}],
        "rooms": {"a": [{"watts": 3}]},
        "signal": [{"type": "lamp", "watts": 4}, {"type": "horn"}],
        "level": [{"watts": 5}],
    }
    tower = Tower.from_dict(data)
    assert tower.built == datetime.date(2026, 11, 20)
    assert tower.seen == datetime.datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert tower.colours == [Colour.RED, "mauve"]
    assert tower.days == {"first": datetime.datetime(2026, 11, 21, tzinfo=UTC)}
    assert (tower.lamp.watts, tower.spare) == (1, None)
    assert tower.lamps is not None
    assert dict(tower.lamps[0].extra) == {"volts": 230}
    assert tower.rooms is not None
    assert tower.rooms["a"][0].watts == 3
    assert tower.signal is not None
    assert isinstance(tower.signal[0], Lamp)
    assert tower.signal[1] == {"type": "horn"}
    assert isinstance(tower.level, list)
    assert isinstance(tower.level[0], Lamp)
    assert tower.to_dict() == data
    assert caplog.records == []


def test_a_field_that_is_always_null_is_kept_as_it_came() -> None:
    """A field of type null is read beside an odd one, and keeps what the server sends there nevertheless."""

    class Nothing(_Reread):
        __slots__ = ("nothing", "watts")
        __fields__: ClassVar[Mapping[str, str]] = {"nothing": "nothing", "watts": "watts"}
        nothing: None
        watts: list[float]

    for value in (None, 5):
        made = Nothing.from_dict({"nothing": value, "watts": [1, "odd"]})
        assert (made.nothing, made.to_dict()["nothing"]) == (value, value)


@pytest.mark.parametrize(
    ("field", "value", "reading", "problem"),
    [
        ("built", "soon", None, "is text, not a date"),
        ("built", "2026-11-20T23:00:00Z", datetime.date(2026, 11, 20), "is text, not a date"),
        ("seen", "soon", None, "is text, not a date-time"),
        ("seen", 5, datetime.datetime(1970, 1, 1, 0, 0, 5, tzinfo=UTC), "is a number, not a date-time"),
        ("seen", [], None, "is a list, not a date-time"),
        ("colours", ["red", 5], ["red", "5"], "is a number, not text"),
        ("colours", ["red", {}], ["red", None], "is an object, not text"),
        ("days", {"a": "soon"}, {"a": None}, "is text, not a date-time"),
        ("days", "soon", None, "is text, not an object"),
        ("spare", 5, None, "is a number, not an object"),
        ("lamps", {}, None, "is an object, not a list"),
        ("rooms", {"a": None}, {"a": []}, "is null, not a list"),
        ("signal", {}, None, "is an object, not a list"),
    ],
)
def test_an_odd_value_reads_as_what_it_is_or_none(
    field: str, value: Any, reading: Any, problem: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Each type has its reading of what it is not; the log names the field once, and the value never."""
    for _ in range(2):
        tower = Tower.from_dict({**WHOLE, field: value})
        assert getattr(tower, field) == reading
        assert tower.to_dict() == {**WHOLE, field: value}
    told = [record.getMessage() for record in caplog.records]
    assert told == [f"Tower.{field} {problem}; the rest of the answer is read"]


def test_a_value_of_several_types_stays_as_it_came() -> None:
    """What fits none of the types of a union is kept, as the fast reader does."""
    for odd in ("x", [5], {"a": 1}, True):
        assert Tower.from_dict({**WHOLE, "level": odd}).level == odd


def test_a_tagged_object_that_lacks_something_is_read_as_far_as_it_goes() -> None:
    """A member of a union that its tag names keeps its class, whatever it lacks."""

    data = {"one": {"type": "beacon", "tower": None, "more": 1}}
    signal = Signal.from_dict(data)
    assert isinstance(signal.one, Beacon)
    assert signal.to_dict() == data


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"lamp": None}, "lamp is null, not an object"),
        ({"lamp": 5}, "lamp is a number, not an object"),
        ({"colours": "red"}, "colours is text, not a list"),
        ({"colours": None}, "colours is null, not a list"),
    ],
)
def test_what_must_be_there_makes_the_object(change: dict[str, Any], says: str) -> None:
    """Without an object or list that is required, the object is another; what could be read is in the error."""
    data = {**WHOLE, **change}
    with pytest.raises(ShapeError) as caught:
        Tower.from_dict(data)
    assert str(caught.value) == says
    tower = caught.value.reading
    assert (tower.name, tower.to_dict()) == ("North", data)
    assert (type(tower.lamp), type(tower.colours)) == (Lamp, list)


def test_a_missing_part_is_named_by_its_place_and_stays_missing() -> None:
    """The path leads to the innermost object that lacks something."""
    data = {"towerName": "North", "colours": []}
    with pytest.raises(ShapeError, match=r"^lamp is missing$") as caught:
        Tower.from_dict(data)
    tower = caught.value.reading
    assert tower.to_dict() == data
    assert (tower.lamp.watts, tower.lamp.to_dict()) == (None, {})


class Node(_Reread):
    __slots__ = ("above", "name")
    __fields__: ClassVar[Mapping[str, str]] = {"above": "above", "name": "name"}
    above: Node
    name: str | None


def test_a_chain_of_required_objects_has_an_end() -> None:
    """No answer can have what requires one of its own kind, as documents of trees say; it ends with an empty one."""
    data = {"name": "leaf", "above": {"name": "root", "above": None}}
    node = Node.from_dict(data)
    assert (node.above.name, node.above.above.name) == ("root", None)
    assert node.to_dict() == data
    with pytest.raises(ShapeError, match=r"^the answer is text, not an object$"):
        Node.from_dict("text")  # type: ignore[arg-type]


def test_an_object_that_is_none_has_no_fields() -> None:
    """Its reading has None for every field, and empty ones where the type has no None, to the bottom."""
    with pytest.raises(ShapeError, match=r"^the answer is text, not an object$") as caught:
        Tower.from_dict("text")  # type: ignore[arg-type]
    tower = caught.value.reading
    assert (tower.name, tower.seen, tower.colours, tower.lamp.watts) == (None, None, [], None)
    assert tower.to_dict() == {}
    assert "" in remainder_of_model(tower).odd


def test_inside_of_a_list_nothing_is_an_error() -> None:
    """An item that lacks what it must have is read as far as it goes, and so is an item that is none."""
    data = {**WHOLE, "lamps": [{"watts": 1}, "x", None], "rooms": {"a": ["y"], "b": "z"}}
    tower = Tower.from_dict(data)
    assert tower.lamps is not None
    assert [lamp.watts for lamp in tower.lamps] == [1, None, None]
    assert tower.rooms is not None
    assert [lamp.watts for lamp in tower.rooms["a"]] == [None]
    assert tower.rooms["b"] == []
    assert tower.to_dict() == data


@pytest.mark.parametrize(
    ("hint", "fitting", "other"),
    [
        (str, ["", Colour.RED], [5, True, None, []]),
        (int, [5, 5.0], [5.5, True, "5"]),
        (float, [5, 5.5], [True, "5"]),
        (bool, [True], [1, 0, "true"]),
        (str | None, [None, ""], [5]),
        (int | str, [5, ""], [None, 1.5]),
        (list[str], [[], ["a"]], [["a", 5], "a", {}]),
        (dict[str, int], [{}, {"a": 1}], [{"a": "1"}, []]),
        (dict[str, Any] | None, [{}, {"a": None}, None], [[], "x"]),
        (list[str | None], [[None, "a"]], [[5]]),
        (Any, [None, 5, {}], []),
        (datetime.datetime, [datetime.datetime(2026, 1, 1, tzinfo=UTC)], ["2026-01-01", datetime.date(2026, 1, 1)]),
        (Lamp | None, [Lamp(), None], [{}, "x"]),
    ],
)  # fmt: skip
def test_whether_a_value_fits(hint: Any, fitting: list[Any], other: list[Any]) -> None:
    """A whole number is one however it is written, a boolean is no number, and containers are looked into."""
    assert [fits(hint, value) for value in fitting] == [True] * len(fitting)
    assert [fits(hint, value) for value in other] == [False] * len(other)
