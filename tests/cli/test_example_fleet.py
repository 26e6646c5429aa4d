"""The example of ``uptimekit sandbox --example``: what is wrong now, and what was wrong before."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from uptimekit import ServerError
from uptimekit.cli.example_fleet import fill
from uptimekit.cli.main import main
from uptimekit.fleet import AccountFault, Fleet, State
from uptimekit.sandbox import UptimeHuntSandbox
from uptimekit.sandbox._clock import ReplayClock
from uptimekit.sandbox._instructions import Sandbox, environment
from uptimekit.sandbox._serving import Serving, serving
from uptimekit.uptimehunt import Client

Captured = pytest.CaptureFixture[str]

OUTAGES = {
    "Checkout": 3,
    "Nightly import": 1,
    "Search": 1,
    "Shop": 2,
    "backup": 1,
    "invoices": 2,
    "newsletter": 1,
    "Careers": 1,
    "Company site": 0,
    "Card payments": 0,
}
"""How often each was down in two months; the card payments were slow."""


def test_it_has_a_past(home: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newcomer finds outages in the histories, and incidents that are over; what is not wrong now is up."""
    clock = ReplayClock()

    def prepare(sandbox: Sandbox, url: str) -> None:
        fill(sandbox, environment(sandbox, url), clock)

    options = Serving(clock=clock, prepare=prepare)
    with serving(("healthchecks", "betterstack", "statuspage", "uptimehunt"), options) as served:
        for sandbox, url in served:
            for name, value in environment(sandbox, url).items():
                monkeypatch.setenv(name, value)
        now = datetime.now(UTC)
        with Fleet.load(deadline=30) as fleet:
            reading = fleet.survey()
            watched = [*reading.monitors, *reading.heartbeats, *reading.components]
            pasts = dict(fleet.histories(watched, now - timedelta(days=62), now))
        assert main(["ls", "incidents", "--since", "60d", "-o", "jsonl"]) == 0
    told: dict[str, int] = {}
    for item, past in pasts.items():
        assert not isinstance(past, AccountFault), past
        assert past.spans
        told[item.name] = sum(span.state is State.DOWN for span in past.spans)
    assert {name: told[name] for name in OUTAGES if name != "Careers"} == {
        name: number for name, number in OUTAGES.items() if name != "Careers"
    }
    assert told["Careers"] >= OUTAGES["Careers"]  # of a service only single checks are told
    incidents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert Counter(bool(each["resolved"]) for each in incidents) == {True: 7, False: 2}


def test_its_past_needs_no_luck() -> None:
    """What --fail-share does begins when the example is there."""
    clock = ReplayClock()

    def prepare(sandbox: Sandbox, url: str) -> None:
        fill(sandbox, environment(sandbox, url), clock)
        assert sandbox.requests["create_service"] == 2

    options = Serving(clock=clock, prepare=prepare, fail_share=1)
    with serving(["uptimehunt"], options) as served:
        ((sandbox, url),) = served
        assert isinstance(sandbox, UptimeHuntSandbox)
        with (
            pytest.raises(ServerError),
            Client(sandbox.email, sandbox.password, base_url=url, retries=0) as client,
        ):
            client.services.list()
