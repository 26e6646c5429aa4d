"""What can be done to an incident, and when."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import BODIES, Caller

_ACTIONS = ("acknowledge", "resolve", "reopen", "escalate")
_ESCALATION = {"escalation_type": "Organization"}


@pytest.fixture
def incident(call: Caller) -> str:
    """The path of an incident that was reported by hand."""
    return f"v3/incidents/{call.make('v3/incidents', BODIES['incident'])}"


def test_create(call: Caller, incident: str) -> None:
    """A reported incident has started, with its summary as the cause and nothing that it came from."""
    data = call("GET", incident).json()
    attributes = data["data"]["attributes"]
    assert (attributes["status"], attributes["cause"]) == ("Started", "Smoke")
    assert (data["data"]["relationships"], data["included"]) == ({}, [])
    assert "reopened_at" not in attributes


@pytest.mark.parametrize("name", ["requester_email", "summary"])
def test_create_needs(call: Caller, name: str) -> None:
    """Who reports and what is documented as required."""
    reply = call(
        "POST", "v3/incidents", {key: value for key, value in BODIES["incident"].items() if key != name}
    )
    assert (reply.status_code, list(reply.json()["errors"])) == (422, [name])


def test_create_with_a_policy(call: Caller) -> None:
    """A policy of the team is noted as a number, another one is refused."""
    policy = call.make("v3/policies", {"name": "P"})
    made = call.make("v3/incidents", {**BODIES["incident"], "policy_id": policy})
    assert call.attributes(f"v3/incidents/{made}")["escalation_policy_id"] == int(policy)
    assert call("POST", "v3/incidents", {**BODIES["incident"], "policy_id": "1"}).status_code == 422


def test_create_with_the_global_token_needs_a_team(call: Caller) -> None:
    """As for other resources."""
    assert call("POST", "v3/incidents", BODIES["incident"], token="global").status_code == 422
    made = call.make("v3/incidents", {**BODIES["incident"], "team_name": "other"}, token="global")
    assert call.attributes(f"v3/incidents/{made}", token="other")["team_name"] == "other"


@pytest.mark.parametrize(
    ("before", "allowed"),
    [
        ((), {"acknowledge", "resolve", "escalate"}),
        (("acknowledge",), {"resolve", "escalate"}),
        (("resolve",), {"reopen"}),
        (("acknowledge", "resolve"), {"reopen"}),
        (("resolve", "reopen"), {"acknowledge", "resolve", "escalate"}),
        (("acknowledge", "resolve", "reopen"), {"acknowledge", "resolve", "escalate"}),
    ],
)
@pytest.mark.parametrize("action", _ACTIONS)
def test_conflicts(
    call: Caller, incident: str, before: tuple[str, ...], allowed: set[str], action: str
) -> None:
    """What is done already, or cannot be done in that state, is 409 with a sentence; the rest is 200."""
    for step in before:
        assert call("POST", f"{incident}/{step}").status_code == 200
    state = call.attributes(incident)
    reply = call("POST", f"{incident}/{action}", _ESCALATION if action == "escalate" else None)
    assert reply.status_code == (200 if action in allowed else 409)
    if action not in allowed:
        assert isinstance(reply.json()["errors"], str)
        assert call.attributes(incident) == state


@pytest.mark.parametrize(("action", "status"), [("acknowledge", "Acknowledged"), ("resolve", "Resolved")])
def test_who_and_when(call: Caller, incident: str, clock: ManualClock, action: str, status: str) -> None:
    """The actor, who need not be named, and the time are noted."""
    clock.advance(60)
    done = action.removesuffix("e") + "ed"
    after = call("POST", f"{incident}/{action}", {f"{done}_by": "me"}).json()["data"]["attributes"]
    assert (after["status"], after[f"{done}_by"], after[f"{done}_at"]) == (
        status,
        "me",
        "2026-01-12T09:01:00.000Z",
    )


def test_nobody_need_be_named(call: Caller, incident: str) -> None:
    """An actor may be null, and anything but a name is refused."""
    assert call("POST", f"{incident}/acknowledge", {"acknowledged_by": ["me"]}).status_code == 422
    shown = call("POST", f"{incident}/acknowledge", {"acknowledged_by": None}).json()["data"]["attributes"]
    assert (shown["status"], shown["acknowledged_by"]) == ("Acknowledged", None)


def test_reopened_incidents_start_again(call: Caller, incident: str) -> None:
    """Reopening forgets who acknowledged and resolved, and says who reopened."""
    call("POST", f"{incident}/acknowledge", {"acknowledged_by": "a"})
    call("POST", f"{incident}/resolve", {"resolved_by": "r"})
    after = call("POST", f"{incident}/reopen", {"reopened_by": "o"}).json()["data"]["attributes"]
    assert (after["status"], after["reopened_by"]) == ("Started", "o")
    assert after["acknowledged_by"] is after["resolved_by"] is after["resolved_at"] is None


def test_shared_incidents_cannot_be_reopened(call: Caller, incident: str) -> None:
    """A team that an incident was shared with sees it, and is refused when it reopens it."""
    call.sandbox.share_incident(incident.rpartition("/")[2], "other")
    call("POST", f"{incident}/resolve")
    assert call.ids("v3/incidents", token="other") == [incident.rpartition("/")[2]]
    reply = call("POST", f"{incident}/reopen", token="other")
    assert reply.status_code == 403
    assert isinstance(reply.json()["errors"], str)
    assert call("POST", f"{incident}/reopen").status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"escalation_type": "Nobody"}, 422),
        ({"escalation_type": "User"}, 422),
        ({"escalation_type": "User", "user_email": "a@b.example"}, 200),
        ({"escalation_type": "User", "user_id": 7}, 200),
        ({"escalation_type": "Team", "team_id": 7}, 200),
        ({"escalation_type": "Schedule"}, 422),
        ({"escalation_type": "Policy", "policy_id": 7}, 200),
        (_ESCALATION, 200),
    ],
)
def test_escalate(call: Caller, incident: str, body: dict[str, object], status: int) -> None:
    """An escalation has a type and, but for the whole organisation, somebody to go to."""
    assert call("POST", f"{incident}/escalate", body).status_code == status


def test_timeline(call: Caller, incident: str) -> None:
    """The timeline tells everything that happened, all at once; its ids need not be numbers."""
    call("POST", f"{incident}/acknowledge")
    call("POST", f"{incident.replace('v3', 'v2')}/comments", {"content": "Hm"})
    call("POST", f"{incident}/escalate", _ESCALATION)
    call("POST", f"{incident}/resolve")
    reply = call("GET", f"{incident}/timeline").json()
    assert set(reply) == {"data"}
    assert [one["attributes"]["item_type"] for one in reply["data"]] == ["generic"] * 2 + ["comment"] + [
        "generic"
    ] * 2
    assert reply["data"][2]["attributes"]["data"]["content"]["text"] == "Hm"
    assert reply["data"][0]["id"] == "2026-01-12 09:00:00 UTC"
    assert all(one["type"] == "timeline_item" for one in reply["data"])


def test_v2_shares_the_incidents(call: Caller, incident: str) -> None:
    """The older paths do the same to the same incidents, under names of their own."""
    old = incident.replace("v3", "v2")
    assert call("POST", f"{old}/acknowledge").status_code == 200
    assert call("POST", f"{incident}/acknowledge").status_code == 409
    assert call("POST", f"{old}/resolve").status_code == 200
    assert call("POST", f"{old}/reopen").status_code == 404
    made = call.make("v2/incidents", BODIES["incident"])
    assert call("DELETE", f"v2/incidents/{made}").status_code == 204
    assert call.sandbox.requests["acknowledge_incident_v2"] == 1


def test_unknown_incident(call: Caller) -> None:
    """Every action on an unknown incident is 404."""
    for action in _ACTIONS:
        assert call("POST", f"v3/incidents/1/{action}", _ESCALATION).status_code == 404
