"""Tests of the status that is waited for."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.uptimehunt import InvalidInputError
from uptimekit.uptimehunt._service_status import is_wanted

from ._support import User


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
    """A status, a function, or any but pending ends the wait; anything else, and no status, does not."""
    assert is_wanted(seen, wanted) is over


@pytest.mark.parametrize(("timeout", "poll", "field"), [(-1.0, 1.0, "timeout"), (1.0, 0.0, "poll")])
def test_senseless_times_are_refused(user: User, timeout: float, poll: float, field: str) -> None:
    """A wait that ends before it begins, or that never pauses, is refused."""
    with pytest.raises(InvalidInputError) as caught:
        user("services.wait_until", 7, timeout=timeout, poll=poll)
    assert caught.value.field == field
