"""Both kinds of client, and a served sandbox, as if just started for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ._support import Driver


@pytest.fixture(autouse=True)
def _no_key_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients know only the keys that a test gives them."""
    monkeypatch.delenv("STATUSPAGE_API_KEY", raising=False)


@pytest.fixture(params=["sync", "async"])
def driver(request: pytest.FixtureRequest) -> Iterator[Driver]:
    """A driver of synchronous clients, then one of asynchronous ones."""
    made = Driver(request.param)
    yield made
    made.finish()
