"""Tests of the check of arguments of which the spec lists the values."""

from __future__ import annotations

import enum
from typing import Any, ClassVar

import pytest
from attrs import define

from uptimekit import InputError
from uptimekit._runtime import UNSET, Model, OpenStrEnum, documented


class Status(OpenStrEnum):
    """Three known values."""

    UP = "up"
    MAJOR_OUTAGE = "major_outage"
    BLANK = ""


class Phase(OpenStrEnum):
    """Values of something else."""

    UP = "up"
    OVER = "over"


class Plain(enum.Enum):
    """An enum of the caller's."""

    UP = "up"
    DOWN = 0


@define
class Thing(Model):
    """An object of an answer, with a field that Python calls otherwise."""

    __fields__: ClassVar = {"type_": "type"}
    type_: Status | str


ALL = "'up', 'major_outage', ''"


@pytest.mark.parametrize(
    "value", ["up", "", Status.UP, Status("new"), Phase.UP, Plain.UP, None, UNSET], ids=repr
)
def test_a_documented_value_passes_as_it_is(value: Any) -> None:
    """A listed text, a member that the spec knows or not, null and nothing are sent."""
    assert documented("status", value, Status) is value


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("major_outtage", "did you mean 'major_outage'?"),
        ("Major Outage", "did you mean 'major_outage'?"),
        ("UP", "did you mean 'up'?"),
        ("postponed", "to send a newer value, pass Status(...)"),
        (Phase.OVER, "to send a newer value, pass Status(...)"),
        (Plain.DOWN, "this is of type int"),
        (3, "this is of type int"),
        (["up"], "this is of type list"),
    ],
    ids=repr,
)
def test_any_other_value_is_refused_with_the_list_and_the_nearest(value: Any, hint: str) -> None:
    """The message lists the values, suggests one that is spelt alike, and never repeats what was given."""
    with pytest.raises(InputError) as caught:
        documented("status", value, Status)
    assert str(caught.value) == f"status must be one of {ALL}; {hint}"
    assert caught.value.field == "status"


def test_items_and_fields_are_named_by_their_place() -> None:
    """A value in a list or an object is refused with the place of it, and the argument is the field of the error."""
    steps = {"type": Status, "days": [Phase], "inner": {"*": Status}}
    documented(
        "steps", [{"type": "up", "days": ("up",), "inner": {"a": ""}, "else": "x"}, Thing("up")], [steps]
    )
    for wrong, place in [
        ({"type": "x"}, "steps[1].type"),
        ({"days": ["up", "x"]}, "steps[1].days[1]"),
        ({"inner": {"API": "x"}}, "steps[1].inner['API']"),
        (Thing("x"), "steps[1].type"),
    ]:
        with pytest.raises(InputError) as caught:
            documented("steps", [{}, wrong], [steps])
        assert str(caught.value).startswith(f"{place} must be one of ")
        assert caught.value.field == "steps"


def test_a_text_is_no_list() -> None:
    """A text where a list is expected is refused: its letters are no values."""
    with pytest.raises(InputError, match=r"^days must be a list, not a text$"):
        documented("days", "up", [Status])


def test_what_has_another_shape_is_left_to_the_server() -> None:
    """A number for a list or an object is not what this looks at."""
    assert documented("days", 3, [Status]) == 3
    assert documented("step", 3, {"type": Status}) == 3


def test_a_long_list_is_counted() -> None:
    """Nobody reads fifty values: the message says how many there are, and still suggests one."""
    zones = OpenStrEnum("Zone", {f"Z{number}": f"zone-{number}" for number in range(50)})  # type: ignore[misc]
    with pytest.raises(InputError, match=r"^zone must be one of 50 values; did you mean 'zone-7'\?$"):
        documented("zone", "zome-7", zones)


def test_a_new_value_of_an_answer_may_be_of_another_enum() -> None:
    """The argument to which it is sent again need not have the enum of the field in which it came."""
    new = Phase("brand_new")
    assert documented("status", new, Status) is new
    assert documented("list", [new], [Status]) == [new]
    with pytest.raises(InputError, match=r"^status must be one of"):
        documented("status", Phase.OVER, Status)
