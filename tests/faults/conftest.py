"""Fixtures of the fault cases, and a guard: a fault case that is skipped without a known reason fails."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from tests.runtime._kit import Driver
from tests.runtime.conftest import _no_outside, clock, driver  # noqa: F401  (fixtures, used by name)

from ._coverage import MAY_BE_SKIPPED
from ._network import InProcess, OnSocket, Peer, Play, Step, on_wire
from ._server import FaultServer
from ._server import Step as WireStep


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let no fault case go missing in silence."""
    report = yield
    if report.skipped and item.get_closest_marker("fault") and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if reason not in MAY_BE_SKIPPED:
            report.outcome, report.longrepr = "failed", f"a fault case was skipped: {reason}"
    return report


@pytest.fixture
def library() -> None:
    """Faults are played with httpx; the modules that pass clients in take the fixture that plays both libraries."""


@pytest.fixture
def serve() -> Iterator[Callable[..., FaultServer]]:
    """Start fault servers on loopback that play the given steps; they stop with the test."""
    servers: list[FaultServer] = []

    def start(*steps: WireStep, tls: object = None) -> FaultServer:
        servers.append(FaultServer(*steps, tls=tls))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(params=["core", "wire"])
def level(request: pytest.FixtureRequest) -> str:
    """In process, then over a socket."""
    return str(request.param)


@pytest.fixture
def play(level: str, driver: Driver, serve: Callable[..., FaultServer]) -> Play:  # noqa: F811
    """Make a peer that plays the given steps on either network."""

    def peer(*steps: Step, **options: Any) -> Peer:
        if level == "core":
            return InProcess(driver, *steps)
        return OnSocket(driver, serve(*map(on_wire, steps), **options))

    return peer
