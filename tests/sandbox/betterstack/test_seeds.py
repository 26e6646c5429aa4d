"""What a sandbox starts with."""

from __future__ import annotations

from datetime import datetime, timedelta

from uptimekit.sandbox import BetterStackSandbox, ManualClock

from ._calls import Caller


def test_sizes_are_dealt_out(clock: ManualClock) -> None:
    """Each team gets its share, of monitors that are up, heartbeats that wait, incidents that are over."""
    call = Caller(BetterStackSandbox(clock=clock, monitors=5, heartbeats=4, incidents=3))
    for path, mine, theirs, status in (
        ("v2/monitors", 3, 2, "up"),
        ("v2/heartbeats", 2, 2, "pending"),
        ("v3/incidents", 2, 1, "Resolved"),
    ):
        assert (len(call.ids(path)), len(call.ids(path, token="other"))) == (mine, theirs)
        shown = call("GET", path, token="global").json()["data"]
        assert {one["attributes"]["status"] for one in shown} == {status}


def test_a_longer_past(clock: ManualClock) -> None:
    """Incidents are spread evenly over the days that were asked for, and monitors are as old."""
    call = Caller(BetterStackSandbox(clock=clock, teams=["main"], monitors=1, incidents=9, days=100))
    started = [
        datetime.fromisoformat(one["attributes"]["started_at"])
        for one in call("GET", "v3/incidents").json()["data"]
    ]
    assert started == [clock.now() - timedelta(days=10 * tenth) for tenth in range(9, 0, -1)]
    (monitor,) = call("GET", "v2/monitors").json()["data"]
    assert datetime.fromisoformat(monitor["attributes"]["created_at"]) == clock.now() - timedelta(days=100)


def test_a_team_is_furnished(call: Caller) -> None:
    """Every team has a default schedule, a Jira and a Slack, and nothing else."""
    for token in ("main", "other"):
        for path in ("on-calls", "jira-integrations", "slack-integrations"):
            assert len(call.ids(f"v2/{path}", token=token)) == 1
        assert call.ids("v2/monitors", token=token) == []


def test_seeded_heartbeats_can_be_pinged(clock: ManualClock) -> None:
    """They are as good as those made by hand."""
    call = Caller(BetterStackSandbox(clock=clock, heartbeats=1))
    (beat,) = call.ids("v2/heartbeats")
    call("GET", call.attributes(f"v2/heartbeats/{beat}")["url"], token=None)
    assert call.attributes(f"v2/heartbeats/{beat}")["status"] == "up"
    clock.advance(3600 + 300)
    assert call.attributes(f"v2/heartbeats/{beat}")["status"] == "down"
