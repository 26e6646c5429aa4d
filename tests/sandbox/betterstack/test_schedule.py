"""Events and rotations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from uptimekit.sandbox.betterstack._schedule import Event, Rotation, Schedule

_START = datetime(2026, 1, 12, tzinfo=UTC)


def _event(number: int, first: float, last: float, *users: str, override: bool = False) -> Event:
    start, end = (_START + timedelta(hours=hours) for hours in (first, last))
    return Event(id=number, users=list(users), starts_at=start, ends_at=end, override=override)


@pytest.mark.parametrize(
    ("hour", "users"), [(-1, []), (0, ["a"]), (2, ["a", "b"]), (4, ["c"]), (5, ["b", "a"]), (6, [])]
)
def test_users_at(hour: int, users: list[str]) -> None:
    """Events that cover a moment add up, an override stands alone, ends do not count."""
    schedule = Schedule(
        [_event(1, 0, 4, "a"), _event(2, 2, 6, "b", "a"), _event(3, 3, 5, "c", override=True)]
    )
    assert schedule.users_at(_START + timedelta(hours=hour)) == users


@pytest.mark.parametrize(
    ("first", "last", "found"), [(None, None, [1, 2]), (1, None, [2]), (None, 1, [1]), (0.5, 1.5, [1, 2])]
)
def test_between(first: float | None, last: float | None, found: list[int]) -> None:
    """A window shows what overlaps it, in order."""
    schedule = Schedule([_event(2, 1, 2, "b"), _event(1, 0, 1, "a")])
    window = [None if hours is None else _START + timedelta(hours=hours) for hours in (first, last)]
    assert [event.id for event in schedule.between(*window)] == found


def test_replace_from() -> None:
    """What starts from then on is replaced, what started before stays."""
    schedule = Schedule([_event(1, -2, 5, "a"), _event(2, 0, 1, "b")])
    schedule.replace_from(_START, [_event(3, 1, 2, "c")])
    assert [event.id for event in schedule.events] == [1, 3]


def test_rotate() -> None:
    """Turns follow each other, the last is cut, and only plain events within the range are replaced."""
    before = [
        _event(1, -1, 0, "x"),
        _event(2, 3, 4, "x"),
        _event(3, 3, 4, "y", override=True),
        _event(4, 60, 61, "x"),
    ]
    schedule = Schedule(before)
    end = _START + timedelta(hours=60)
    rotation = Rotation(users=["a", "b"], length=1, interval="day", starts_at=_START, ends_at=end)
    assert rotation.turns == 3
    schedule.rotate(rotation, [10, 11, 12])
    assert [event.id for event in schedule.events] == [1, 3, 4, 10, 11, 12]
    turns = schedule.events[3:]
    assert [event.users for event in turns] == [["a"], ["b"], ["a"]]
    assert [(event.ends_at - event.starts_at) / timedelta(hours=1) for event in turns] == [24, 24, 12]
