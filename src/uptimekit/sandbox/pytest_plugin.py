"""pytest fixtures with a served sandbox.

Loaded only on request: `pytest -p uptimekit.sandbox.pytest_plugin`, or in the top `conftest.py`
`pytest_plugins = ["uptimekit.sandbox.pytest_plugin"]`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

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

S = TypeVar("S", BetterStackSandbox, HealthchecksSandbox, StatuspageSandbox, UptimeHuntSandbox)


@dataclass(frozen=True, slots=True)
class _Served(Generic[S]):
    """A sandbox at `url`, with `clock`, which only the test moves."""

    url: str
    clock: ManualClock
    sandbox: S

    @property
    def base_url(self) -> str:
        """The address for a client: its argument `base_url`, in Healthchecks `api_url`."""
        return f"{self.url}{self.sandbox.base_path}"

    @property
    def faults(self) -> Faults:
        """The faults of the sandbox."""
        return self.sandbox.faults

    @property
    def requests(self) -> Counter[str]:
        """Numbers of requests by operation."""
        return self.sandbox.requests


class ServedHealthchecks(_Served[HealthchecksSandbox]):
    """A Healthchecks sandbox."""

    @property
    def projects(self) -> Mapping[str, Project]:
        """The projects "main" and "other", with their keys."""
        return self.sandbox.projects


class ServedBetterStack(_Served[BetterStackSandbox]):
    """A Better Stack sandbox."""

    @property
    def uptime_url(self) -> str:
        """The base URL of the generated client, below which paths begin with their version."""
        return f"{self.url}/api"

    @property
    def organization_url(self) -> str:
        """The base URL of the endpoints of `betterstack.com`."""
        return f"{self.url}{self.sandbox.organization_path}/api"

    @property
    def teams(self) -> Mapping[str, Team]:
        """The teams "main" and "other", with their tokens."""
        return self.sandbox.teams


class ServedStatuspage(_Served[StatuspageSandbox]):
    """A Statuspage sandbox."""

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


class ServedUptimeHunt(_Served[UptimeHuntSandbox]):
    """An UptimeHunt sandbox."""

    @property
    def email(self) -> str:
        """The address of the user "main"."""
        return self.sandbox.email

    @property
    def password(self) -> str:
        """The password of the user "main"."""
        return self.sandbox.password


@contextmanager
def _served(kind: type[S]) -> Generator[tuple[str, ManualClock, S]]:
    clock = ManualClock()
    sandbox = kind(clock=clock)
    with serve(sandbox.app) as server:
        yield server.url, clock, sandbox


@pytest.fixture
def healthchecks_sandbox() -> Iterator[ServedHealthchecks]:
    """A fresh Healthchecks sandbox on a loopback port, until the test ends."""
    with _served(HealthchecksSandbox) as served:
        yield ServedHealthchecks(*served)


@pytest.fixture
def betterstack_sandbox() -> Iterator[ServedBetterStack]:
    """A fresh Better Stack sandbox on a loopback port, until the test ends."""
    with _served(BetterStackSandbox) as served:
        yield ServedBetterStack(*served)


@pytest.fixture
def statuspage_sandbox() -> Iterator[ServedStatuspage]:
    """A fresh Statuspage sandbox on a loopback port, until the test ends."""
    with _served(StatuspageSandbox) as served:
        yield ServedStatuspage(*served)


@pytest.fixture
def uptimehunt_sandbox() -> Iterator[ServedUptimeHunt]:
    """A fresh UptimeHunt sandbox on a loopback port, until the test ends."""
    with _served(UptimeHuntSandbox) as served:
        yield ServedUptimeHunt(*served)
