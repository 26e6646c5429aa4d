"""Tests of incidents."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.betterstack import ConflictError, ForbiddenError, Incident, UptimeAPI, ValidationError

from ._support import Recorder, Server, listed, mocked, one, resource

REPORT = {"requester_email": "admin@main.example", "summary": "Fire", "name": "Fire"}


@pytest.mark.parametrize(
    ("call", "path", "body"),
    [
        (lambda i: i.acknowledge(), "/api/v3/incidents/7/acknowledge", {}),
        (lambda i: i.acknowledge("me"), "/api/v3/incidents/7/acknowledge", {"acknowledged_by": "me"}),
        (lambda i: i.resolve(), "/api/v3/incidents/7/resolve", {}),
        (lambda i: i.resolve(resolved_by="me"), "/api/v3/incidents/7/resolve", {"resolved_by": "me"}),
        (lambda i: i.reopen("me"), "/api/v3/incidents/7/reopen", {"reopened_by": "me"}),
        (
            lambda i: i.escalate("User", user_email="a@example.org", call=True),
            "/api/v3/incidents/7/escalate",
            {"escalation_type": "User", "user_email": "a@example.org", "call": True},
        ),
        (lambda i: i.comment("hi"), "/api/v2/incidents/7/comments", {"content": "hi"}),
        (
            lambda i: i.comment("hi", user_email="a@example.org"),
            "/api/v2/incidents/7/comments",
            {"content": "hi", "user_email": "a@example.org"},
        ),
    ],
)
def test_actions(call: Any, path: str, body: dict[str, Any]) -> None:
    """Each action posts to its path, with the arguments that were given; incidents live in version 3, comments in 2."""
    answer = Recorder(one("incident", 7, status="Changed"))
    incident = Incident("7", mocked(answer))
    call(incident)
    assert answer.sent == [("POST", path, {}, body)]
    assert incident.status == ("Changed" if "v3" in path else None)


@pytest.mark.parametrize(
    ("given", "query"),
    [
        ({"open": True}, {"resolved": "false"}),
        ({"open": False}, {"resolved": "true"}),
        ({"open": None}, {}),
        ({"resolved": True, "acknowledged": False}, {"resolved": "true", "acknowledged": "false"}),
        ({"from_": "2026-01-01", "to": "2026-01-31"}, {"from": "2026-01-01", "to": "2026-01-31"}),
        ({"from_date": "2026-01-01", "to_date": "2026-01-31"}, {"from": "2026-01-01", "to": "2026-01-31"}),
        (
            {"team_name": "main", "monitor_id": 5, "heartbeat_id": 6},
            {"team_name": "main", "monitor_id": "5", "heartbeat_id": "6"},
        ),
        ({"metadata": {"env": "prod"}}, {"metadata[env][][value]": "prod"}),
        ({"per_page": 10}, {"per_page": "10"}),
    ],
)
def test_filters(given: dict[str, Any], query: dict[str, str]) -> None:
    """Each filter is sent as the API names it, 50 a page unless asked otherwise."""
    answer = Recorder(listed())
    assert list(Incident.filter(mocked(answer), **given)) == []
    assert answer.last[:2] == ("GET", "/api/v3/incidents")
    assert answer.last[2] == {"per_page": "50", "page": "1", **query}


@pytest.mark.parametrize(
    ("attributes", "resolved", "acknowledged"),
    [
        ({}, False, False),
        ({"resolved_at": "2026-01-01"}, True, False),
        ({"status": "Resolved"}, True, False),
        ({"acknowledged_at": "2026-01-01"}, False, True),
        ({"status": "Acknowledged"}, False, True),
        ({"status": "Started"}, False, False),
    ],
)
def test_states(attributes: dict[str, Any], resolved: bool, acknowledged: bool) -> None:
    """An incident is resolved or acknowledged by its time stamp or by its status, as documented."""
    incident = Incident("7", mocked(Recorder()), **attributes)
    assert (incident.is_resolved, incident.is_acknowledged) == (resolved, acknowledged)


@pytest.mark.parametrize(
    ("relationships", "monitor_id", "heartbeat_id"),
    [
        ({"monitor": {"data": {"id": "5", "type": "monitor"}}}, 5, None),
        ({"heartbeat": {"data": {"id": "6", "type": "heartbeat"}}}, None, 6),
        ({"monitor": {"data": None}}, None, None),
        ({"monitor": {}, "heartbeat": None}, None, None),
        ({"monitor": {"data": [{"id": "5"}]}}, None, None),
        ({"monitor": {"data": {"id": "abc"}}}, None, None),
        (None, None, None),
    ],
)
def test_what_found_it(relationships: Any, monitor_id: int | None, heartbeat_id: int | None) -> None:
    """monitor_id and heartbeat_id come from the relationships, whatever is missing there."""
    data = {**resource("incident", 7, name="x"), "relationships": relationships}
    incident = Incident._from_api_response(mocked(Recorder()), data)
    assert (incident.monitor_id, incident.heartbeat_id) == (monitor_id, heartbeat_id)
    assert incident.get_modified_properties() == []


def test_incidents_cannot_be_saved() -> None:
    """The API has no call that changes an incident: save refuses a change and sends nothing."""
    answer = Recorder()
    incident = Incident._from_api_response(mocked(answer), resource("incident", 7, name="x"))
    incident.save()
    incident.name = "y"
    with pytest.raises(ValidationError, match="name: the API has no call"):
        incident.save()
    assert answer.requests == []


def test_the_life_of_an_incident(api: UptimeAPI) -> None:
    """An incident is reported, acknowledged, escalated, commented, resolved, reopened and deleted on the server."""
    incident = Incident.new(api, **REPORT)
    assert [each.id for each in Incident.filter(api, open=True)] == [incident.id]
    incident.acknowledge("Ann")
    assert incident.is_acknowledged
    assert incident.acknowledged_by == "Ann"
    incident.escalate("Organization")
    assert incident.comment("**on it**")["content"] == "**on it**"
    assert [each["content"] for each in incident.comments()] == ["**on it**"]
    incident.resolve()
    assert incident.is_resolved
    incident.reopen()
    assert not incident.is_resolved
    assert {each["item_type"] for each in incident.timeline()}
    incident.delete()
    assert list(Incident.filter(api, open=True)) == []


def test_conflicts(api: UptimeAPI) -> None:
    """Resolving twice, or reopening what is not resolved, is a ConflictError with the server's words."""
    incident = Incident.new(api, **REPORT)
    with pytest.raises(ConflictError):
        incident.reopen()
    incident.resolve()
    with pytest.raises(ConflictError, match="resolved"):
        incident.resolve()


def test_a_shared_incident_cannot_be_reopened(server: Server, api: UptimeAPI) -> None:
    """Another team that may see an incident cannot reopen it: ForbiddenError."""
    incident = Incident.new(api, **REPORT)
    incident.resolve()
    server.sandbox.share_incident(incident.id, "other")
    with server.api(server.sandbox.teams["other"].token) as others, pytest.raises(ForbiddenError):
        Incident(incident.id, others).reopen()
