"""Fixtures of the tests of what is shared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.runtime._kit import Driver

from uptimekit.shared import SharedLimit

from ._counting import PATIENT


@pytest.fixture(params=["sync", "async"])
def driver(request: pytest.FixtureRequest) -> Iterator[Driver]:
    """A driver of each kind of client."""
    each = Driver(request.param)
    yield each
    each.finish()


@pytest.fixture
def limit_at(driver: Driver) -> Iterator[Callable[..., SharedLimit]]:
    """A function that returns a shared limit as another host would have it, which is closed in the end."""
    limits = list[SharedLimit]()

    def new(*arguments: Any, **options: Any) -> SharedLimit:
        limits.append(SharedLimit(*arguments, **{"timeout": PATIENT, **options}))
        return limits[-1]

    yield new
    for limit in limits:
        driver.run(limit.aclose() if driver.asynchronous else limit.close())
