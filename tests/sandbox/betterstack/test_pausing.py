"""Pausing."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.betterstack._pausing import switch_pause
from uptimekit.sandbox.betterstack._seeds import Sizes, build
from uptimekit.sandbox.betterstack._settings import Settings


@pytest.mark.parametrize(
    ("status", "paused", "after"),
    [
        ("up", True, "paused"),
        ("down", True, "paused"),
        ("paused", True, "paused"),
        ("paused", False, "pending"),
        ("up", False, "up"),
    ],
)
def test_switch_pause(clock: ManualClock, status: str, paused: bool, after: str) -> None:
    """The status follows `paused`, and is left alone where the two agree."""
    backend = build(0, Settings(), ["main"], Sizes(monitors=1), clock.now())
    (monitor,) = backend.store.all("monitor")
    monitor.change(clock.now(), status=status, paused=paused)
    switch_pause(backend, monitor, clock.now())
    assert monitor.attributes["status"] == after
