"""The fixture of the pytest plugin, in a test session of its own."""

from __future__ import annotations

import pytest
from tests.sandbox._plugin import passes

pytest_plugins = ["pytester"]

_SUITE = """
    import httpx

    def test_incidents(statuspage_sandbox):
        sandbox = statuspage_sandbox
        page = f"{sandbox.base_url}/pages/{sandbox.page_id}"
        with httpx.Client(headers={"Authorization": f"OAuth {sandbox.api_key}"}) as http:
            planned = {
                "name": "New database",
                "scheduled_for": "2026-01-12T10:00:00Z",
                "scheduled_until": "2026-01-12T11:00:00Z",
                "scheduled_auto_in_progress": True,
            }
            http.post(f"{page}/incidents", json={"incident": planned})
            sandbox.clock.advance(3600)
        active = httpx.get(f"{sandbox.public_url}/scheduled-maintenances/active.json").json()
        assert [one["name"] for one in active["scheduled_maintenances"]] == ["New database"]
        assert sandbox.requests["create_incident"] == 1

    def test_is_fresh(statuspage_sandbox):
        from uptimekit.sandbox import Fault

        sandbox = statuspage_sandbox
        assert not sandbox.requests
        sandbox.faults.add(Fault(status=503))
        assert httpx.get(f"{sandbox.base_url}/pages").status_code == 503
"""


def test_fixture_gives_a_fresh_served_sandbox(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plugin offers a sandbox with both base URLs, key, clock and faults, new for each test."""
    passes(pytester, monkeypatch, _SUITE)
