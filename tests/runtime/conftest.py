"""Fixtures of the runtime's tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from ._kit import Driver, FakeClock

# How long one example takes says nothing about the code on a busy machine.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _no_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the environment may reach the clients under test."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name == "EXAMPLE_API_KEY":
            monkeypatch.delenv(name)


@pytest.fixture(params=["sync", "async"])
def driver(request: pytest.FixtureRequest) -> Iterator[Driver]:
    """One client kind after the other."""
    made = Driver(request.param)
    yield made
    made.finish()


@pytest.fixture
def clock(driver: Driver) -> FakeClock:
    """The clock of the clients that `driver` builds."""
    return driver.clock
