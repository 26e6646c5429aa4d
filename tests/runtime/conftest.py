"""Fixtures of the runtime's tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec

import pytest
from tests.faults._server import FaultServer, Step

from . import _kit
from ._kit import Driver, FakeClock


@pytest.fixture(autouse=True)
def _no_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the environment may reach the clients under test."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name == "EXAMPLE_API_KEY":
            monkeypatch.delenv(name)


@pytest.fixture(params=["httpx", "httpx2"] if find_spec("httpx2") else ["httpx"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test and the kit make their clients, transports, answers and errors with one library after the other."""
    if request.param != "httpx":
        module = import_module(request.param)
        monkeypatch.setattr(_kit, "httpx", module)
        monkeypatch.setattr(_kit, "Network", _kit.network_of(module))
        monkeypatch.setattr(request.module, "httpx", module, raising=False)


@pytest.fixture(params=["sync", "async"])
def driver(request: pytest.FixtureRequest, library: None) -> Iterator[Driver]:
    """One client kind after the other."""
    del library
    made = Driver(request.param)
    yield made
    made.finish()


@pytest.fixture
def clock(driver: Driver) -> FakeClock:
    """The clock of the clients that `driver` builds."""
    return driver.clock


@pytest.fixture
def serve() -> Iterator[Callable[..., FaultServer]]:
    """Start servers on loopback that play the given steps; they stop with the test."""
    servers: list[FaultServer] = []

    def start(*steps: Step, tls: object = None) -> FaultServer:
        servers.append(FaultServer(*steps, tls=tls))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
