"""Heartbeats: pings, and going down by the clock."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import BODIES, Caller


@pytest.fixture
def beat(call: Caller) -> str:
    """The path of a heartbeat with a period of 60 and a grace time of 30 seconds."""
    return f"v2/heartbeats/{call.make('v2/heartbeats', {**BODIES['heartbeat'], 'call': True})}"


def _ping(call: Caller, beat: str, outcome: str = "") -> int:
    return call("POST", call.attributes(beat)["url"] + outcome, token=None).status_code


def test_a_new_heartbeat_waits(call: Caller, beat: str, clock: ManualClock) -> None:
    """Without a first ping it stays pending for ever, and its URL is on the origin that was asked."""
    clock.advance(10_000)
    attributes = call.attributes(beat)
    assert attributes["status"] == "pending"
    assert attributes["url"].startswith("http://sandbox.test/")


@pytest.mark.parametrize(("seconds", "status"), [(0, "up"), (89.9, "up"), (90, "down"), (9_000, "down")])
def test_down_after_period_and_grace(
    call: Caller, beat: str, clock: ManualClock, seconds: float, status: str
) -> None:
    """A ping is good for period plus grace, then the heartbeat is down with an incident of that moment."""
    assert _ping(call, beat) == 200
    clock.advance(seconds)
    assert call.attributes(beat)["status"] == status
    incidents = call("GET", "v3/incidents").json()["data"]
    expected = ["2026-01-12T09:01:30.000Z"] if status == "down" else []
    assert [one["attributes"]["started_at"] for one in incidents] == expected
    assert all(
        one["relationships"]["heartbeat"]["data"]["id"] == beat.rpartition("/")[2] for one in incidents
    )


def test_a_ping_prolongs(call: Caller, beat: str, clock: ManualClock) -> None:
    """Each ping starts the waiting afresh."""
    for _ in range(5):
        _ping(call, beat)
        clock.advance(80)
    assert call.attributes(beat)["status"] == "up"


def test_a_ping_brings_it_back(call: Caller, beat: str, clock: ManualClock) -> None:
    """The first ping after an outage resolves the incident, and the next outage is another one."""
    for _ in range(2):
        _ping(call, beat)
        clock.advance(100)
    assert _ping(call, beat) == 200
    assert call.attributes(beat)["status"] == "up"
    assert len(call.ids("v3/incidents?resolved=true")) == 2
    assert call.ids("v3/incidents?resolved=false") == []


@pytest.mark.parametrize(
    ("outcome", "answer", "status"),
    [("/fail", 200, "down"), ("/1", 200, "down"), ("/0", 200, "up"), ("/start", 404, "pending")],
)
def test_outcomes(call: Caller, beat: str, outcome: str, answer: int, status: str) -> None:
    """A failure and an exit code but 0 take it down at once; other words are unknown."""
    assert _ping(call, beat, outcome) == answer
    assert call.attributes(beat)["status"] == status


@pytest.mark.parametrize(
    ("outcome", "output", "shown"),
    [
        ("/fail", b"disk full\n", ("Reported failure", "disk full\n")),
        ("/03", b"\xff", ("Reported failure: exit code 3", "\ufffd")),
        ("/fail", b"", ("Reported failure", None)),
    ],
)
def test_the_incident_of_a_reported_failure_shows_exit_code_and_output(
    call: Caller, beat: str, outcome: str, output: bytes, shown: tuple[str, str | None]
) -> None:
    """The body of a failure is the output of the job, and an incident shows that of the last one."""
    url = call.attributes(beat)["url"]
    call("POST", f"{url}/9", token=None, content=b"earlier")
    call("POST", url + outcome, token=None, content=output)
    (incident,) = (one["attributes"] for one in call("GET", "v3/incidents").json()["data"])
    assert (incident["cause"], incident["response_content"]) == shown


def test_a_success_may_bring_output_too(call: Caller, beat: str) -> None:
    """Output beside the exit code 0 changes nothing."""
    url = call.attributes(beat)["url"]
    assert call("POST", f"{url}/0", token=None, content=b"fine").status_code == 200
    assert (call.attributes(beat)["status"], call.ids("v3/incidents")) == ("up", [])


def test_a_failure_ends_the_waiting(call: Caller, beat: str, clock: ManualClock) -> None:
    """After a reported failure the missing ping is not another outage."""
    _ping(call, beat)
    _ping(call, beat, "/fail")
    clock.advance(1_000)
    assert len(call.ids("v3/incidents")) == 1


def test_a_paused_heartbeat_ignores_everything(call: Caller, beat: str, clock: ManualClock) -> None:
    """Neither time nor pings change a paused heartbeat; afterwards it waits for a ping."""
    _ping(call, beat)
    assert call.patch(beat, paused=True)["status"] == "paused"
    clock.advance(1_000)
    _ping(call, beat)
    assert call.attributes(beat)["status"] == "paused"
    assert call.patch(beat, paused=False)["status"] == "pending"
    clock.advance(1_000)
    assert call.ids("v3/incidents") == []


def test_a_new_period_counts_from_the_last_ping(call: Caller, beat: str, clock: ManualClock) -> None:
    """Changing the period moves the deadline."""
    _ping(call, beat)
    clock.advance(60)
    call.patch(beat, period=300)
    clock.advance(269)
    assert call.attributes(beat)["status"] == "up"
    clock.advance(1)
    assert call.attributes(beat)["status"] == "down"


def test_a_group_pauses_its_heartbeats(call: Caller, beat: str, clock: ManualClock) -> None:
    """Heartbeat groups pause like monitor groups do, deadlines included."""
    group = call.make("v2/heartbeat-groups", {"name": "G"})
    call.patch(beat, heartbeat_group_id=int(group))
    _ping(call, beat)
    call.patch(f"v2/heartbeat-groups/{group}", paused=True)
    clock.advance(1_000)
    assert call.attributes(beat)["status"] == "paused"


def test_deleted_and_unknown_urls(call: Caller, beat: str, clock: ManualClock) -> None:
    """The URL of a deleted heartbeat is as unknown as any, and no deadline is left of it."""
    _ping(call, beat)
    url = call.attributes(beat)["url"]
    call("DELETE", beat)
    clock.advance(1_000)
    assert call.sandbox.tick() == 0
    assert call("GET", url, token=None).status_code == 404


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"server_timezone": "Europe/Prague"}, "server_timezone"),
        ({"server_timezone": "Europe/Prague", "period": 3600}, None),
        ({"period": 29}, "period"),
        ({"grace": -1}, "grace"),
    ],
)
def test_limits(call: Caller, fields: dict[str, object], refused: str | None) -> None:
    """A period lasts 30 seconds at least, and an hour where there is a time zone."""
    reply = call("POST", "v2/heartbeats", {**BODIES["heartbeat"], **fields})
    assert reply.status_code == (201 if refused is None else 422)
    assert refused is None or list(reply.json()["errors"]) == [refused]


@pytest.mark.parametrize("nothing", ["", None])
def test_server_timezone_is_cleared(call: Caller, nothing: str | None) -> None:
    """Null and "" take the time zone away."""
    fields = {"period": 3600, "server_timezone": "Europe/Prague"}
    made = call.make("v2/heartbeats", {**BODIES["heartbeat"], **fields})
    assert call.patch(f"v2/heartbeats/{made}", server_timezone=nothing)["server_timezone"] is None


def test_tick_tells_how_many_went_down(call: Caller, beat: str, clock: ManualClock) -> None:
    """Without any request the sandbox can be told to look at the clock."""
    _ping(call, beat)
    clock.advance(90)
    assert (call.sandbox.tick(), call.sandbox.tick()) == (1, 0)
