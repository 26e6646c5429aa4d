"""Tests of open enums."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

from uptimekit._runtime import ListedFields, OpenStrEnum
from uptimekit._runtime.encoding import encode


class Status(OpenStrEnum):
    """Two known values."""

    UP = "up"
    DOWN = "down"


def test_known_values_are_the_members() -> None:
    """A known value is its member."""
    assert Status("up") is Status.UP
    assert Status.UP.is_known
    assert repr(Status.UP) == "<Status.UP: 'up'>"
    assert list(Status) == [Status.UP, Status.DOWN]


def test_an_unknown_value_survives() -> None:
    """An unknown value keeps its text through comparing, hashing, printing, JSON, copies and pickles."""
    new = Status("paused")
    assert isinstance(new, Status)
    assert not new.is_known
    assert new == "paused" == new.value == str(new) == f"{new}"
    assert new == Status("paused")
    assert new != Status.UP
    assert {new: 1}["paused"] == 1
    assert json.dumps([new]) == '["paused"]'
    for twin in (copy.copy(new), copy.deepcopy(new), pickle.loads(pickle.dumps(new))):
        assert (twin, type(twin), twin.value, twin.is_known) == (new, Status, "paused", False)
    assert "paused" in repr(new)


def test_unknown_values_do_not_grow_the_class() -> None:
    """What a server sends is not remembered by the class."""
    before = len(Status._value2member_map_)
    for number in range(100):
        Status(f"new-{number}")
    assert (len(Status), len(Status._value2member_map_)) == (2, before)


@pytest.mark.parametrize(("value", "text"), [(5, "5"), (1.5, "1.5"), (True, "true")])
def test_a_number_is_its_text_and_goes_back_as_a_number(value: Any, text: str) -> None:
    """An enum that is a number compares and prints as its JSON text, and keeps what it was."""
    new = Status(value)
    assert (new, str(new), new.is_known) == (text, text, False)
    for twin in (new, copy.deepcopy(new), pickle.loads(pickle.dumps(new))):
        assert (twin, type(twin.value), twin.value, twin.is_known) == (text, type(value), value, False)
    assert encode(new) is value
    assert repr(new) == f"<Status.UNKNOWN: {value!r}>"


def test_unknown_values_of_fields_become_members() -> None:
    """A text that its enum does not list becomes a member of it, also in a list; all else is left as it is."""
    values = {
        "one": "up",
        "two": "new",
        "three": ["up", "new", 5],
        "four": ["down", {}],
        "five": None,
        "six": {"a": 1},
    }
    found = ListedFields(dict.fromkeys([*values, "seven"], Status)).unknown(values)
    assert found == {"two": "new", "three": ["up", "new", 5], "four": ["down", {}]}
    assert isinstance(found["two"], Status)
    assert [type(each) for each in found["three"]] == [str, Status, int]
    assert values["three"] == ["up", "new", 5]


def test_only_text_is_taken_for_granted() -> None:
    """of() reads text, known or not, and leaves a number to the slow reader."""
    assert Status.of("up") is Status.UP
    assert Status.of("paused") == "paused"
    for value in (5, True, None, ["up"]):
        with pytest.raises(ValueError, match="Status is text"):
            Status.of(value)


@pytest.mark.parametrize("value", [None, ["up"], b"up"])
def test_what_has_no_text_is_refused(value: object) -> None:
    """Only text, a number or a boolean can be an unknown value."""
    with pytest.raises(ValueError, match="is not a valid"):
        Status(value)
