"""Events and rotations of on-call schedules."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import Caller

_WHO = "responder@main.example"
_EVENT = {"starts_at": "2026-01-12T10:00:00Z", "ends_at": "2026-01-12T18:00:00Z", "users": [_WHO]}
_ROTATION = {
    "users": [_WHO, "admin@main.example"],
    "rotation_length": 12,
    "rotation_interval": "hour",
    "start_rotations_at": "2026-01-12T00:00:00Z",
    "end_rotations_at": "2026-01-14T00:00:00Z",
}


@pytest.fixture
def schedule(call: Caller) -> str:
    """The path of a schedule without events."""
    return f"v2/on-calls/{call.make('v2/on-calls', {'name': 'Nights'})}"


def _event(call: Caller, schedule: str, **fields: object) -> dict[str, Any]:
    reply = call("POST", f"{schedule}/events", {**_EVENT, **fields})
    assert reply.status_code == 200, reply.text
    event: dict[str, Any] = reply.json()
    return event


def test_events_are_bare(call: Caller, schedule: str) -> None:
    """An event comes without an envelope, with a number for an id; the list has a member of its own."""
    made = _event(call, schedule)
    assert isinstance(made["id"], int)
    assert made == {
        "id": made["id"],
        "users": [_WHO],
        "starts_at": "2026-01-12T10:00:00.000Z",
        "ends_at": "2026-01-12T18:00:00.000Z",
        "override": False,
    }
    assert call("GET", f"{schedule}/events/{made['id']}").json() == made
    assert call("GET", f"{schedule}/events").json() == {"events": [made]}


@pytest.mark.parametrize(
    ("query", "count"),
    [("starts_at=2026-01-12T18:00:00Z", 0), ("ends_at=2026-01-12T10:00:00Z", 0), ("starts_at=2026-01-12", 1)],
)
def test_window(call: Caller, schedule: str, query: str, count: int) -> None:
    """A window leaves out what does not overlap it."""
    _event(call, schedule)
    assert len(call("GET", f"{schedule}/events?{query}").json()["events"]) == count


def test_update_and_delete(call: Caller, schedule: str) -> None:
    """An event of today can be changed, in part, and removed."""
    path = f"{schedule}/events/{_event(call, schedule)['id']}"
    changed = call("PATCH", path, {"override": True})
    assert (changed.status_code, changed.json()["override"], changed.json()["users"]) == (200, True, [_WHO])
    assert call("DELETE", path).status_code == 204
    assert call("GET", path).status_code == 404


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_the_past_is_settled(call: Caller, schedule: str, clock: ManualClock, method: str) -> None:
    """From the next day on an event is 422, told under "base" in an object of arrays."""
    path = f"{schedule}/events/{_event(call, schedule)['id']}"
    clock.advance(86_400)
    reply = call(method, path, {"override": True})
    assert reply.status_code == 422
    assert isinstance(reply.json()["errors"]["base"][0], str)
    assert call("GET", path).json()["override"] is False


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_at": "2026-01-11T23:59:59Z"},
        {"ends_at": "2026-01-12T10:00:00Z"},
        {"users": ["nobody@main.example"]},
        {"users": ["responder@other.example"]},
        {"users": "responder@main.example"},
        {"starts_at": "soon"},
    ],
)
def test_unfit_events(call: Caller, schedule: str, fields: dict[str, object]) -> None:
    """An event starts today or later, ends after that, and has users of the team."""
    assert call("POST", f"{schedule}/events", {**_EVENT, **fields}).status_code == 422


def test_replace(call: Caller, schedule: str, clock: ManualClock) -> None:
    """A bulk replacement leaves the past, and puts what is sent in the place of the rest."""
    past = _event(call, schedule)
    clock.advance(86_400)
    tomorrow = {"starts_at": "2026-01-14T00:00:00Z", "ends_at": "2026-01-15T00:00:00Z"}
    _event(call, schedule, **tomorrow)
    sent = [{**_EVENT, **tomorrow, "override": True}]
    events = call("PUT", f"{schedule}/events", {"events": sent}).json()["events"]
    assert events[0] == past
    assert [event["override"] for event in events[1:]] == [True]


def test_unfit_replacement(call: Caller, schedule: str) -> None:
    """One unfit event refuses all: a sentence, and beside it what was wrong under "event"."""
    kept = _event(call, schedule)
    for wrong, field in (({"starts_at": "2026-01-01"}, "base"), ({"starts_at": 1}, "starts_at")):
        reply = call("PUT", f"{schedule}/events", {"events": [_EVENT, {**_EVENT, **wrong}]})
        assert reply.status_code == 422
        assert isinstance(reply.json()["errors"], str)
        assert list(reply.json()["allowed_values"]["event"]) == [field]
    assert call("GET", f"{schedule}/events").json()["events"] == [kept]


def test_no_rotation(call: Caller, schedule: str) -> None:
    """Without a rotation there is an empty 404."""
    reply = call("GET", f"{schedule}/rotation")
    assert (reply.status_code, reply.content) == (404, b"")


def test_rotation(call: Caller, schedule: str) -> None:
    """A rotation is bare, makes an event for each turn, and another one replaces them."""
    reply = call("POST", f"{schedule}/rotation", _ROTATION)
    assert reply.status_code == 201
    assert reply.json() == call("GET", f"{schedule}/rotation").json()
    assert reply.json()["rotation_interval"] == "hour"
    events = call("GET", f"{schedule}/events").json()["events"]
    assert [event["users"] for event in events] == [[_WHO], ["admin@main.example"]] * 2
    call("POST", f"{schedule}/rotation", {**_ROTATION, "rotation_length": 1, "rotation_interval": "day"})
    assert len(call("GET", f"{schedule}/events").json()["events"]) == 2
    assert call("GET", schedule).json()["included"][0]["attributes"]["email"] == _WHO


@pytest.mark.parametrize(
    "fields",
    [
        {"users": []},
        {"rotation_interval": "month"},
        {"rotation_length": 0},
        {"end_rotations_at": "2026-01-12T00:00:00Z"},
        {"end_rotations_at": "2126-01-12T00:00:00Z"},
    ],
)
def test_unfit_rotations(call: Caller, schedule: str, fields: dict[str, object]) -> None:
    """A rotation has users, a unit, and a number of turns that can be counted."""
    assert call("POST", f"{schedule}/rotation", {**_ROTATION, **fields}).status_code == 422
    assert call("GET", f"{schedule}/events").json() == {"events": []}


@pytest.mark.parametrize("name", list(_EVENT))
def test_an_event_needs_times_and_users(call: Caller, schedule: str, name: str) -> None:
    """Each of its fields but `override` is missed by name; so are the events of a replacement."""
    reply = call("POST", f"{schedule}/events", {key: value for key, value in _EVENT.items() if key != name})
    assert (reply.status_code, list(reply.json()["errors"])) == (422, [name])
    assert list(call("PUT", f"{schedule}/events", {}).json()["errors"]) == ["events"]


@pytest.mark.parametrize("name", list(_ROTATION))
def test_a_rotation_needs_everything(call: Caller, schedule: str, name: str) -> None:
    """Each of its fields is missed by name."""
    reply = call(
        "POST", f"{schedule}/rotation", {key: value for key, value in _ROTATION.items() if key != name}
    )
    assert (reply.status_code, list(reply.json()["errors"])) == (422, [name])
