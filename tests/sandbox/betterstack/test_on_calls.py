"""On-call schedules: who is on call."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import Caller


def test_default_schedule(call: Caller) -> None:
    """Every team starts with a nameless default schedule, with somebody on call who is included."""
    reply = call("GET", "v2/on-calls/default").json()
    attributes = reply["data"]["attributes"]
    assert attributes == {"name": None, "default_calendar": True, "team_name": "main"}
    (user,) = reply["data"]["relationships"]["on_call_users"]["data"]
    assert (user["type"], user["meta"]) == ("user", {"email": "responder@main.example"})
    (included,) = reply["included"]
    assert (included["id"], included["type"]) == (user["id"], "user")
    assert set(included["attributes"]) == {"first_name", "last_name", "email", "phone_numbers"}


def test_default_is_the_teams_own(call: Caller) -> None:
    """The word "default" means another schedule for another token."""
    ids = {
        call("GET", "v2/on-calls/default", token=token).json()["data"]["id"] for token in ("main", "other")
    }
    assert len(ids) == 2


def test_lists_include_users_once(call: Caller) -> None:
    """The users on call come with the list, each once."""
    made = call.make("v2/on-calls", {"name": "Nights"})
    event = {
        "starts_at": "2026-01-12",
        "ends_at": "2026-01-13",
        "users": ["responder@main.example", "admin@main.example"],
    }
    assert call("POST", f"v2/on-calls/{made}/events", event).status_code == 200
    reply = call("GET", "v2/on-calls").json()
    assert sorted(one["attributes"]["email"] for one in reply["included"]) == sorted(event["users"])
    on_call = [len(one["relationships"]["on_call_users"]["data"]) for one in reply["data"]]
    assert on_call == [1, 2]


@pytest.mark.parametrize(
    ("date", "count"),
    [
        ("2026-01-11", 0),
        ("2026-01-12", 1),
        ("2026-01-12T00:00:00Z", 1),
        ("2026-01-12T00:30:00+01:00", 0),
        ("2027-02-01", 0),
        ("", 1),
    ],
)
def test_date(call: Caller, date: str, count: int) -> None:
    """`date` asks for another moment than now."""
    users = call("GET", f"v2/on-calls/default?date={date}").json()["included"]
    assert len(users) == count


def test_a_date_that_is_none(call: Caller) -> None:
    """It is refused."""
    assert call("GET", "v2/on-calls/default?date=soon").status_code == 400


def test_who_is_on_call_follows_the_clock(call: Caller, clock: ManualClock) -> None:
    """When the only event is over nobody is on call."""
    clock.advance(366 * 86_400)
    assert call("GET", "v2/on-calls/default").json()["included"] == []


def test_deleting_takes_the_events(call: Caller) -> None:
    """With the schedule its events are gone."""
    made = call.make("v2/on-calls", {"name": "Nights"})
    assert call("DELETE", f"v2/on-calls/{made}").status_code == 204
    assert call("GET", f"v2/on-calls/{made}/events").status_code == 404
