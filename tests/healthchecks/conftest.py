"""A served sandbox, fresh for each test, and callers of both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from uptimekit.sandbox import HealthchecksSandbox, ManualClock, serve

from ._support import KINDS, Caller, Server

_START = datetime(2026, 1, 12, 9, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_keys_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients know only the keys that a test gives them."""
    for name in ("HEALTHCHECKS_API_KEY", "HEALTHCHECKS_METRICS_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=KINDS)
def call(request: pytest.FixtureRequest) -> Iterator[Caller]:
    """A caller, of the synchronous and of the asynchronous client in turn."""
    caller = Caller(request.param)
    yield caller
    caller.close()


@pytest.fixture(scope="session")
def _served() -> Iterator[tuple[str, HealthchecksSandbox, ManualClock]]:
    clock = ManualClock(_START)
    sandbox = HealthchecksSandbox(clock=clock, check_limit=10)
    with serve(sandbox.app) as server:
        yield server.url, sandbox, clock


@pytest.fixture
def server(_served: tuple[str, HealthchecksSandbox, ManualClock], call: Caller) -> Server:
    """The sandbox behind a real socket, as if just started; its account may have ten checks."""
    url, sandbox, clock = _served
    clock.set(_START)
    sandbox.reset()
    return Server(url, sandbox, clock, call)
