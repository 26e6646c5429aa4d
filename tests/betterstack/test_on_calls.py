"""Tests of on-call schedules and their events."""

from __future__ import annotations

import pytest

from uptimekit.betterstack import OnCallCalendar, OnCallEvent, UnprocessableError, UptimeAPI

from ._support import Recorder, mocked, resource

USERS = ["admin@main.example", "responder@main.example"]
EVENT = {
    "id": 5,
    "users": ["a@example.org"],
    "starts_at": "2026-01-12T00:00:00Z",
    "ends_at": "2026-01-13T00:00:00Z",
    "override": False,
}


def test_events_are_fetched_once() -> None:
    """calendar.events reads the one list of the API without an envelope, once; fetch_events asks again."""
    answer = Recorder({"events": [EVENT]}, {"events": []})
    calendar = OnCallCalendar("3", mocked(answer))
    (event,) = calendar.events
    assert calendar.events == [event]
    assert answer.sent == [("GET", "/api/v2/on-calls/3/events", {}, None)]
    assert (event.id, event.users, event.override, event.starts_at) == (
        "5",
        ["a@example.org"],
        False,
        EVENT["starts_at"],
    )
    assert event.generate_url() == "on-calls/3/events/5"
    assert event.get_modified_properties() == []
    assert calendar.fetch_events() == calendar.events == []


def test_users_come_from_the_relationships() -> None:
    """on_call_users are the dicts that the server relates, an empty list without them."""
    user = {"id": "1", "type": "user", "meta": {"email": "a@example.org"}}
    data = {**resource("on_call_calendar", 3), "relationships": {"on_call_users": {"data": [user]}}}
    api = mocked(Recorder())
    assert OnCallCalendar._from_api_response(api, data).on_call_users == [user]
    assert OnCallCalendar._from_api_response(api, resource("on_call_calendar", 3)).on_call_users == []


def test_the_request_for_a_rotation() -> None:
    """create_rotation posts the rotation, its period under the name that the API takes, and returns the answer."""
    answer = Recorder({"users": USERS})
    calendar = OnCallCalendar("3", mocked(answer))
    assert calendar.create_rotation(USERS, 1, "week", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z") == {
        "users": USERS
    }
    body = {
        "users": USERS,
        "rotation_length": 1,
        "rotation_interval": "week",
        "start_rotations_at": "2026-02-01T00:00:00Z",
        "end_rotations_at": "2026-03-01T00:00:00Z",
    }
    assert answer.sent == [("POST", "/api/v2/on-calls/3/rotation", {}, body)]


def test_a_calendar_on_a_server(api: UptimeAPI) -> None:
    """The default calendar tells who is on call; a rotation fills it with events."""
    (calendar,) = OnCallCalendar.get_all_instances(api)
    assert calendar.default_calendar is True
    assert [user["meta"]["email"] for user in calendar.on_call_users] == ["responder@main.example"]
    before = len(calendar.events)
    made = calendar.create_rotation(USERS, 1, "week", "2027-02-01T00:00:00Z", "2027-02-15T00:00:00Z")
    assert made["users"] == USERS
    assert len(calendar.fetch_events()) == before + 2


def test_the_life_of_an_event(api: UptimeAPI) -> None:
    """An event is created, changed in place, fetched and deleted; a past one is refused with the server's words."""
    (calendar,) = OnCallCalendar.get_all_instances(api)
    event = calendar.create_event("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", USERS[:1], override=True)
    assert (event.users, event.override) == (USERS[:1], True)
    assert event.users is not None
    event.users.append(USERS[1])
    event.save()
    event.fetch_data()
    assert event.users == USERS
    assert event.get_modified_properties() == []
    event.delete()
    assert event.id not in [each.id for each in calendar.fetch_events()]
    with pytest.raises(UnprocessableError, match="base"):
        OnCallEvent.new(
            api,
            calendar_id=calendar.id,
            users=USERS,
            starts_at="2020-01-01T00:00:00Z",
            ends_at="2020-01-02T00:00:00Z",
        )
