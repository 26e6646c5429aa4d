"""The checks that a sandbox starts with, and their past."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from uptimekit.sandbox import HealthchecksSandbox, ManualClock

from .._calls import Caller


def _history(call: Caller, check: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    pings = call("GET", f"checks/{check['uuid']}/pings/").json()["pings"]
    return pings[::-1], call("GET", f"checks/{check['uuid']}/flips/").json()["flips"][::-1]


def test_checks_have_the_history_of_their_runs(clock: ManualClock) -> None:
    """Pings come in pairs of a start and an end, in order; failures and flips agree, and the check is up."""
    call = Caller(HealthchecksSandbox(clock=clock, checks=2, pings=120, ping_log_limit=1000))
    checks = call("GET", "checks/").json()["checks"]
    assert [(check["name"], check["status"], check["n_pings"]) for check in checks] == [
        ("Job 0", "up", 120),
        ("Job 1", "up", 120),
    ]
    for check in checks:
        pings, flips = _history(call, check)
        assert [ping["n"] for ping in pings] == list(range(1, 121))
        assert [ping["type"] == "start" for ping in pings] == [True, False] * 60
        times = [datetime.fromisoformat(ping["date"]) for ping in pings]
        assert times == sorted(times)
        assert clock.now() - timedelta(hours=1) < times[-1] < clock.now()
        assert datetime.fromisoformat(check["last_ping"]) == times[-1].replace(microsecond=0)
        assert all(0 < ping["duration"] <= 600 for ping in pings[1::2])
        ends = [(ping["date"], ping["type"]) for ping in pings[1::2]]
        turns = [
            (at, kind)
            for (at, kind), before in zip(ends, [None, *ends], strict=False)
            if not before or before[1] != kind
        ]
        assert [kind for _, kind in turns] == ["success", "fail", "success", "fail", "success"]
        shown = [(datetime.fromisoformat(flip["timestamp"]), flip["up"]) for flip in flips]
        assert shown == [
            (datetime.fromisoformat(at).replace(microsecond=0), int(kind == "success")) for at, kind in turns
        ]


def test_pings_go_on_from_the_past(clock: ManualClock) -> None:
    """A ping that arrives has the next number; the log keeps no more than its limit, and an odd past ends with a run, too."""
    call = Caller(HealthchecksSandbox(clock=clock, checks=1, pings=1099, ping_log_limit=1000))
    (check,) = call("GET", "checks/").json()["checks"]
    pings, _ = _history(call, check)
    assert [pings[place]["n"] for place in (0, -1)] == [100, 1099]
    call.ping(check["uuid"])
    pings, _ = _history(call, check)
    assert [pings[place]["n"] for place in (0, -1)] == [101, 1100]
    assert pings[-2]["type"] == "success"


def test_flips_are_kept_for_three_months(clock: ManualClock) -> None:
    """A past of a year has only the flips that the server would still have."""
    call = Caller(HealthchecksSandbox(clock=clock, checks=1, pings=2 * 24 * 365))
    (check,) = call("GET", "checks/").json()["checks"]
    _, flips = _history(call, check)
    assert len(flips) > 100
    assert datetime.fromisoformat(flips[0]["timestamp"]) > clock.now() - timedelta(days=93, hours=1)


def test_checks_without_pings_are_new(clock: ManualClock) -> None:
    """They are the same after a reset, belong to the first project, and can be pinged by their slugs."""
    sandbox = HealthchecksSandbox(clock=clock, checks=2)
    call = Caller(sandbox)
    first = call("GET", "checks/").json()
    assert [check["status"] for check in first["checks"]] == ["new", "new"]
    call.ping(f"{call.project.ping_key}/job-1")
    assert call("GET", "checks/").json() != first
    sandbox.reset()
    assert call("GET", "checks/").json() == first
