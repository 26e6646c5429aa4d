"""Tests of pausing and resuming."""

from __future__ import annotations

import pytest

from uptimekit.betterstack import Heartbeat, HeartbeatGroup, Monitor, MonitorGroup, UptimeAPI
from uptimekit.betterstack._sync.pausable import Pausable

from ._support import Recorder, mocked, one

KINDS: list[tuple[type[Pausable], str]] = [
    (Monitor, "monitors"),
    (MonitorGroup, "monitor-groups"),
    (Heartbeat, "heartbeats"),
    (HeartbeatGroup, "heartbeat-groups"),
]


@pytest.mark.parametrize(("kind", "path"), KINDS)
def test_it_sends_one_field(kind: type[Pausable], path: str) -> None:
    """pause and resume send paused and nothing else; what else was changed waits for save."""
    answer = Recorder(one(path, 7, team_name="main"), one(path, 7, paused=False, name="old"))
    thing = kind("7", mocked(answer), _original_values={"name": "old"}, _extras={"name": "new"})
    thing.pause()
    assert thing.paused is True  # type: ignore[attr-defined]  # all four have it
    thing.resume()
    assert thing.paused is False  # type: ignore[attr-defined]  # as above
    assert answer.sent == [("PATCH", f"/api/v2/{path}/7", {}, {"paused": paused}) for paused in (True, False)]
    assert thing.get_modified_properties() == ["name"]


def test_monitors_and_heartbeats_on_a_server(api: UptimeAPI) -> None:
    """A paused monitor or heartbeat says so, and no longer when it is resumed."""
    for thing in (next(Monitor.get_all_instances(api)), next(Heartbeat.get_all_instances(api))):
        assert not thing.is_paused
        thing.pause()
        assert thing.is_paused
        assert thing.status == "paused"
        thing.resume()
        assert not thing.is_paused


def test_a_group_pauses_its_members(api: UptimeAPI) -> None:
    """Pausing a group pauses what is in it."""
    group = MonitorGroup.new(api, name="All")
    monitor = next(Monitor.get_all_instances(api))
    monitor.monitor_group_id = int(group.id)
    monitor.save()
    group.pause()
    monitor.fetch_data()
    assert monitor.is_paused
