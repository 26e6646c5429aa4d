"""A test session of its own with the pytest plugin."""

from __future__ import annotations

import os
import sys

import pytest

__all__ = ["passes"]


def passes(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, suite: str) -> None:
    """Run the two tests of *suite* in a session with the plugin alone; both must pass, without a warning."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    pytester.makepyfile(suite)
    done = pytester.runpytest_subprocess(
        "--disable-plugin-autoload", "-p", "uptimekit.sandbox.pytest_plugin", "-W", "error"
    )
    done.assert_outcomes(passed=2)
