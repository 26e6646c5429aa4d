"""Services and their latest checks."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock, UptimeHuntSandbox

from ._calls import CONFIG, Caller, details

_LEAST: dict[str, object] = {"name": "Front", "type": "http", "config": CONFIG}


def test_create(call: Caller) -> None:
    """A service has what was sent, is pending, and can be got again."""
    project = call.project()
    body = {**_LEAST, "project_id": project, "interval": 60, "enabled": False}
    reply = call("POST", "services", body)
    made = reply.json()["data"]
    assert reply.status_code == 201
    assert {name: made[name] for name in body} == body
    assert (made["status"], made["project"]["name"]) == ("pending", "Shop")
    assert call.data(f"services/{made['id']}") == made


def test_defaults(call: Caller) -> None:
    """What is not sent has its default."""
    made = call.data("services", method="POST", json=_LEAST)
    assert (made["interval"], made["enabled"], made["project_id"], made["project"]) == (3, True, None, None)


def test_unknown_configuration_is_kept(call: Caller) -> None:
    """Members of a configuration that nobody knows come back as they were."""
    config = {**CONFIG, "token": "t", "deep": [{"a": None}]}
    assert call.data(f"services/{call.service(config=config)}")["config"] == config


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"name": "ab"}, {"name"}),
        ({"name": None}, {"name"}),
        ({"type": "smoke"}, {"type"}),
        ({"type": 1}, {"type"}),
        ({"config": "https://a.example"}, {"config"}),
        ({"config": {}}, {"url"}),
        ({"config": {"url": "nowhere"}}, {"url"}),
        ({"type": "ping"}, {"ip"}),
        ({"interval": 0}, {"interval"}),
        ({"interval": 61}, {"interval"}),
        ({"interval": 2.5}, {"interval"}),
        ({"enabled": "yes"}, {"enabled"}),
        ({"project_id": 9}, {"project_id"}),
        ({"project_id": "1"}, {"project_id"}),
        ({"project_id": True}, {"project_id"}),
        ({"name": "", "config": {"url": ""}, "interval": 99}, {"name", "url", "interval"}),
    ],
)
def test_wrong_fields(call: Caller, changed: dict[str, object], fields: set[str]) -> None:
    """Fields that break their rules are 422, all at once, by flat names, on creating and on changing."""
    service = call.service()
    before = call.data("services")
    call.project(token="other")
    for method, path in (("POST", "services"), ("PUT", f"services/{service}")):
        refused = call(method, path, {**_LEAST, **changed})
        assert set(details(refused)) == fields
        assert refused.json()["error"]["code"] == "VALIDATION_ERROR"
    assert call.data("services") == before


@pytest.mark.parametrize("field", _LEAST)
def test_required_fields(call: Caller, field: str) -> None:
    """Name, type and configuration have to be sent, on creating and on changing."""
    service = call.service()
    body = {name: value for name, value in _LEAST.items() if name != field}
    for method, path in (("POST", "services"), ("PUT", f"services/{service}")):
        assert details(call(method, path, body)) == {field: ["Is required"]}


def test_projects_of_others_are_unknown(call: Caller) -> None:
    """A service cannot be put into another user's project."""
    theirs = call.project(token="other")
    assert set(details(call("POST", "services", {**_LEAST, "project_id": theirs}))) == {"project_id"}


def test_update_is_a_full_one(call: Caller, clock: ManualClock) -> None:
    """A change sets what is sent and puts the rest back to its default; the type may change."""
    service = call.service(project_id=call.project(), interval=10, enabled=False)
    clock.advance(60)
    body = {"name": "Gateway", "type": "ping", "config": {"ip": "192.0.2.7"}}
    changed = call.data(f"services/{service}", method="PUT", json=body)
    assert {name: changed[name] for name in body} == body
    assert (changed["interval"], changed["enabled"], changed["project_id"]) == (3, True, None)
    assert changed["created_at"] == "2026-01-12T09:00:00Z"
    assert changed["date_modified"] == "2026-01-12T09:01:00Z"


def test_delete(call: Caller) -> None:
    """A service that is deleted is gone."""
    service = call.service()
    assert call("DELETE", f"services/{service}").status_code == 204
    assert call("DELETE", f"services/{service}").status_code == 404
    assert call.data("services") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1, 2, 3]),
        ("?project_id=1", [1]),
        ("?project_id=9", []),
        ("?project_id=-1", []),
        ("?project_id=null", [2, 3]),
        ("?enabled=true", [1, 2]),
        ("?enabled=false", [3]),
        ("?type=ping", [2]),
        ("?type=smoke", []),
        ("?project_id=null&enabled=true&type=ping", [2]),
        ("?unknown=1", [1, 2, 3]),
    ],
)
def test_filters(call: Caller, query: str, found: list[int]) -> None:
    """Filters leave what all of them let through; ones that nobody knows change nothing."""
    call.service(project_id=call.project())
    call.service(type="ping", config={"ip": "192.0.2.7"})
    call.service(enabled=False)
    assert [one["id"] for one in call.data(f"services{query}")] == found


@pytest.mark.parametrize(("name", "value"), [("project_id", "none"), ("project_id", ""), ("enabled", "1")])
def test_filters_that_make_no_sense(call: Caller, name: str, value: str) -> None:
    """A filter that cannot be understood is 400."""
    assert set(details(call("GET", f"services?{name}={value}"), 400)) == {name}


def test_status(call: Caller, clock: ManualClock) -> None:
    """The status is pending until the first check, after a minute, and then what checks find."""
    service = call.service()
    shown = [call.data(f"services/{service}/status")]
    clock.advance(60)
    shown.append(call.data(f"services/{service}/status"))
    call.sandbox.set_service_status(service, "down")
    clock.advance(60)
    shown.append(call.data(f"services/{service}/status"))
    assert [one["status"] for one in shown] == ["pending", "operational", "down"]
    assert [one["last_checked_at"] for one in shown] == [None, *["2026-01-12T09:01:00Z"] * 2]
    assert call.data("services")[0]["status"] == "down"


def test_first_check_when_asked_for(clock: ManualClock) -> None:
    """How long a service is pending can be set."""
    call = Caller(UptimeHuntSandbox(clock=clock, first_check_after=0))
    assert call.data("services", method="POST", json=_LEAST)["status"] == "operational"


def test_checks(call: Caller, clock: ManualClock) -> None:
    """The last thirty checks are listed, newest first, with what they belong to."""
    service = call.service(interval=1)
    clock.advance(600)
    few = call("GET", f"services/{service}/checks").json()
    assert few["meta"] == {"total": 10, "service_id": service, "service_name": "Front"}
    times = [one["timestamp"] for one in few["data"]]
    assert (times[0], times[-1]) == ("2026-01-12T09:10:00.000Z", "2026-01-12T09:01:00.000Z")
    clock.advance(280)
    clock.advance(19)
    many = call("GET", f"services/{service}/checks?page=2&limit=1").json()
    assert many["meta"]["total"] == 14
    clock.advance(600)
    clock.advance(600)
    access = call.sandbox.token_pair().access
    assert len(call.data(f"services/{service}/checks", token=access)) == 30


def test_checks_of_a_day(clock: ManualClock) -> None:
    """Checks of more than a day ago are not listed."""
    call = Caller(UptimeHuntSandbox(clock=clock, access_lifetime=10**6))
    service = call.service(interval=60)
    clock.advance(23 * 3600 + 60)
    assert len(call.data(f"services/{service}/checks")) == 24
    clock.advance(10 * 3600)
    assert len(call.data(f"services/{service}/checks")) == 24
