"""A fresh Statuspage sandbox under a clock that stands still, and a caller for it."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock, StatuspageSandbox

from ._calls import Caller


@pytest.fixture
def sandbox(clock: ManualClock) -> StatuspageSandbox:
    """A sandbox with default settings."""
    return StatuspageSandbox(clock=clock)


@pytest.fixture
def call(sandbox: StatuspageSandbox) -> Caller:
    """A caller of `sandbox`."""
    return Caller(sandbox)
