"""Tests of how long a wait goes on."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.uptimehunt import InvalidInputError, WaitTimeoutError
from uptimekit.uptimehunt._waiting import Wait

from ._support import FakeClock


@pytest.mark.parametrize(
    ("wanted", "seen", "over"),
    [
        (None, "pending", False),
        (None, None, False),
        (None, "operational", True),
        (None, "down", True),
        ("operational", "down", False),
        ("operational", "operational", True),
        (lambda status: status != "down", "down", False),
        (lambda status: status != "down", "operational", True),
        (lambda _: True, None, False),
    ],
)
def test_what_is_wanted(wanted: Any, seen: str | None, over: bool) -> None:
    """A status, a function, or any but pending ends the wait; anything else, and no status, goes on for one poll."""
    wait = Wait(FakeClock(), 7, wanted, 60.0, 5.0)
    assert wait.pause(seen) == (None if over else 5.0)


def test_it_ends() -> None:
    """The last pause is cut to what is left, there is one look at the end, and then a clear error."""
    clock = FakeClock()
    wait = Wait(clock, 7, "operational", 12.0, 5.0)
    pauses = []
    for _ in range(3):
        pause = wait.pause("pending")
        assert pause is not None
        pauses.append(pause)
        clock.now += pause
    assert pauses == [5.0, 5.0, 2.0]
    with pytest.raises(WaitTimeoutError, match="service 7 was still pending after 12 s"):
        wait.pause("pending")
    assert wait.pause("operational") is None


@pytest.mark.parametrize(("timeout", "poll", "field"), [(-1.0, 1.0, "timeout"), (1.0, 0.0, "poll")])
def test_senseless_times_are_refused(timeout: float, poll: float, field: str) -> None:
    """A wait that ends before it begins, or that never pauses, is refused."""
    with pytest.raises(InvalidInputError) as caught:
        Wait(FakeClock(), 7, None, timeout, poll)
    assert caught.value.field == field
