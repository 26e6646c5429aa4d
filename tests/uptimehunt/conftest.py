"""A served sandbox, as if just started for each test, and users of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from uptimekit.sandbox import ManualClock, UptimeHuntSandbox, serve

from ._support import KINDS, Server, User

START = datetime(2026, 1, 12, 9, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients know only the credentials that a test gives them."""
    for name in ("EMAIL", "PASSWORD", "ACCESS_TOKEN", "REFRESH_TOKEN", "PROBER_TOKEN", "TOKEN_STORE"):
        monkeypatch.delenv(f"UPTIMEHUNT_{name}", raising=False)


@pytest.fixture(scope="session")
def _served() -> Iterator[Server]:
    clock = ManualClock(START)
    sandbox = UptimeHuntSandbox(clock=clock)
    with serve(sandbox.app) as running:
        yield Server(running.url, sandbox, clock)


@pytest.fixture
def server(_served: Server) -> Server:
    """The sandbox behind a real socket."""
    _served.manual.set(START)
    _served.sandbox.reset()
    return _served


@pytest.fixture(params=KINDS)
def user(request: pytest.FixtureRequest, server: Server) -> Iterator[User]:
    """A user with the sandbox's e-mail address and password, synchronous and asynchronous."""
    with User(str(request.param), server) as made:
        yield made
