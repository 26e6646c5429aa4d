"""Tests of heartbeats and groups of them."""

from __future__ import annotations

import httpx
import pytest

from uptimekit.betterstack import Heartbeat, HeartbeatGroup, NotFoundError, UptimeAPI
from uptimekit.sandbox import ManualClock

from ._support import Recorder, Server, listed, mocked, resource


def test_the_life_of_a_heartbeat(api: UptimeAPI) -> None:
    """A heartbeat is created, changed, found by name and deleted."""
    heartbeat = Heartbeat.new(api, name="Backup", period=3600, grace=60)
    heartbeat.grace = 120
    heartbeat.save()
    found = Heartbeat.find(api, name="Backup")
    assert found is not None
    assert (found.grace, found.is_paused) == (120, False)
    found.delete()
    with pytest.raises(NotFoundError, match="there is no"):
        Heartbeat.find(api, name="Backup")


def test_a_heartbeat_that_is_late(server: Server, api: UptimeAPI) -> None:
    """A heartbeat that stops reporting goes down, and its incident is found."""
    heartbeat = Heartbeat.new(api, name="Backup", period=60, grace=0)
    assert heartbeat.url is not None
    httpx.get(heartbeat.url)
    assert heartbeat.wait_until("up").status == "up"
    assert isinstance(server.sandbox.clock, ManualClock)
    server.sandbox.clock.advance(300)
    heartbeat.wait_until("down")
    (incident,) = heartbeat.incidents(open=True)
    assert incident.heartbeat_id == int(heartbeat.id)


def test_is_paused() -> None:
    """A heartbeat is paused if the server says since when."""
    api = mocked(Recorder())
    assert Heartbeat("1", api, paused_at="2026-01-01T00:00:00Z").is_paused is True
    assert Heartbeat("1", api).is_paused is False


def test_a_group_fetches_its_heartbeats_once() -> None:
    """group.heartbeats asks once; fetch_heartbeats asks again."""
    answer = Recorder(listed(resource("heartbeat", 1), resource("heartbeat", 2)), listed())
    group = HeartbeatGroup("3", mocked(answer))
    assert [each.id for each in group.heartbeats] == [each.id for each in group.heartbeats] == ["1", "2"]
    assert len(answer.requests) == 1
    group.fetch_heartbeats()
    assert group.heartbeats == []
    assert [sent[1] for sent in answer.sent] == ["/api/v2/heartbeat-groups/3/heartbeats"] * 2


def test_a_group_on_a_server(api: UptimeAPI) -> None:
    """A group shows the heartbeats that were put into it."""
    group = HeartbeatGroup.new(api, name="Nightly")
    heartbeat = next(Heartbeat.get_all_instances(api))
    heartbeat.heartbeat_group_id = int(group.id)
    heartbeat.save()
    assert [each.id for each in group.heartbeats] == [heartbeat.id]
