"""The fixture of the pytest plugin, in a test session of its own."""

from __future__ import annotations

import pytest
from tests.sandbox._plugin import passes

pytest_plugins = ["pytester"]

_SUITE = """
    import httpx

    def test_monitors(betterstack_sandbox):
        sandbox = betterstack_sandbox
        auth = {"Authorization": f"Bearer {sandbox.teams['main'].token}"}
        with httpx.Client(headers=auth) as http:
            body = {"monitor_type": "status", "url": "https://example.com"}
            made = http.post(f"{sandbox.uptime_url}/v2/monitors", json=body).json()["data"]
            sandbox.sandbox.set_monitor_status(made["id"], "down")
            sandbox.clock.advance(60)
            sla = http.get(f"{sandbox.uptime_url}/v2/monitors/{made['id']}/sla").json()["data"]
            assert sla["attributes"]["total_downtime"] == 60
            assert http.get(f"{sandbox.organization_url}/v2/roles").status_code == 200
        assert sandbox.requests["create_monitor"] == 1

    def test_is_fresh(betterstack_sandbox):
        from uptimekit.sandbox import Fault

        sandbox = betterstack_sandbox
        assert not sandbox.requests
        sandbox.faults.add(Fault(status=503))
        assert httpx.get(f"{sandbox.uptime_url}/v2/monitors").status_code == 503
"""


def test_fixture_gives_a_fresh_served_sandbox(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plugin offers a sandbox with both base URLs, tokens, clock and faults, new for each test."""
    passes(pytester, monkeypatch, _SUITE)
