"""Members and roles, on the path that stands for the other host."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import BetterStackSandbox, ManualClock

from ._calls import Caller

_HOME = "/organization/api/v2"
_MEMBERS = f"{_HOME}/team-members"


def _role(call: Caller, role: str) -> str:
    roles = call("GET", f"{_HOME}/roles").json()["data"]
    return next(one["id"] for one in roles if one["attributes"]["role"] == role)


def _member(call: Caller, email: str) -> str:
    return str(call("GET", f"{_MEMBERS}?email={email}").json()["data"]["id"])


def test_list(call: Caller) -> None:
    """Members and invitations of one team come as pages; with a global token the team must be named."""
    call("POST", _MEMBERS, {"email": "new@main.example"})
    reply = call("GET", f"{_MEMBERS}?per_page=2").json()
    assert len(reply["data"]) == 2
    assert reply["pagination"]["next"].endswith("/organization/api/v2/team-members?per_page=2&page=2")
    assert [one["type"] for one in call("GET", _MEMBERS).json()["data"]] == [
        "team_member",
        "team_member",
        "team_member_invitation",
    ]
    assert call("GET", _MEMBERS, token="global").status_code == 422
    assert len(call("GET", f"{_MEMBERS}?team_name=other", token="global").json()["data"]) == 2


def test_find_by_email(call: Caller) -> None:
    """With `email` the list becomes one object, or 404 with a sentence."""
    found = call("GET", f"{_MEMBERS}?email=ADMIN@main.example").json()
    assert set(found) == {"data"}
    assert (found["data"]["type"], found["data"]["attributes"]["role"]) == ("team_member", "admin")
    assert call("GET", f"{_MEMBERS}/{found['data']['id']}").json() == found
    lost = call("GET", f"{_MEMBERS}?email=admin@other.example")
    assert (lost.status_code, type(lost.json()["errors"])) == (404, str)
    assert call("GET", f"{_MEMBERS}/{found['data']['id']}", token="other").status_code == 404


def test_invite(call: Caller) -> None:
    """A new address is 201 with an invitation, a known one 200 with what is there; both with a message."""
    body = {"email": "new@main.example", "role": "team_lead"}
    first, again = (call("POST", _MEMBERS, body) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["data"] == again.json()["data"]
    assert first.json()["data"]["attributes"] == {
        "email": "new@main.example",
        "invited_at": "2026-01-12T09:00:00.000Z",
        "role": "team_lead",
    }
    assert set(first.json()) == set(again.json()) == {"data", "message"}


def test_invite_by_role_id_and_team(call: Caller) -> None:
    """A role can be given by id, the team in query or body, and without a role one becomes a responder."""
    by_id = call(
        "POST",
        f"{_MEMBERS}?team_name=other",
        {"email": "a@b.example", "role_id": _role(call, "member")},
        token="global",
    )
    plain = call("POST", _MEMBERS, {"email": "c@d.example", "team_name": "other"}, token="global")
    assert [one.json()["data"]["attributes"]["role"] for one in (by_id, plain)] == ["member", "responder"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "nobody"},
        {"email": "a@b.example", "role": "admin"},
        {"email": "a@b.example", "role": "cook"},
    ],
)
def test_unfit_invitations(call: Caller, body: dict[str, object]) -> None:
    """A bad address and a role that cannot be given are 422 with one sentence."""
    reply = call("POST", _MEMBERS, body)
    assert (reply.status_code, type(reply.json()["errors"])) == (422, str)


def test_seats(clock: ManualClock) -> None:
    """When all seats are taken, nobody can be invited any more."""
    call = Caller(BetterStackSandbox(clock=clock, teams=["main"], seats=3))
    made = [call("POST", _MEMBERS, {"email": f"{n}@b.example"}).status_code for n in range(2)]
    assert made == [201, 422]


def test_remove(call: Caller) -> None:
    """One is removed by address, once."""
    path = f"{_MEMBERS}?email=responder@main.example"
    assert [call("DELETE", path).status_code for _ in range(2)] == [204, 404]


def test_change_role(call: Caller) -> None:
    """A role can be changed, the same one any number of times."""
    member, role = _member(call, "responder@main.example"), _role(call, "member")
    for _ in range(2):
        reply = call("POST", f"{_MEMBERS}/{member}/change-role/{role}")
        assert reply.status_code == 200
        assert reply.json()["data"]["attributes"]["role_id"] == int(role)


@pytest.mark.parametrize(
    ("email", "role", "status"),
    [("responder", "admin", 422), ("admin", "member", 422), ("admin", "admin", 200)],
)
def test_admins_stay(call: Caller, email: str, role: str, status: int) -> None:
    """Nobody becomes an admin or stops being one."""
    path = f"{_MEMBERS}/{_member(call, f'{email}@main.example')}/change-role/{_role(call, role)}"
    assert call("POST", path).status_code == status


def test_unknown_role_or_member(call: Caller) -> None:
    """Either is 404."""
    member = _member(call, "admin@main.example")
    assert call("POST", f"{_MEMBERS}/{member}/change-role/1").status_code == 404
    assert call("POST", f"{_MEMBERS}/1/change-role/{_role(call, 'member')}").status_code == 404


def test_readonly_tokens(call: Caller) -> None:
    """They read, and are refused with a sentence when they write."""
    assert call("GET", _MEMBERS, token="main-ro").status_code == 200
    reply = call("POST", _MEMBERS, {"email": "a@b.example"}, token="main-ro")
    assert (reply.status_code, type(reply.json()["errors"])) == (403, str)


def test_roles_and_usage(call: Caller) -> None:
    """Roles come all at once; usage is there."""
    roles = call("GET", f"{_HOME}/roles").json()
    assert set(roles) == {"data"}
    assert {"admin", "responder"} <= {one["attributes"]["role"] for one in roles["data"]}
    assert call("GET", f"{_HOME}/usage").status_code == 200
