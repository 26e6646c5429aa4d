"""A fresh Better Stack sandbox under a clock that stands still, and a caller for it."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import BetterStackSandbox, ManualClock

from ._calls import Caller


@pytest.fixture
def sandbox(clock: ManualClock) -> BetterStackSandbox:
    """A sandbox with default settings."""
    return BetterStackSandbox(clock=clock)


@pytest.fixture
def call(sandbox: BetterStackSandbox) -> Caller:
    """A caller of `sandbox`."""
    return Caller(sandbox)
