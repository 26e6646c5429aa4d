"""Every operation of Healthchecks, with both clients, over a socket, against the stateful sandbox."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

import uptimekit_clients.healthchecks
from uptimekit.sandbox import HealthchecksSandbox, ManualClock, serve
from uptimekit_clients.healthchecks import AsyncClient, Client

from . import _healthchecks as project
from ._scenario import MODES, Made, Mode, Outcome, documented, play

_SCENARIOS: dict[str, Callable[[HealthchecksSandbox], Made]] = {
    "checks": project.checks,
    "pings": project.pings,
    "pings by slug": project.slug_pings,
    "badges": project.badges,
    "service": project.service,
}

_EXCLUDED_METHODS = {"service.prometheus", "service.prometheus_by_key"}


@cache  # the tests below ask for the same ones, in any order
def _played(mode: Mode, scenario: str) -> Outcome:
    sandbox = HealthchecksSandbox(clock=ManualClock(), metrics_key=project.METRICS_KEY)
    with serve(sandbox.app) as server:

        def connect(mode: Mode, outcome: Outcome) -> Any:
            return (Client if mode == "sync" else AsyncClient)(
                api_key=sandbox.projects["main"].api_key,
                metrics_key=project.METRICS_KEY,
                base_url=f"{server.url}/api/{{version}}",
                site_url=server.url,
                ping_url=f"{server.url}/ping",
                hooks=[outcome.hook],
                retries=0,
            )

        return play(mode, _SCENARIOS[scenario](sandbox), connect)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("scenario", _SCENARIOS)
def test_scenario(scenario: str, mode: Mode) -> None:
    """A scenario runs to its end, and every answer has the promised type and nothing undocumented in it."""
    assert _played(mode, scenario).misfits == []


@pytest.mark.parametrize("mode", MODES)
def test_everything_is_called(mode: Mode) -> None:
    """The scenarios together send each operation that the generator made, through each method."""
    played = [_played(mode, scenario) for scenario in _SCENARIOS]
    operations, methods = documented(uptimekit_clients.healthchecks)
    assert set[str]().union(*(outcome.operations for outcome in played)) == operations - set(project.EXCLUDED)
    assert set[str]().union(*(outcome.methods for outcome in played)) == methods - _EXCLUDED_METHODS
