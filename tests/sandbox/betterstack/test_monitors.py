"""Monitors: status, pausing, headers."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import BODIES, Caller


def test_a_new_monitor(call: Caller) -> None:
    """It is pending, was never checked, and has no policy."""
    data = call("POST", "v2/monitors", BODIES["monitor"]).json()["data"]
    assert data["attributes"]["status"] == "pending"
    assert data["attributes"]["last_checked_at"] is None
    assert data["relationships"] == {"policy": {"data": None}}


def test_policy_relationship(call: Caller) -> None:
    """A monitor with a policy relates to it, until the policy is deleted."""
    policy = call.make("v3/policies", {"name": "P", "steps": []})
    path = f"v2/monitors/{call.monitor(policy_id=int(policy))}"
    data = call("GET", path).json()["data"]
    assert data["attributes"]["policy_id"] == policy
    assert data["relationships"]["policy"]["data"] == {"id": policy, "type": "policy"}
    call("DELETE", f"v3/policies/{policy}")
    assert call("GET", path).json()["data"]["relationships"]["policy"]["data"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("url=https://one.example", ["One"]),
        ("pronounceable_name=Two", ["Two"]),
        ("url=https://one", []),
        ("", ["One", "Two"]),
    ],
)
def test_filters(call: Caller, query: str, found: list[str]) -> None:
    """A list can be narrowed to a URL or a name, each exactly."""
    for name in ("One", "Two"):
        call.monitor(url=f"https://{name.lower()}.example", pronounceable_name=name)
    listed = call("GET", f"v2/monitors?{query}").json()["data"]
    assert [one["attributes"]["pronounceable_name"] for one in listed] == found


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"monitor_type": "status"}, "url"),
        ({"url": "x", "monitor_type": "guess"}, "monitor_type"),
        ({"url": "x", "monitor_type": "status", "check_frequency": 29}, "check_frequency"),
        ({"url": "x", "monitor_type": "status", "regions": ["mars"]}, "regions"),
        ({"url": "x", "monitor_type": "status", "ssl_expiration": 4}, "ssl_expiration"),
        ({"url": "x", "monitor_type": "status", "confirmation_period": 86_401}, "confirmation_period"),
        ({"url": "x", "monitor_type": "status", "maintenance_days": ["today"]}, "maintenance_days"),
        ({"url": "x", "monitor_type": "status", "policy_id": "1"}, "policy_id"),
    ],
)
def test_unfit_fields(call: Caller, body: dict[str, object], field: str) -> None:
    """A value outside the documented ones is refused by name."""
    reply = call("POST", "v2/monitors", body)
    assert (reply.status_code, list(reply.json()["errors"])) == (422, [field])


def test_a_playwright_monitor_needs_no_url(call: Caller) -> None:
    """A scenario's name is enough."""
    assert call.make("v2/monitors", {"monitor_type": "playwright", "scenario_name": "Login"})


def test_http_method_is_echoed_in_small_letters(call: Caller) -> None:
    """Documented in capitals, shown without."""
    assert call.attributes(f"v2/monitors/{call.monitor(http_method='POST')}")["http_method"] == "post"


def test_request_headers(call: Caller) -> None:
    """Headers get ids; on update one is changed, one removed, one added, and the rest stays."""
    path = f"v2/monitors/{call.monitor(request_headers=[{'name': n, 'value': '1'} for n in 'abc'])}"
    a, b, c = call.attributes(path)["request_headers"]
    sent = [{"id": a["id"], "value": "2"}, {"id": b["id"], "_destroy": "true"}, {"name": "d", "value": "4"}]
    after = call.patch(path, request_headers=sent)["request_headers"]
    assert [(one["name"], one["value"]) for one in after] == [("a", "2"), ("c", "1"), ("d", "4")]
    assert after[1] == c
    assert len({one["id"] for one in (a, b, *after)}) == 4


def test_pausing(call: Caller, clock: ManualClock) -> None:
    """A paused monitor says since when, and is pending afterwards; pausing twice changes nothing."""
    path = f"v2/monitors/{call.monitor()}"
    paused = call.patch(path, paused=True)
    assert (paused["status"], paused["paused_at"]) == ("paused", "2026-01-12T09:00:00.000Z")
    clock.advance(60)
    assert call.patch(path, paused=True)["paused_at"] == paused["paused_at"]
    resumed = call.patch(path, paused=False)
    assert (resumed["status"], resumed["paused_at"]) == ("pending", None)


def test_a_monitor_may_be_born_paused(call: Caller) -> None:
    """`paused` counts on create too."""
    assert call.attributes(f"v2/monitors/{call.monitor(paused=True)}")["status"] == "paused"


def test_a_group_pauses_its_members(call: Caller) -> None:
    """`paused` of a group goes to its members and to nobody else, and only when it is sent."""
    group = call.make("v2/monitor-groups", {"name": "G"})
    inside, outside = call.monitor(monitor_group_id=int(group)), call.monitor()
    call.patch(f"v2/monitor-groups/{group}", paused=True)
    assert [call.attributes(f"v2/monitors/{m}")["status"] for m in (inside, outside)] == ["paused", "pending"]
    call.patch(f"v2/monitors/{inside}", paused=False)
    call.patch(f"v2/monitor-groups/{group}", name="H")
    assert call.attributes(f"v2/monitors/{inside}")["paused"] is False


def test_down_opens_one_incident_and_up_resolves_it(call: Caller, clock: ManualClock) -> None:
    """Going down starts an incident of that monitor, staying down none, and going up ends it."""
    monitor = call.monitor(pronounceable_name="Shop", sms=True)
    call.sandbox.set_monitor_status(monitor, "up")
    assert call.ids("v3/incidents") == []
    for _ in range(2):
        call.sandbox.set_monitor_status(monitor, "down")
    (incident,) = call.ids("v3/incidents")
    attributes = call.attributes(f"v3/incidents/{incident}")
    assert (attributes["name"], attributes["status"], attributes["sms"]) == ("Shop", "Started", True)
    clock.advance(90)
    call.sandbox.set_monitor_status(monitor, "validating")
    assert call.attributes(f"v3/incidents/{incident}")["status"] == "Validating"
    call.sandbox.set_monitor_status(monitor, "up")
    attributes = call.attributes(f"v3/incidents/{incident}")
    assert (attributes["status"], attributes["resolved_at"]) == ("Resolved", "2026-01-12T09:01:30.000Z")
    assert call.attributes(f"v2/monitors/{monitor}")["last_checked_at"] == "2026-01-12T09:01:30.000Z"


def test_down_again_after_validating(call: Caller) -> None:
    """A recovery that fails leaves the incident as it was before."""
    monitor = call.monitor()
    call.sandbox.set_monitor_status(monitor, "down")
    (incident,) = call.ids("v3/incidents")
    call("POST", f"v3/incidents/{incident}/acknowledge")
    for status in ("validating", "down"):
        call.sandbox.set_monitor_status(monitor, status)
    assert call.attributes(f"v3/incidents/{incident}")["status"] == "Acknowledged"


def test_pausing_resolves(call: Caller) -> None:
    """Nothing would ever resolve the incident of a paused monitor, so pausing does."""
    monitor = call.monitor()
    call.sandbox.set_monitor_status(monitor, "down")
    call.patch(f"v2/monitors/{monitor}", paused=True)
    assert call.ids("v3/incidents?resolved=false") == []


def test_set_status_refuses(call: Caller) -> None:
    """Unknown statuses, unknown monitors and paused ones are errors of the test."""
    monitor = call.monitor(paused=True)
    with pytest.raises(ValueError, match="one of up, down"):
        call.sandbox.set_monitor_status(monitor, "paused")
    with pytest.raises(ValueError, match="paused"):
        call.sandbox.set_monitor_status(monitor, "down")
    with pytest.raises(LookupError, match="id 1"):
        call.sandbox.set_monitor_status(1, "down")
