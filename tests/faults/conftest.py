"""Fixtures of the fault cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.runtime.conftest import _no_outside, clock, driver  # noqa: F401  (fixtures, used by name)

from ._server import FaultServer, Step


@pytest.fixture
def serve() -> Iterator[Callable[..., FaultServer]]:
    """Start fault servers on loopback that play the given steps; they stop with the test."""
    servers: list[FaultServer] = []

    def start(*steps: Step, tls: object = None) -> FaultServer:
        servers.append(FaultServer(*steps, tls=tls))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
