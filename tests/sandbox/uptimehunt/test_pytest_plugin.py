"""The fixture of the pytest plugin, in a test session of its own."""

from __future__ import annotations

import pytest
from tests.sandbox._plugin import passes

pytest_plugins = ["pytester"]

_SUITE = """
    import httpx

    def test_session(uptimehunt_sandbox):
        sandbox = uptimehunt_sandbox
        login = {"email": sandbox.email, "password": sandbox.password}
        with httpx.Client(base_url=sandbox.base_url) as http:
            tokens = http.post("/auth/login", json=login).json()["data"]
            http.headers["Authorization"] = f"Bearer {tokens['access']}"
            assert http.get("/services").json()["data"] == []
            sandbox.clock.advance(900)
            assert http.get("/services").status_code == 401
        assert sandbox.requests == {"login": 1, "list_services": 2}
        assert tokens["access"] in sandbox.sandbox.issued_secrets

    def test_is_fresh(uptimehunt_sandbox):
        from uptimekit.sandbox import Fault

        sandbox = uptimehunt_sandbox
        assert not sandbox.requests
        sandbox.faults.add(Fault(status=503))
        assert httpx.get(f"{sandbox.base_url}/health").status_code == 503
"""


def test_fixture_gives_a_fresh_served_sandbox(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plugin offers a sandbox with base URL, credentials, clock and faults, new for each test."""
    passes(pytester, monkeypatch, _SUITE)
