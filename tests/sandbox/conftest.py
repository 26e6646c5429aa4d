"""A fresh sandbox under a clock that stands still, and a caller for it."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import HealthchecksSandbox, ManualClock

from ._calls import Caller


@pytest.fixture
def clock() -> ManualClock:
    """A clock that a test moves."""
    return ManualClock()


@pytest.fixture
def sandbox(clock: ManualClock) -> HealthchecksSandbox:
    """A sandbox with default settings."""
    return HealthchecksSandbox(clock=clock)


@pytest.fixture
def call(sandbox: HealthchecksSandbox) -> Caller:
    """A caller of `sandbox`."""
    return Caller(sandbox)
