"""Figures about monitors and heartbeats."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import BODIES, Caller

_DAY = 86_400


@pytest.fixture
def monitor(call: Caller, clock: ManualClock) -> str:
    """Made on the 12th at 9:00; down for 60 s and 120 s on the 13th, and since 8:59 on the 14th, now 9:00."""
    made = call.monitor()
    clock.advance(_DAY)
    for seconds in (60, 120):
        call.sandbox.set_monitor_status(made, "down")
        clock.advance(seconds)
        call.sandbox.set_monitor_status(made, "up")
    clock.advance(_DAY - 240)
    call.sandbox.set_monitor_status(made, "down")
    clock.advance(60)
    return f"v2/monitors/{made}"


@pytest.mark.parametrize(
    ("query", "figures"),
    [
        ("", (99.8611, 240, 3, 120, 80)),
        ("from=2026-01-14", (99.8148, 60, 1, 60, 60)),
        ("to=2026-01-12", (100.0, 0, 0, 0, 0)),
        ("from=2026-01-13&to=2026-01-13", (99.7917, 180, 2, 120, 90)),
        ("from=2027-01-01", (100.0, 0, 0, 0, 0)),
        ("from=2020-01-01&to=2027-01-01", (99.8611, 240, 3, 120, 80)),
    ],
)
def test_sla(call: Caller, monitor: str, query: str, figures: tuple[float, ...]) -> None:
    """Downtime is that of the incidents within the asked-for days and the monitor's life."""
    data = call("GET", f"{monitor}/sla?{query}").json()["data"]
    names = ("availability", "total_downtime", "number_of_incidents", "longest_incident", "average_incident")
    assert (data["id"], data["type"]) == (monitor.rpartition("/")[2], "monitor_sla")
    assert data["attributes"] == dict(zip(names, figures, strict=True))


@pytest.mark.parametrize("query", ["from=never", "to=2026-13-01", "from=2026-01-14&to=2026-01-13"])
@pytest.mark.parametrize("kind", ["monitor", "heartbeat"])
def test_unusable_ranges(call: Caller, query: str, kind: str) -> None:
    """Days that are none, or in the wrong order, are 400 with a sentence."""
    sub = {"monitor": "sla", "heartbeat": "availability"}[kind]
    reply = call("GET", f"v2/{kind}s/{call.make(f'v2/{kind}s', BODIES[kind])}/{sub}?{query}")
    assert reply.status_code == 400
    assert isinstance(reply.json()["errors"], str)


def test_brand_new(call: Caller) -> None:
    """At the moment of its creation everything was always up."""
    assert call.attributes(f"v2/monitors/{call.monitor()}/sla")["availability"] == 100


def test_heartbeat_availability(call: Caller, clock: ManualClock) -> None:
    """A heartbeat has the same figures under a type of its own."""
    beat = f"v2/heartbeats/{call.make('v2/heartbeats', BODIES['heartbeat'])}"
    url = call.attributes(beat)["url"]
    call("GET", url, token=None)
    clock.advance(190)
    call("GET", url, token=None)
    clock.advance(10)
    data = call("GET", f"{beat}/availability").json()["data"]
    assert data["type"] == "heartbeat_availability"
    assert (data["attributes"]["total_downtime"], data["attributes"]["availability"]) == (100, 50)


def test_response_times(call: Caller, clock: ManualClock) -> None:
    """One sample an hour and region for a day, in seconds, the same whenever they are asked for."""
    path = f"v2/monitors/{call.monitor(regions=['eu', 'us'])}/response-times"
    clock.advance(3 * 3600)
    first = call.attributes(path)["regions"]
    assert [one["region"] for one in first] == ["eu", "us"]
    assert [one["at"] for one in first[0]["response_times"]] == [
        f"2026-01-12T{h}:00:00.000Z" for h in ("09", 10, 11, 12)
    ]
    sample = first[0]["response_times"][0]
    parts = sum(value for name, value in sample.items() if name not in ("at", "response_time"))
    assert sample["response_time"] == pytest.approx(parts)
    assert 0.05 < sample["response_time"] < 0.5
    assert call.attributes(path)["regions"] == first
    clock.advance(_DAY)
    later = call.attributes(path)["regions"]
    assert len(later[0]["response_times"]) == 25
    assert later[0]["response_times"][0] == first[0]["response_times"][-1]


def test_response_times_of_all_regions(call: Caller) -> None:
    """A monitor without regions is checked from all four."""
    regions = call.attributes(f"v2/monitors/{call.monitor()}/response-times")["regions"]
    assert [one["region"] for one in regions] == ["us", "eu", "as", "au"]


def test_down_from_the_first_moment(call: Caller, clock: ManualClock) -> None:
    """Seconds of downtime are rounded, but there is never more of it than there was time."""
    made = call.monitor()
    call.sandbox.set_monitor_status(made, "down")
    clock.advance(0.6)
    assert call.attributes(f"v2/monitors/{made}/sla")["availability"] == 0
