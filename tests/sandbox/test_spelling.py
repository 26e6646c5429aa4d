"""Misspelt options of sandboxes, seeds and faults."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest

import uptimekit.sandbox as package
from uptimekit.sandbox import Fault, HealthchecksSandbox, ProjectSeed
from uptimekit.sandbox._spelling import hint


@pytest.mark.parametrize(
    ("kind", "options", "line"),
    [
        (
            "HealthchecksSandbox",
            {"alert_demon": True},
            "has no option alert_demon; did you mean alert_daemon?",
        ),
        ("BetterStackSandbox", {"Monitors": 1}, "has no option Monitors; did you mean monitors?"),
        ("StatuspageSandbox", {"rate_limits": True}, "has no option rate_limits; did you mean rate_limit?"),
        ("UptimeHuntSandbox", {"clockskew": 1}, "has no option clockskew; did you mean clock_skew?"),
        ("ProjectSeed", {"name": "p", "apikey": "k"}, "has no option apikey; did you mean api_key?"),
        ("ChannelSeed", {"name": "c", "kid": "email"}, "has no option kid; did you mean kind?"),
        ("Fault", {"stauts": 503}, "has no option stauts; did you mean status?"),
        ("RateLimit", {"xyz": 1}, "has no option xyz; known are limit, seconds, headers, body, match"),
    ],
)
def test_misspelt_options_get_one_line(kind: str, options: dict[str, Any], line: str) -> None:
    """An option that does not exist is a TypeError with the nearest one, or with all if none is near."""
    with pytest.raises(TypeError) as refused:
        getattr(package, kind)(**options)
    assert str(refused.value) == f"{kind} {line}"


@pytest.mark.parametrize(
    ("kind", "options", "line"),
    [
        (
            "Fault",
            {"drop": "befor"},
            "drop must be one of 'before', 'after', 'mid-body'; did you mean 'before'?",
        ),
        (
            "Fault",
            {"drop": "midbody"},
            "drop must be one of 'before', 'after', 'mid-body'; did you mean 'mid-body'?",
        ),
        (
            "BetterStackSandbox",
            {"error_shape": "strings"},
            "error_shape must be one of 'map', 'string', 'allowed_values'; did you mean 'string'?",
        ),
        (
            "StatuspageSandbox",
            {"error_shape": "x"},
            "error_shape must be one of 'mixed', 'string', 'list', 'map'; not 'x'",
        ),
        (
            "StatuspageSandbox",
            {"rate_limit_status": 500},
            "rate_limit_status must be one of 420, 429; not 500",
        ),
    ],
)
def test_misspelt_values_get_one_line(kind: str, options: dict[str, Any], line: str) -> None:
    """A value that is not among those of an option is a ValueError with the nearest one."""
    with pytest.raises(ValueError, match=f"^{re.escape(line)}$"):
        getattr(package, kind)(**options)


def test_signatures_stay() -> None:
    """What looks at a signature still sees the options, and positional arguments still work."""
    assert "alert_daemon" in inspect.signature(HealthchecksSandbox).parameters
    assert "drop" in inspect.signature(Fault).parameters
    assert ProjectSeed("p", api_key="k").name == "p"


def test_hint_ignores_case() -> None:
    """The nearest name is found in any case, and shown in its own."""
    assert hint("PORT", ["--port"]) == "did you mean --port?"
    assert hint("dns", ["status", "ping"]) == "known are status, ping"
