"""A fresh UptimeHunt sandbox under a clock that stands still, and a caller for it."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock, UptimeHuntSandbox

from ._calls import Caller


@pytest.fixture
def sandbox(clock: ManualClock) -> UptimeHuntSandbox:
    """A sandbox with default settings."""
    return UptimeHuntSandbox(clock=clock)


@pytest.fixture
def call(sandbox: UptimeHuntSandbox) -> Caller:
    """A caller of `sandbox`."""
    return Caller(sandbox)
