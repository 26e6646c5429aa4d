"""A served sandbox, as if just started for each test, users of it, and a witness who looks for secrets."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from uptimekit.sandbox import ManualClock, UptimeHuntSandbox, serve

from ._canaries import Witness
from ._support import KINDS, Server, User

START = datetime(2026, 1, 12, 9, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients know only the credentials that a test gives them."""
    for name in ("EMAIL", "PASSWORD", "ACCESS_TOKEN", "REFRESH_TOKEN", "PROBER_TOKEN"):
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


@pytest.fixture(autouse=True)
def witness(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Witness]:
    """Nothing that a test of this folder makes the package say has a token or password in it."""
    seen = Witness(monkeypatch)
    root = logging.getLogger()
    level = root.level
    root.addHandler(seen)
    root.setLevel(logging.DEBUG)
    try:
        yield seen
        found = seen.found(_secrets(request))
        assert found == set(), "a secret was shown"
    finally:
        root.setLevel(level)
        root.removeHandler(seen)


def _secrets(request: pytest.FixtureRequest) -> set[str]:
    """What must not be shown: everything that the sandbox ever issued, and the passwords and tokens of tests."""
    known = {"a-password", "access-secret", "refresh-secret", "p" * 32, "another-password"}
    if "_served" not in request.fixturenames:
        return known
    sandbox: Any = request.getfixturevalue("_served").sandbox
    return known | {*sandbox.issued_secrets, sandbox.password, sandbox.prober_token}
