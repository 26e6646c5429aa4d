"""Tests of the base class of models, and of tolerant reading."""

from __future__ import annotations

import copy
import datetime
import pickle
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime import SHAPE_ERRORS, Layout, Model, OpenStrEnum, mask, parse_datetime, reread
from uptimekit._runtime.model import ExtraFields, Remainder, remainder_of_model


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
        try:
            values, new._remainder = _LAYOUT.read(data)
            new.name, kind, seen, parent, new.key = values
            new.kind = None if kind is None else Kind.of(kind)
            new.seen = None if seen is None else parse_datetime(seen)
            new.parent = None if parent is None else Check.from_dict(parent)
        except SHAPE_ERRORS:
            return reread(cls, data)
        return new


_LAYOUT = Layout(Check.__fields__.values())


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
    assert check.to_dict() == data


def test_a_request_carries_no_field_that_nobody_set() -> None:
    """to_request() leaves out undocumented fields except those that the caller has set."""
    check = Check.from_dict({"name": "a", "a": 1, "b": 2, "c": 3})
    assert check.to_request() == {"name": "a"}
    check.extra["b"] = 20
    check.extra["d"] = 4
    del check.extra["c"]
    assert check.to_request() == {"name": "a", "b": 20, "d": 4}
    assert check.to_dict() == {"name": "a", "a": 1, "b": 20, "d": 4}
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


def test_secrets_are_masked() -> None:
    """A secret field shows that it is set, and nothing more."""
    assert mask("secret") == "'***'"
    assert mask("") == "'***'"
    assert mask(None) == "None"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name": None},
        {"last-seen": None},
        {"key": None, "parent": {"key": None, "more": 1}},
        {"name": "a", "type": 5, "last-seen": "soon", "parent": "mother", "key": [1], "more": None},
        {"type": ["http"], "last-seen": ""},
        {"last-seen": 0},
        {"parent": {"last-seen": {"at": 1}}},
    ],
)
def test_the_json_form_is_what_the_server_sent(data: dict[str, Any]) -> None:
    """What was absent stays absent, null stays null, and what could not be read is there as it came."""
    check = Check.from_dict(data)
    assert check.to_dict() == data
    for twin in (copy.deepcopy(check), pickle.loads(pickle.dumps(check))):
        assert twin.to_dict() == data


def test_a_change_goes_before_what_the_server_sent() -> None:
    """An attribute that was set is written, whatever could not be read there, or was absent."""
    check = Check.from_dict({"last-seen": "soon", "parent": "mother"})
    check.seen = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
    check.parent = Check.from_dict({"name": "p"})
    check.key = "k"
    assert check.to_dict() == {
        "last-seen": "2026-11-20T00:00:00+00:00",
        "parent": {"name": "p"},
        "key": "k",
    }


def test_sending_an_object_back_erases_nothing() -> None:
    """A request has neither null for what was absent, nor for what could not be read."""
    assert Check.from_dict({"name": None}).to_request() == {}
    assert Check.from_dict({"last-seen": "soon"}).to_request() == {"last-seen": "soon"}
    assert Check.from_dict({"last-seen": None}).to_request() == {"last-seen": None}


def test_a_model_built_by_hand_writes_documented_nulls() -> None:
    """Nothing is known of an answer: None is null where the spec allows that, with or without a look at extra."""
    check = Check()
    check.name = check.kind = check.seen = check.parent = check.key = None
    assert check.to_dict() == {"last-seen": None}
    assert dict(check.extra) == {}
    assert check.to_dict() == check.to_request() == {"last-seen": None}


def test_nested_objects_keep_what_is_not_documented() -> None:
    """The JSON form has undocumented fields of inner objects, too; a request has none."""
    data = {"parent": {"name": "p", "new": [{"x": None}]}}
    assert Check.from_dict(data).to_dict() == data
    assert Check.from_dict(data).to_request() == {"parent": {"name": "p"}}


def test_objects_that_lack_the_same_share_what_is_kept() -> None:
    """Neither a complete object nor one of the usual gaps costs memory of its own."""
    layout = Layout(["a", "b", "c"])
    gap = layout.read({"a": 1})[1]
    assert layout.read({"a": 2})[1] is gap
    assert gap.absent == {"b", "c"}
    assert layout.remainder_of({"b": 2}).absent == {"a", "c"}
    assert layout.remainder_of({}).absent == {"a", "b", "c"}
    other = layout.remainder_of({"a": 1, "b": 2, "x": 3})
    assert (dict(other.extra), other.absent) == ({"x": 3}, {"c"})
    full = layout.read({"c": 1, "b": 2, "a": 3})[1]
    assert layout.read({"a": 1, "b": 2, "c": 3})[1] is layout.remainder_of({"a": 1, "b": 2, "c": 3}) is full
    assert (full.absent, dict(full.extra)) == (frozenset(), {})


@given(
    fields=st.integers(0, 7),
    objects=st.lists(st.dictionaries(st.sampled_from("abcdefgxy"), st.none() | st.integers(0, 9))),
)
def test_a_layout_reads_each_field(fields: int, objects: list[dict[str, int | None]]) -> None:
    """Whatever objects were read before: a value for each documented field, the absent ones, all the others in order."""
    wires = "abcdefg"[:fields]
    layout = Layout(wires)
    for data in objects:
        before = dict(data)
        values, rest = layout.read(data)
        assert list(values) == [data.get(wire) for wire in wires]
        assert rest.absent == {*wires} - {*data}
        assert list(rest.extra.items()) == [each for each in data.items() if each[0] not in wires]
        assert data == before


def test_a_server_cannot_grow_a_layout() -> None:
    """Of the sets of as many fields, a few are remembered, however many come."""
    wires = [f"field {number}" for number in range(50)]
    layout = Layout(wires)
    for missing in wires * 2:
        _, rest = layout.read({wire: 1 for wire in wires if wire != missing})
        assert rest.absent == {missing}
    assert len(layout._shapes[49]) < 10


def test_editing_extra_fields_does_not_touch_what_is_shared() -> None:
    """Models that share what is kept of their answers have extra fields of their own."""
    one, two = Check.from_dict({"name": "a"}), Check.from_dict({"name": "b"})
    assert remainder_of_model(one) is remainder_of_model(two)
    one.extra["x"] = 1
    assert one.to_dict() == {"name": "a", "x": 1}
    assert two.to_dict() == {"name": "b"}
    assert Remainder().extra == {}
