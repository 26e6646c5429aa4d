"""Tests of monitors, their availability, and groups of them."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.betterstack import (
    BadRequestError,
    Incident,
    Monitor,
    MonitorGroup,
    MonitorSLA,
    NotFoundError,
    UptimeAPI,
    ValidationError,
)
from uptimekit.sandbox import ManualClock

from ._support import Recorder, Server, listed, mocked, one, resource

SLA = {
    "availability": 99.5,
    "total_downtime": 60,
    "number_of_incidents": 1,
    "longest_incident": 60,
    "average_incident": 60,
}


def test_the_life_of_a_monitor(api: UptimeAPI) -> None:
    """A monitor is created, changed, found and deleted on the server."""
    monitor = Monitor.new(
        api, url="https://x.example", monitor_type="status", pronounceable_name="X", regions=["us"]
    )
    assert monitor.status == "pending"
    monitor.check_frequency = 60
    assert monitor.regions is not None
    monitor.regions.append("eu")
    monitor.save()
    again = Monitor.find(api, name="X")
    assert again is not None
    assert (again.check_frequency, again.regions) == (60, ["us", "eu"])
    monitor.delete()
    with pytest.raises(NotFoundError, match="there is no"):
        Monitor.find(api, url="https://x.example")
    with pytest.raises(NotFoundError):
        again.fetch_data()


def test_sla_is_fetched_once() -> None:
    """monitor.sla asks for the whole time, once, and serves the documented name and the wire's."""
    answer = Recorder(one("monitor_sla", 7, **SLA))
    monitor = Monitor("7", mocked(answer))
    assert monitor.sla is monitor.sla
    assert answer.sent == [("GET", "/api/v2/monitors/7/sla", {}, None)]
    assert (monitor.sla.id, monitor.sla.availability, monitor.sla.number_of_incidents) == ("7", 99.5, 1)
    assert monitor.sla.downtime_duration == monitor.sla.total_downtime == 60
    assert monitor.sla.timeframe == (None, None)


def test_the_older_name_of_the_wire() -> None:
    """A server that says downtime_duration is understood too."""
    found = MonitorSLA._from_api_response(mocked(Recorder()), resource("monitor_sla", 7, downtime_duration=5))
    assert found.downtime_duration == found.total_downtime == 5


def test_another_time() -> None:
    """fetch_sla and setting the timeframe ask for a range of days, and remember it."""
    answer = Recorder(one("monitor_sla", 7, **SLA))
    sla = MonitorSLA("7", mocked(answer))
    sla.fetch_sla("2026-01-01", "2026-01-31")
    assert sla.timeframe == ("2026-01-01", "2026-01-31")
    sla.timeframe = ("2026-02-01", "2026-02-28")
    assert sla.timeframe == ("2026-02-01", "2026-02-28")
    assert [sent[2] for sent in answer.sent] == [
        {"from": "2026-01-01", "to": "2026-01-31"},
        {"from": "2026-02-01", "to": "2026-02-28"},
    ]
    assert sla.generate_url() == "monitors/7/sla"


def test_sla_cannot_be_changed() -> None:
    """Availability is the server's: saving a change of it is refused."""
    sla = MonitorSLA._from_api_response(mocked(Recorder()), resource("monitor_sla", 7, **SLA))
    sla.availability = 100.0
    with pytest.raises(ValidationError, match="availability"):
        sla.save()


def test_sla_on_a_server(server: Server, api: UptimeAPI) -> None:
    """Downtime that the server has seen is in the availability; impossible days are a 400."""
    monitor = next(Monitor.get_all_instances(api))
    clock = server.sandbox.clock
    assert isinstance(clock, ManualClock)
    server.sandbox.set_monitor_status(monitor.id, "down")
    clock.advance(300)
    server.sandbox.set_monitor_status(monitor.id, "up")
    assert monitor.sla.downtime_duration == 300
    with pytest.raises(BadRequestError):
        monitor.sla.fetch_sla("2026-03-01", "2026-02-01")
    assert monitor.sla.timeframe == (None, None)


@pytest.mark.parametrize(
    ("attributes", "paused"),
    [
        ({}, False),
        ({"paused_at": "2026-01-01"}, True),
        ({"status": "paused"}, True),
        ({"status": "up"}, False),
    ],
)
def test_is_paused(attributes: dict[str, Any], paused: bool) -> None:
    """A monitor is paused if the server says since when, or shows that status."""
    assert Monitor("7", mocked(Recorder()), **attributes).is_paused is paused


def test_incidents_of_a_monitor(server: Server, api: UptimeAPI) -> None:
    """monitor.incidents yields what the monitor found; open=True what is not over."""
    monitor = next(Monitor.get_all_instances(api))
    for status in ("down", "up", "down"):
        server.sandbox.set_monitor_status(monitor.id, status)
    assert len(list(monitor.incidents())) == 2
    (found,) = monitor.incidents(open=True)
    assert (found.monitor_id, found.is_resolved) == (int(monitor.id), False)
    assert [each.is_resolved for each in monitor.incidents(open=False)] == [True]


def test_the_request_for_incidents() -> None:
    """monitor.incidents asks version 3 with the monitor's id."""
    answer = Recorder(listed())
    assert list(Monitor("7", mocked(answer)).incidents(open=True)) == []
    query = {"monitor_id": "7", "resolved": "false", "per_page": "50", "page": "1"}
    assert answer.last == ("GET", "/api/v3/incidents", query, None)
    assert Incident.generate_global_url() == "/api/v3/incidents"


def test_a_group_fetches_its_monitors_once() -> None:
    """group.monitors asks once; fetch_monitors asks again."""
    answer = Recorder(listed(resource("monitor", 1), resource("monitor", 2)), listed(resource("monitor", 1)))
    group = MonitorGroup("3", mocked(answer))
    assert [each.id for each in group.monitors] == [each.id for each in group.monitors] == ["1", "2"]
    assert len(answer.requests) == 1
    group.fetch_monitors()
    assert [each.id for each in group.monitors] == ["1"]
    assert [sent[1] for sent in answer.sent] == ["/api/v2/monitor-groups/3/monitors"] * 2


def test_a_group_on_a_server(api: UptimeAPI) -> None:
    """A group is created, filled by its monitors, renamed and deleted."""
    group = MonitorGroup.new(api, name="Shops", sort_index=1)
    assert group.monitors == []
    monitor = next(Monitor.get_all_instances(api))
    monitor.monitor_group_id = int(group.id)
    monitor.save()
    group.fetch_monitors()
    assert [each.id for each in group.monitors] == [monitor.id]
    group.name = "Stores"
    group.save()
    found = MonitorGroup.find(api, name="Stores")
    assert found is not None
    found.delete()
    with pytest.raises(NotFoundError, match="there is no"):
        MonitorGroup.find(api, name="Stores")
