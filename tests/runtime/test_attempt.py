"""Tests of what is known of one attempt."""

from __future__ import annotations

from uptimekit._runtime.attempt import Attempt


def test_attempts_share_nothing() -> None:
    """An attempt begins with no answer and no time-outs, and what is cut from its own touches no other's."""
    first, second = Attempt(), Attempt()
    first.timeouts["read"] = 1.0
    assert second.timeouts == {}
    assert (second.timeouts, second.response, second.slot, second.traced) == ({}, None, None, False)
