"""A served sandbox, as if just started for each test, and a client of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from uptimekit.betterstack import UptimeAPI
from uptimekit.sandbox import BetterStackSandbox, ManualClock, serve

from ._jobs import Caller
from ._support import Server

START = datetime(2026, 1, 12, 9, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_token_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients know only the tokens that a test gives them."""
    monkeypatch.delenv("BETTERSTACK_API_TOKEN", raising=False)


@pytest.fixture(scope="session")
def _served() -> Iterator[Server]:
    sandbox = BetterStackSandbox(
        clock=ManualClock(START), monitors=4, heartbeats=2, incidents=4, teams=("main", "other")
    )
    with serve(sandbox.app) as server:
        yield Server(server.url, sandbox)


@pytest.fixture
def server(_served: Server) -> Server:
    """The sandbox behind a real socket; team "main" has two monitors, a heartbeat and two resolved incidents."""
    assert isinstance(_served.sandbox.clock, ManualClock)
    _served.sandbox.clock.set(START)
    _served.sandbox.reset()
    return _served


@pytest.fixture
def api(server: Server) -> Iterator[UptimeAPI]:
    """A client of team "main"."""
    with server.api() as made:
        yield made


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest) -> Iterator[Caller]:
    """Both halves of what reports for a heartbeat."""
    caller = Caller(request.param)
    yield caller
    caller.close()
