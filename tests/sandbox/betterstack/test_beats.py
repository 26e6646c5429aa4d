"""Deadlines of heartbeats."""

from __future__ import annotations

from datetime import timedelta

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.betterstack._beats import Beats


def test_overdue_once_and_in_order(clock: ManualClock) -> None:
    """A deadline is told once, when it has come, the earliest first."""
    beats, start = Beats(), clock.now()
    for heartbeat, seconds in (("b", 20), ("a", 10), ("c", 30)):
        beats.expect(heartbeat, start + timedelta(seconds=seconds))
    assert beats.overdue(clock.advance(9)) == []
    assert [heartbeat for _, heartbeat in beats.overdue(clock.advance(11))] == ["a", "b"]
    assert beats.overdue(clock.now()) == []


def test_moved_and_cancelled_deadlines(clock: ManualClock) -> None:
    """Only the last deadline of a heartbeat counts, and none after it is taken away or forgotten."""
    beats, start = Beats(), clock.now()
    beats.by_token["t"] = "c"
    for heartbeat in "abc":
        beats.expect(heartbeat, start + timedelta(seconds=10))
    beats.expect("a", start + timedelta(seconds=50))
    beats.cancel("b")
    beats.forget("c")
    assert beats.overdue(clock.advance(20)) == []
    assert beats.overdue(clock.advance(30)) == [(clock.now(), "a")]
    assert not beats.by_token
