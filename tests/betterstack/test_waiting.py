"""Tests of wait_until."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.betterstack import Monitor, UptimeAPI, ValidationError, WaitTimeoutError

from ._support import FakeClock, Recorder, Server, mocked, one


def _monitor(*statuses: str) -> tuple[Monitor, Recorder, FakeClock]:
    answer, clock = Recorder(*(one("monitor", 7, status=status) for status in statuses)), FakeClock()
    return Monitor("7", mocked(answer, clock=clock)), answer, clock


def test_it_waits_for_a_status() -> None:
    """It fetches until the status is there, poll seconds apart, and returns the object."""
    monitor, answer, clock = _monitor("pending", "validating", "up", "down")
    assert monitor.wait_until("UP", timeout=100, poll=5) is monitor
    assert (monitor.status, len(answer.requests), clock.waits) == ("up", 3, [5, 5])


def test_it_waits_for_a_predicate() -> None:
    """It takes a function of the object; no wait if it holds at once."""
    monitor, answer, clock = _monitor("down")
    assert monitor.wait_until(lambda found: found.status != "up") is monitor
    assert (len(answer.requests), clock.waits) == (1, [])


def test_it_gives_up() -> None:
    """After the time-out it raises a TimeoutError of this package; the last wait is cut to what is left."""
    monitor, answer, clock = _monitor("down")
    with pytest.raises(WaitTimeoutError, match=r"status up within 12 s") as caught:
        monitor.wait_until("up", timeout=12, poll=5)
    assert isinstance(caught.value, TimeoutError)
    assert (len(answer.requests), clock.waits) == (4, [5, 5, 2])
    assert monitor.status == "down"


@pytest.mark.parametrize("options", [{"poll": 0}, {"poll": -1}, {"timeout": -1}, {"timeout": float("nan")}])
def test_bad_times_are_refused(options: dict[str, Any]) -> None:
    """Times that make no sense raise ValidationError, and nothing is sent."""
    monitor, answer, _ = _monitor("down")
    with pytest.raises(ValidationError):
        monitor.wait_until("up", **options)
    assert answer.requests == []


def test_it_watches_a_server(server: Server, api: UptimeAPI) -> None:
    """A monitor that a check finds down is seen to be."""
    monitor = next(Monitor.get_all_instances(api))
    server.sandbox.set_monitor_status(monitor.id, "down")
    assert monitor.wait_until("down").status == "down"
