"""Every operation of UptimeHunt, with both clients, over a socket, against the stateful sandbox."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

import uptimekit_clients.uptimehunt
from uptimekit.sandbox import ManualClock, UptimeHuntSandbox, serve
from uptimekit_clients.uptimehunt import AsyncClient, Client

from . import _uptimehunt as user
from ._scenario import MODES, Made, Mode, Outcome, documented, play

_SCENARIOS: dict[str, Callable[[UptimeHuntSandbox], Made]] = {
    "sessions": user.sessions,
    "account": user.account,
    "projects": user.projects,
    "services": user.services,
    "metrics": user.metrics,
    "catalog": user.catalog,
    "prober": user.prober,
}


@cache  # the tests below ask for the same ones, in any order
def _played(mode: Mode, scenario: str) -> Outcome:
    # Long enough for hours of measurements: what happens when they are over is the facade's business.
    sandbox = UptimeHuntSandbox(clock=ManualClock(), access_lifetime=86_400 if scenario == "metrics" else 900)
    access = "" if scenario == "prober" else sandbox.token_pair().access
    with serve(sandbox.app) as server:

        def connect(mode: Mode, outcome: Outcome) -> Any:
            return (Client if mode == "sync" else AsyncClient)(
                access_token=access,
                prober_token=sandbox.prober_token,
                base_url=f"{server.url}{sandbox.base_path}",
                hooks=[outcome.hook],
                retries=0,
            )

        return play(mode, _SCENARIOS[scenario](sandbox), connect)


def _misfits(outcome: Outcome) -> set[str]:
    return {re.sub(r"\[\d+\]", "[]", misfit) for misfit in outcome.misfits}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("scenario", _SCENARIOS)
def test_scenario(scenario: str, mode: Mode) -> None:
    """A scenario runs to its end, and every answer has the promised type and nothing more where it is documented."""
    assert _misfits(_played(mode, scenario)) <= user.BEYOND


@pytest.mark.parametrize("mode", MODES)
def test_everything_is_called(mode: Mode) -> None:
    """The scenarios together send each operation that the generator made, through each method, pagers too."""
    played = [_played(mode, scenario) for scenario in _SCENARIOS]
    operations, methods = documented(uptimekit_clients.uptimehunt)
    assert set[str]().union(*(outcome.operations for outcome in played)) == operations
    assert set[str]().union(*(outcome.methods for outcome in played)) == methods
    assert set[str]().union(*map(_misfits, played)) == user.BEYOND
