"""Every operation of Statuspage, with both clients, over a socket, against the stateful sandbox."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

import uptimekit_clients.statuspage
from uptimekit.sandbox import ManualClock, StatuspageSandbox, serve
from uptimekit_clients.statuspage import AsyncClient, Client

from . import _statuspage as page
from . import _statuspage_incidents as events
from ._scenario import MODES, Made, Mode, Outcome, documented, play

_SCENARIOS: dict[str, Callable[[StatuspageSandbox], Made]] = {
    "pages": page.pages,
    "components": page.components,
    "access": page.access,
    "incidents": events.incidents,
    "maintenance": events.maintenance,
    "subscribers": events.subscribers,
    "metrics": page.metrics,
    "organization": page.organization,
    "public page": page.public_page,
}


@cache  # the tests below ask for the same ones, in any order
def _played(mode: Mode, scenario: str) -> Outcome:
    sandbox = StatuspageSandbox(clock=ManualClock())
    with serve(sandbox.app) as server:

        def connect(mode: Mode, outcome: Outcome) -> Any:
            return (Client if mode == "sync" else AsyncClient)(
                api_key=sandbox.api_key,
                base_url=f"{server.url}/v1",
                public_url=f"{server.url}/public/{sandbox.page_id}/api/v2",
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
    operations, methods = documented(uptimekit_clients.statuspage)
    assert set[str]().union(*(outcome.operations for outcome in played)) == operations
    assert set[str]().union(*(outcome.methods for outcome in played)) == methods
