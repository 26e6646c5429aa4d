"""pytest fixtures with a served sandbox.

Loaded only on request: `pytest -p uptimekit.sandbox.pytest_plugin`, or in the top `conftest.py`
`pytest_plugins = ["uptimekit.sandbox.pytest_plugin"]`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from uptimekit.sandbox import (
    BetterStackSandbox,
    Faults,
    HealthchecksSandbox,
    ManualClock,
    Project,
    StatuspageSandbox,
    Team,
    UptimeHuntSandbox,
    serve,
)

__all__ = [
    "ServedBetterStack",
    "ServedHealthchecks",
    "ServedStatuspage",
    "ServedUptimeHunt",
    "betterstack_sandbox",
    "healthchecks_sandbox",
    "statuspage_sandbox",
    "uptimehunt_sandbox",
]


@dataclass(frozen=True, slots=True)
class ServedHealthchecks:
    """A Healthchecks sandbox at `url`, with `clock`, which only the test moves."""

    url: str
    clock: ManualClock
    sandbox: HealthchecksSandbox

    @property
    def faults(self) -> Faults:
        """The faults of the sandbox."""
        return self.sandbox.faults

    @property
    def projects(self) -> Mapping[str, Project]:
        """The projects "main" and "other", with their keys."""
        return self.sandbox.projects

    @property
    def requests(self) -> Counter[str]:
        """Numbers of requests by operation."""
        return self.sandbox.requests


@pytest.fixture
def healthchecks_sandbox() -> Iterator[ServedHealthchecks]:
    """A fresh Healthchecks sandbox on a loopback port, until the test ends."""
    clock = ManualClock()
    sandbox = HealthchecksSandbox(clock=clock)
    with serve(sandbox.app) as server:
        yield ServedHealthchecks(server.url, clock, sandbox)


@dataclass(frozen=True, slots=True)
class ServedBetterStack:
    """A Better Stack sandbox at `url`, with `clock`, which only the test moves."""

    url: str
    clock: ManualClock
    sandbox: BetterStackSandbox

    @property
    def uptime_url(self) -> str:
        """The base URL of the Uptime API, below which paths begin with their version."""
        return f"{self.url}/api"

    @property
    def organization_url(self) -> str:
        """The base URL of the endpoints of `betterstack.com`."""
        return f"{self.url}{self.sandbox.organization_path}/api"

    @property
    def faults(self) -> Faults:
        """The faults of the sandbox."""
        return self.sandbox.faults

    @property
    def teams(self) -> Mapping[str, Team]:
        """The teams "main" and "other", with their tokens."""
        return self.sandbox.teams

    @property
    def requests(self) -> Counter[str]:
        """Numbers of requests by operation."""
        return self.sandbox.requests


@pytest.fixture
def betterstack_sandbox() -> Iterator[ServedBetterStack]:
    """A fresh Better Stack sandbox on a loopback port, until the test ends."""
    clock = ManualClock()
    sandbox = BetterStackSandbox(clock=clock)
    with serve(sandbox.app) as server:
        yield ServedBetterStack(server.url, clock, sandbox)


@dataclass(frozen=True, slots=True)
class ServedUptimeHunt:
    """An UptimeHunt sandbox at `url`, with `clock`, which only the test moves."""

    url: str
    clock: ManualClock
    sandbox: UptimeHuntSandbox

    @property
    def api_url(self) -> str:
        """The base URL of the API."""
        return f"{self.url}{self.sandbox.base_path}"

    @property
    def email(self) -> str:
        """The address of the user "main"."""
        return self.sandbox.email

    @property
    def password(self) -> str:
        """The password of the user "main"."""
        return self.sandbox.password

    @property
    def faults(self) -> Faults:
        """The faults of the sandbox."""
        return self.sandbox.faults

    @property
    def requests(self) -> Counter[str]:
        """Numbers of requests by operation."""
        return self.sandbox.requests


@pytest.fixture
def uptimehunt_sandbox() -> Iterator[ServedUptimeHunt]:
    """A fresh UptimeHunt sandbox on a loopback port, until the test ends."""
    clock = ManualClock()
    sandbox = UptimeHuntSandbox(clock=clock)
    with serve(sandbox.app) as server:
        yield ServedUptimeHunt(server.url, clock, sandbox)


@dataclass(frozen=True, slots=True)
class ServedStatuspage:
    """A Statuspage sandbox at `url`, with `clock`, which only the test moves."""

    url: str
    clock: ManualClock
    sandbox: StatuspageSandbox

    @property
    def manage_url(self) -> str:
        """The base URL of the Manage API."""
        return f"{self.url}{self.sandbox.manage_path}"

    @property
    def public_url(self) -> str:
        """The base URL of the public API of the first page."""
        return f"{self.url}{self.sandbox.public_path()}"

    @property
    def api_key(self) -> str:
        """The key of the organisation."""
        return self.sandbox.api_key

    @property
    def page_id(self) -> str:
        """The id of the first page."""
        return self.sandbox.page_id

    @property
    def faults(self) -> Faults:
        """The faults of the sandbox."""
        return self.sandbox.faults

    @property
    def requests(self) -> Counter[str]:
        """Numbers of requests by operation."""
        return self.sandbox.requests


@pytest.fixture
def statuspage_sandbox() -> Iterator[ServedStatuspage]:
    """A fresh Statuspage sandbox on a loopback port, until the test ends."""
    clock = ManualClock()
    sandbox = StatuspageSandbox(clock=clock)
    with serve(sandbox.app) as server:
        yield ServedStatuspage(server.url, clock, sandbox)
