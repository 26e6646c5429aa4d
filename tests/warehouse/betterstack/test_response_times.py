"""Response times of monitors."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

import uptimekit.warehouse.groups
from uptimekit.sandbox import Fault
from uptimekit.warehouse.betterstack.response_times import RESPONSE_TIMES

from .._merged import Merged
from ._server import Server


def test_each_sample_of_each_region_is_a_row(server: Server) -> None:
    """What the service still has; the next reading adds what came since."""
    monitor = server.monitor(regions=["eu", "us"])
    server.clock.advance(6 * 3600)
    server.sandbox.set_monitor_status(monitor, "up")
    merged = Merged()
    merged.read(RESPONSE_TIMES, server.api, server.span())
    assert merged.labels == ["monitors 1 to 1 of 1"]
    assert set(merged.column("response_times", "region")) == {"eu", "us"}
    assert len(merged.rows("response_times")) == 2 * 7
    server.clock.advance(3 * 3600)
    server.sandbox.set_monitor_status(monitor, "up")
    merged.read(RESPONSE_TIMES, server.api, server.span())
    assert len(merged.rows("response_times")) == 2 * 10
    assert merged.loaded == {"response_times": 2 * 5}  # an hour of them again: a sample may come late
    hours = [datetime.fromisoformat(each) for each in merged.column("response_times", "at")[:10]]
    assert {after - before for before, after in pairwise(hours)} == {timedelta(hours=1)}


def test_only_monitors_that_were_checked_since_are_asked_for(server: Server) -> None:
    """A listing, and a request for each of them: those that are paused, or were never checked, cost nothing."""
    monitor = server.monitor("Shop")
    idle = server.monitor("Office")
    server.api.api.monitors.create(monitor_type="ping", url="10.0.0.1")
    server.asked()
    merged = Merged()
    merged.read(RESPONSE_TIMES, server.api, server.span())
    assert server.asked() == {"list_monitors": 1, "get_monitor_response_times": 2}
    server.clock.advance(3600)
    server.sandbox.set_monitor_status(monitor, "up")
    merged.read(RESPONSE_TIMES, server.api, server.span())
    assert server.asked() == {"list_monitors": 1, "get_monitor_response_times": 1}
    assert {*merged.column("response_times", "monitor_id")} == {monitor, idle}


def test_a_reading_that_was_killed_begins_again(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """It asks for all monitors again, a slice of them at a time, and nothing is missing."""
    monkeypatch.setattr(uptimekit.warehouse.groups, "GROUP", 3)
    for number in range(5):
        server.monitor(f"Shop {number}", regions=["eu"])
    merged = Merged()
    merged.read(RESPONSE_TIMES, server.api, server.span(), slices=1, rows=0)
    assert merged.labels == ["monitors 1 to 3 of 5"]
    assert merged.state(RESPONSE_TIMES) == {}
    server.clock.advance(3600)
    merged.read(RESPONSE_TIMES, server.api, server.span())
    assert merged.labels == ["monitors 1 to 3 of 5", "monitors 4 to 5 of 5"]
    assert len({*merged.column("response_times", "monitor_id")}) == 5


def test_a_monitor_that_is_deleted_meanwhile_has_no_samples(server: Server) -> None:
    """It was listed before."""
    monitor = server.monitor()
    server.sandbox.faults.add(Fault(status=404, match=f"GET /api/v2/monitors/{monitor}/response-times"))
    merged = Merged()
    merged.read(RESPONSE_TIMES, server.api, server.span())
    assert merged.rows("response_times") == []
