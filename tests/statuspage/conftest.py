"""Both kinds of client, and a served sandbox, as if just started for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from uptimekit.sandbox import ManualClock, StatuspageSandbox, serve

from ._support import Driver, Server

START = datetime(2026, 1, 12, 9, 0, 0, tzinfo=UTC)


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


@pytest.fixture(scope="session")
def _served() -> Iterator[Server]:
    sandbox = StatuspageSandbox(
        clock=ManualClock(START),
        pages=("Example", "Second"),
        components=("API", "Website", "Shop"),
        incidents=2,
        subscribers=3,
    )
    with serve(sandbox.app) as server:
        yield Server(server.url, sandbox)


@pytest.fixture
def server(_served: Server) -> Server:
    """The sandbox behind a real socket, with three components, two resolved incidents and three subscribers."""
    assert isinstance(_served.sandbox.clock, ManualClock)
    _served.sandbox.clock.set(START)
    _served.sandbox.reset()
    return _served
