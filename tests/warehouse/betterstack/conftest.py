"""The server of these tests, which each finds as if it were new."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from uptimekit.sandbox import BetterStackSandbox, ManualClock, serve

from ._server import NOW, Server


@pytest.fixture(scope="session")
def _served() -> Iterator[Server]:
    clock = ManualClock(NOW)
    sandbox = BetterStackSandbox(clock=clock)
    with serve(sandbox.app) as running:
        made = Server(running.url, clock, sandbox)
        yield made
        made.api.close()


@pytest.fixture
def server(_served: Server) -> Server:
    """The sandbox behind a real socket, with a team and nothing to watch, on 28 November at noon."""
    _served.reset()
    return _served
