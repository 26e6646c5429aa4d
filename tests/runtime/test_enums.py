"""Tests of open enums."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from uptimekit._runtime import OpenStrEnum


class Status(OpenStrEnum):
    """Two known values."""

    UP = "up"
    DOWN = "down"


def test_known_values_are_the_members() -> None:
    """A known value is its member."""
    assert Status("up") is Status.UP
    assert Status.UP.is_known
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


@pytest.mark.parametrize("value", [None, 5, 1.5, ["up"], b"up"])
def test_what_is_no_string_is_refused(value: object) -> None:
    """Only a string can be an unknown value."""
    with pytest.raises(ValueError, match="is not a valid"):
        Status(value)
