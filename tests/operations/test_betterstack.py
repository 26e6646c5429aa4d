"""Every operation of Better Stack, with both clients, over a socket, against the stateful sandbox."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

import uptimekit_clients.betterstack
from uptimekit.sandbox import BetterStackSandbox, ManualClock, serve
from uptimekit_clients.betterstack import AsyncClient, Client

from . import _betterstack as team
from . import _betterstack_public as public
from ._scenario import MODES, Made, Mode, Outcome, documented, play

_SCENARIOS: dict[str, Callable[[BetterStackSandbox], Made]] = {
    "monitors": team.monitors,
    "heartbeats": team.heartbeats,
    "incidents": team.incidents,
    "incidents v2": team.incidents_v2,
    "metadata": team.metadata,
    "on-call": team.on_calls,
    "policies": team.policies,
    "status pages": public.status_pages,
    "catalog": public.catalog,
    "webhooks": public.webhooks,
    "receivers": public.receivers,
    "connected": public.connected,
    "organization": public.organization,
    **public.alert_sources,
}


@cache  # the tests below ask for the same ones, in any order
def _played(mode: Mode, scenario: str) -> Outcome:
    sandbox = BetterStackSandbox(clock=ManualClock())
    with serve(sandbox.app) as server:

        def connect(mode: Mode, outcome: Outcome) -> Any:
            return (Client if mode == "sync" else AsyncClient)(
                bearer_token=sandbox.teams["main"].token,
                base_url=f"{server.url}/api",
                organization_url=f"{server.url}/organization/api",
                site_url=server.url,
                status_page_url=f"{server.url}/status-pages/{public.SUBDOMAIN}",
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
    """The scenarios together send each operation that the generator made, through each method, pagers too."""
    played = [_played(mode, scenario) for scenario in _SCENARIOS]
    operations, methods = documented(uptimekit_clients.betterstack)
    assert set[str]().union(*(outcome.operations for outcome in played)) == operations
    assert set[str]().union(*(outcome.methods for outcome in played)) == methods
