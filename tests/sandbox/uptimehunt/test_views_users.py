"""Profile and password."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import UptimeHuntSandbox

from ._calls import Caller, details


def test_profile(call: Caller) -> None:
    """The profile is that of the user of the session, and what is sent changes in it."""
    before = call.data("users/profile")
    assert before == call.data("auth/me")
    changed = call.data("users/profile", method="PUT", json={"first_name": "Night"})
    assert changed == call.data("users/profile") == {**before, "first_name": "Night"}


def test_another_address(call: Caller, sandbox: UptimeHuntSandbox) -> None:
    """With another address a user logs in by that one; the case of one's own may change."""
    assert call("PUT", "users/profile", {"email": "OPS@example.com"}).status_code == 200
    assert call("PUT", "users/profile", {"email": "night@example.com"}).status_code == 200
    assert sandbox.email == "night@example.com"
    for email, status in (("ops@example.com", 401), ("night@example.com", 200)):
        body = {"email": email, "password": sandbox.password}
        assert call("POST", "auth/login", body, token=None).status_code == status


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"email": "other@example.com"}, {"email"}),
        ({"email": "nobody"}, {"email"}),
        ({"email": None}, {"email"}),
        ({"first_name": 1, "last_name": "a" * 151}, {"first_name", "last_name"}),
    ],
)
def test_profile_refuses(call: Caller, body: dict[str, object], fields: set[str]) -> None:
    """An address that is none or another user's, and names that are none, are 422, and nothing changes."""
    before = call.data("users/profile")
    assert set(details(call("PUT", "users/profile", body))) == fields
    assert call.data("users/profile") == before


def test_password(call: Caller, sandbox: UptimeHuntSandbox) -> None:
    """A new password takes the place of the old one, and sessions go on."""
    old = sandbox.password
    body = {"current_password": old, "new_password": "another one"}
    reply = call("POST", "users/password", body)
    assert (reply.status_code, reply.content) == (204, b"")
    assert call("GET", "auth/me").status_code == 200
    for password, status in ((old, 401), ("another one", 200)):
        login = {"email": sandbox.email, "password": password}
        assert call("POST", "auth/login", login, token=None).status_code == status
    assert sandbox.issued_secrets[-3] == "another one"  # two tokens came after it


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"current_password": "wrong"}, {"current_password": ["Is wrong"]}),
        ({"new_password": "7 signs"}, {"new_password": ["Must have at least 8 characters"]}),
        ({"new_password": None}, {"new_password": ["Must be text"]}),
    ],
)
def test_password_refuses(
    call: Caller, sandbox: UptimeHuntSandbox, changed: dict[str, object], wrong: dict[str, list[str]]
) -> None:
    """A wrong current password and a bad new one are 422, and the password stays."""
    old = sandbox.password
    body = {"current_password": old, "new_password": "another one", **changed}
    assert details(call("POST", "users/password", body)) == wrong
    assert sandbox.password == old


def test_password_has_to_be_another(call: Caller, sandbox: UptimeHuntSandbox) -> None:
    """The new password may not be the current one."""
    body = {"current_password": sandbox.password, "new_password": sandbox.password}
    assert set(details(call("POST", "users/password", body))) == {"new_password"}
