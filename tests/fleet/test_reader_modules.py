"""What readers need is loaded before a deadline begins to count."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack

import pytest

from uptimekit.fleet.readers import OURS
from uptimekit.sandbox import (
    BetterStackSandbox,
    HealthchecksSandbox,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)
from uptimekit.sandbox._instructions import environment

READ_ALL = """
import sys
from datetime import UTC, datetime, timedelta
from uptimekit.fleet import Fleet

with Fleet.load(deadline=60) as fleet:
    fleet.load_clients()
    loaded = {*sys.modules}
    now = datetime.now(UTC)
    reading = fleet.survey(resolved_since=now - timedelta(days=30))
    assert not reading.faults, reading.faults
    past = dict(fleet.histories(reading.items, now - timedelta(days=3), now))
    assert {item.provider for item in past} == {account.provider for account in fleet.accounts}
    print(*sorted(each for each in {*sys.modules} - loaded if each.startswith(("uptimekit", "http", "h11"))))
"""


@pytest.mark.parametrize("provider", OURS)
def test_reading_loads_nothing_more(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No module of ours, nor of the HTTP library, is left to load while the seconds of a deadline pass."""
    sandbox = {
        "betterstack": lambda: BetterStackSandbox(monitors=1),
        "healthchecks": HealthchecksSandbox,
        "statuspage": lambda: StatuspageSandbox(components=("API",)),
        "uptimehunt": lambda: UptimeHuntSandbox(services=1),
    }[provider]()
    with ExitStack() as stack:
        server = stack.enter_context(serve(sandbox.app))
        for name, value in environment(sandbox, server.url).items():
            monkeypatch.setenv(name, value)
        if isinstance(sandbox, HealthchecksSandbox):
            _run_a_job(sandbox, server.url)
        if isinstance(sandbox, BetterStackSandbox):
            _make_a_heartbeat_and_an_incident(sandbox, server.url)
        done = subprocess.run([sys.executable, "-c", READ_ALL], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


def _run_a_job(sandbox: HealthchecksSandbox, url: str) -> None:
    from uptimekit.healthchecks import Client

    project = sandbox.projects["main"]
    with Client(project.api_key, project.ping_key, api_url=f"{url}/api/") as client:
        client.success_ping(slug="backup", create=True)
        client.fail_ping(slug="backup")
        client.success_ping(slug="backup")


def _make_a_heartbeat_and_an_incident(sandbox: BetterStackSandbox, url: str) -> None:
    from uptimekit.betterstack import Heartbeat, Monitor, UptimeAPI

    with UptimeAPI(sandbox.teams["main"].token, base_url=f"{url}/api/v2/") as api:
        Heartbeat.new(api, name="Nightly import", period=86_400, grace=3_600)
        (monitor,) = Monitor.get_all_instances(api)
        sandbox.set_monitor_status(monitor.id, "down")
        sandbox.set_monitor_status(monitor.id, "up")
