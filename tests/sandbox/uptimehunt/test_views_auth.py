"""Sessions."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock, UptimeHuntSandbox

from ._calls import Caller, details


def _credentials(sandbox: UptimeHuntSandbox, **changed: object) -> dict[str, object]:
    return {"email": sandbox.email, "password": sandbox.password, **changed}


def test_login(call: Caller, sandbox: UptimeHuntSandbox) -> None:
    """A login answers tokens and user below data, as documented; the tokens are good."""
    reply = call("POST", "auth/login", _credentials(sandbox), token=None)
    data = reply.json()["data"]
    assert reply.status_code == 200
    assert list(data) == ["access", "refresh", "user"]
    assert list(data["user"]) == ["id", "email", "first_name", "last_name"]
    assert call("GET", "auth/me", token=data["access"]).json()["data"]["email"] == sandbox.email


@pytest.mark.parametrize(
    "changed", [{"password": "wrong"}, {"email": "nobody@example.com"}, {"password": " ops "}]
)
def test_login_with_wrong_credentials(
    call: Caller, sandbox: UptimeHuntSandbox, changed: dict[str, object]
) -> None:
    """A wrong address and a wrong password are one 401."""
    refused = call("POST", "auth/login", _credentials(sandbox, **changed), token=None)
    assert refused.status_code == 401
    assert refused.json()["error"]["message"] == "E-mail address or password is wrong"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"email", "password"}),
        ({"email": 1, "password": ""}, {"email", "password"}),
        ({"email": "a"}, {"password"}),
    ],
)
def test_login_without_credentials(call: Caller, body: object, fields: set[str]) -> None:
    """What is missing from a login is 422."""
    assert set(details(call("POST", "auth/login", body, token=None))) == fields


def test_address_is_not_case_sensitive(call: Caller, sandbox: UptimeHuntSandbox) -> None:
    """A user may write the address in capitals."""
    body = _credentials(sandbox, email=sandbox.email.upper())
    assert call("POST", "auth/login", body, token=None).status_code == 200


def test_register(call: Caller) -> None:
    """A registration answers everything without data, as documented, and the new user can log in."""
    body = {"email": "new@example.com", "password": "long enough", "first_name": "New"}
    reply = call("POST", "auth/register", body, token=None)
    told = reply.json()
    assert reply.status_code == 201
    assert set(told) == {"access_token", "refresh_token", "token_type", "expires_in", "user"}
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 900)
    assert told["user"] == {
        "id": 3,
        "email": "new@example.com",
        "first_name": "New",
        "last_name": "",
        "date_joined": "2026-01-12T09:00:00Z",
    }
    assert call("GET", "auth/me", token=told["access_token"]).json()["data"] == told["user"]
    again = call("POST", "auth/login", body, token=None).json()["data"]
    assert call.data("projects", token=again["access"]) == []


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"email": "OPS@example.com"}, {"email": ["Is the address of another user"]}),
        ({"email": "nobody"}, {"email": ["Must be an e-mail address"]}),
        ({"password": "7 signs"}, {"password": ["Must have at least 8 characters"]}),
        ({"first_name": 1}, {"first_name": ["Must be text"]}),
    ],
)
def test_register_refuses(call: Caller, changed: dict[str, object], wrong: dict[str, list[str]]) -> None:
    """Addresses are unique, passwords have eight characters, and nobody is created otherwise."""
    body = {"email": "new@example.com", "password": "long enough", **changed}
    assert details(call("POST", "auth/register", body, token=None)) == wrong
    assert call("POST", "auth/login", body, token=None).status_code in (401, 422)


def test_refresh(call: Caller, clock: ManualClock) -> None:
    """A refresh answers a new access token, nothing else, and may be done again."""
    clock.advance(1000)
    first, second = (
        call("POST", "auth/refresh", {"refresh": call.tokens.refresh}).json()["data"] for _ in range(2)
    )
    assert list(first) == ["access"]
    assert first != second
    assert call("GET", "auth/me").status_code == 401
    assert call("GET", "auth/me", token=first["access"]).status_code == 200


@pytest.mark.parametrize("body", [{}, {"refresh": ""}, {"refresh": None}, {"refresh": 5}])
def test_refresh_without_token(call: Caller, body: object) -> None:
    """A refresh without a token is 422."""
    assert set(details(call("POST", "auth/refresh", body, token=None))) == {"refresh"}


def test_refresh_ends(call: Caller, clock: ManualClock) -> None:
    """After seven days a refresh token is good for nothing."""
    clock.advance(7 * 86_400)
    refused = call("POST", "auth/refresh", {"refresh": call.tokens.refresh}, token=None)
    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "UNAUTHORIZED"


def test_rotation(clock: ManualClock) -> None:
    """Where refresh tokens rotate, each is good once."""
    call = Caller(UptimeHuntSandbox(clock=clock, rotate_refresh=True))
    body = {"refresh": call.tokens.refresh}
    first = call("POST", "auth/refresh", body, token=None).json()["data"]
    assert list(first) == ["access", "refresh"]
    assert call("POST", "auth/refresh", body, token=None).status_code == 401
    assert call("POST", "auth/refresh", {"refresh": first["refresh"]}, token=None).status_code == 200


@pytest.mark.parametrize("rotate", [False, True])
def test_flat_tokens(clock: ManualClock, rotate: bool) -> None:
    """Where tokens come flat, login and refresh answer like a registration."""
    call = Caller(UptimeHuntSandbox(clock=clock, flat_tokens=True, rotate_refresh=rotate, access_lifetime=60))
    made = call("POST", "auth/login", _credentials(call.sandbox), token=None).json()
    assert set(made) == {"access_token", "refresh_token", "token_type", "expires_in", "user"}
    assert made["expires_in"] == 60
    renewed = call("POST", "auth/refresh", {"refresh": made["refresh_token"]}, token=None).json()
    assert set(renewed) == {"access_token", "token_type", "expires_in"} | (
        {"refresh_token"} if rotate else set()
    )


@pytest.mark.parametrize("body", [None, {}])
def test_logout(call: Caller, body: object) -> None:
    """A logout is 204 and ends the session with both its tokens, and no other session."""
    other = call.sandbox.token_pair()
    reply = call("POST", "auth/logout", body)
    assert (reply.status_code, reply.content) == (204, b"")
    assert call("GET", "auth/me").status_code == 401
    assert call("POST", "auth/refresh", {"refresh": call.tokens.refresh}).status_code == 401
    assert call("GET", "auth/me", token=other.access).status_code == 200


def test_logout_of_another_session(call: Caller) -> None:
    """The session of a refresh token in the body ends, too, if it is the user's own."""
    mine, theirs = call.sandbox.token_pair(), call.sandbox.token_pair("other")
    for access, named in ((call.tokens.access, theirs), (mine.access, theirs)):
        assert call("POST", "auth/logout", {"refresh": named.refresh}, token=access).status_code == 204
    assert call("GET", "auth/me", token=theirs.access).status_code == 200
    last, again = call.sandbox.token_pair(), call.sandbox.token_pair()
    call("POST", "auth/logout", {"refresh": last.refresh}, token=again.access)
    assert call("GET", "auth/me", token=last.access).status_code == 401


def test_logout_without_session(call: Caller) -> None:
    """Nobody can log out twice."""
    call("POST", "auth/logout")
    assert call("POST", "auth/logout").status_code == 401


def test_current_user(call: Caller) -> None:
    """The user of a session is shown in full."""
    assert set(call.data("auth/me")) == {"id", "email", "first_name", "last_name", "date_joined"}
    assert call.data("auth/me", token="other")["email"] == "other@example.com"
