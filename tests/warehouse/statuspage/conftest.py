"""The server of these tests, which each finds as if it were new."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from uptimekit.sandbox import ManualClock, StatuspageSandbox, serve

from ._server import NOW, Server


@pytest.fixture(scope="session")
def _served() -> Iterator[Server]:
    clock = ManualClock(NOW)
    sandbox = StatuspageSandbox(clock=clock, components=("API", "Website"))
    with serve(sandbox.app) as running:
        made = Server(running.url, clock, sandbox)
        yield made
        made.client.close()


@pytest.fixture
def server(_served: Server) -> Server:
    """The sandbox behind a real socket, with a page of two components, on 28 November at noon."""
    _served.reset()
    return _served
