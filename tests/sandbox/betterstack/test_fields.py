"""Reading the fields of a body."""

from __future__ import annotations

import pytest

from uptimekit.sandbox.betterstack import _fields as f
from uptimekit.sandbox.betterstack._http import InvalidError


@pytest.mark.parametrize(
    ("field", "sent", "kept"),
    [
        (f.text("x"), "a", "a"),
        (f.text("x"), 7, "7"),
        (f.text("x", nullable=True), None, None),
        (f.flag("x"), True, True),
        (f.flag("x"), "false", False),
        (f.number("x"), 7, 7),
        (f.number("x"), "-7", -7),
        (f.choice("x", ("a", "b")), "b", "b"),
        (f.clock_time("x"), "01:00", "01:00:00"),
        (f.clock_time("x"), "23:59:59", "23:59:59"),
        (f.moment("x"), "2026-01-02", "2026-01-02T00:00:00.000Z"),
        (f.moment("x"), "2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05.000Z"),
        (f.texts("x"), ["a", 1], ["a", "1"]),
        (f.numbers("x"), [1, "2"], [1, 2]),
        (f.objects("x"), [{"a": 1}], [{"a": 1}]),
        (f.open_object("x"), {"a": None}, {"a": None}),
        (f.whatever("x"), [1, "a"], [1, "a"]),
    ],
)
def test_accepted(field: f.Field, sent: object, kept: object) -> None:
    """Values of the type, and of a neighbouring one, are kept in the type of the table."""
    assert f.read_fields([field], {"x": sent}, creating=False) == {"x": kept}


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        (f.text("x"), None),
        (f.text("x"), True),
        (f.text("x"), ["a"]),
        (f.text("x", required=True), ""),
        (f.flag("x"), 1),
        (f.number("x"), "seven"),
        (f.number("x"), 7.5),
        (f.number("x"), True),
        (f.number("x", 8), 7),
        (f.number("x", high=6), 7),
        (f.choice("x", ("a", "b")), "c"),
        (f.choice("x", (1, 2)), True),
        (f.clock_time("x"), "24:00"),
        (f.clock_time("x"), 1),
        (f.moment("x"), "soon"),
        (f.texts("x"), "a"),
        (f.texts("x", ("a",)), ["a", "b"]),
        (f.objects("x"), ["a"]),
        (f.open_object("x"), []),
    ],
)
def test_refused(field: f.Field, sent: object) -> None:
    """Anything else is a complaint about that field."""
    with pytest.raises(InvalidError) as refused:
        f.read_fields([field], {"x": sent}, creating=False)
    assert list(refused.value.complaints) == ["x"]


def test_all_complaints_come_together() -> None:
    """One answer tells everything that is wrong."""
    with pytest.raises(InvalidError) as refused:
        f.read_fields(
            [f.number("a"), f.text("b", required=True), f.flag("c")], {"a": "x", "c": True}, creating=True
        )
    assert set(refused.value.complaints) == {"a", "b"}


@pytest.mark.parametrize(
    ("mode", "on_create", "on_update"),
    [
        (f.Mode.BOTH, True, True),
        (f.Mode.WRITE, True, True),
        (f.Mode.CREATE, True, False),
        (f.Mode.READ, False, False),
    ],
)
def test_modes(mode: f.Mode, on_create: bool, on_update: bool) -> None:
    """What a body may not set, and what the table does not list, is ignored."""
    for creating, expected in ((True, on_create), (False, on_update)):
        found = f.read_fields([f.text("x", mode=mode)], {"x": "a", "y": 1}, creating=creating)
        assert found == ({"x": "a"} if expected else {})


def test_required_fields_may_be_left_out_of_updates() -> None:
    """An update need not repeat what a create must have."""
    assert f.read_fields([f.text("x", required=True)], {}, creating=False) == {}
