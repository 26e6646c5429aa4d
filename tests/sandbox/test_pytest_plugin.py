"""The pytest plugin, in a test session of its own."""

from __future__ import annotations

import os
import sys

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture(autouse=True)
def _same_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the inner session, a process of its own, import what this one can.

    In process it would drop the modules it was first to import, and with them the identity of their exceptions.
    """
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))


_SUITE = """
    import httpx

    def test_pings(healthchecks_sandbox):
        sandbox = healthchecks_sandbox
        key = sandbox.projects["main"].api_key
        http = httpx.Client(base_url=sandbox.url, headers={"X-Api-Key": key})
        with http:
            made = http.post("/api/v3/checks/", json={"timeout": 60, "grace": 60}).json()
            assert made["ping_url"].startswith(sandbox.url)
            http.get(made["ping_url"])
            sandbox.clock.advance(121)
            assert http.get(made["update_url"]).json()["status"] == "down"
        assert sandbox.requests["create_check"] == 1

    def test_is_fresh(healthchecks_sandbox):
        from uptimekit.sandbox import Fault

        sandbox = healthchecks_sandbox
        key = sandbox.projects["main"].api_key
        assert httpx.get(f"{sandbox.url}/api/v3/checks/", headers={"X-Api-Key": key}).json() == {"checks": []}
        sandbox.faults.add(Fault(status=503))
        assert httpx.get(f"{sandbox.url}/api/v3/status/").status_code == 503
"""


def test_fixture_gives_a_fresh_served_sandbox(pytester: pytest.Pytester) -> None:
    """Loaded by name, the plugin offers a sandbox with url, keys, clock and faults, new for each test."""
    pytester.makepyfile(_SUITE)
    done = pytester.runpytest_subprocess(
        "--disable-plugin-autoload", "-p", "uptimekit.sandbox.pytest_plugin", "-W", "error"
    )
    done.assert_outcomes(passed=2)


def test_plugin_is_not_loaded_unasked(pytester: pytest.Pytester) -> None:
    """Without the option there is no such fixture."""
    pytester.makepyfile("def test_it(healthchecks_sandbox): pass")
    done = pytester.runpytest_subprocess("-W", "error")
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*fixture 'healthchecks_sandbox' not found*"])
