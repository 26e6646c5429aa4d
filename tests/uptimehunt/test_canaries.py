"""The witness finds what it looks for, and nothing that holds a secret shows it."""

from __future__ import annotations

import json
import logging
import traceback
from typing import Any

import pytest

from uptimekit.sandbox import Fault
from uptimekit.uptimehunt import AuthenticationError, Client, InvalidInputError, RateLimitError

from ._canaries import Witness
from ._support import Server, User

CANARY = "canary-canary-canary"


def test_the_witness_sees_every_way_out(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    """A secret in a log line, an error's text, body or details, or a client's parts is found: each by itself."""
    for leak in range(5):
        seen = Witness(monkeypatch)
        error = InvalidInputError("wrong")
        with Client(base_url=server.base_url) as client:
            assert seen.found([CANARY]) == set()
            if leak == 0:
                seen.emit(logging.makeLogRecord({"msg": "sent %s", "args": (CANARY,)}))
            elif leak == 1:
                error.args = (CANARY,)
            elif leak == 2:
                error.body = {"echo": CANARY}
            elif leak == 3:
                error.details = {"password": [CANARY]}
            else:
                vars(client)["_note"] = CANARY
            assert seen.found([CANARY]) != set()
        monkeypatch.undo()


def test_models_of_tokens_do_not_show_them(user: User) -> None:
    """What a login or a refresh returns shows three stars where a token is, in every form of text."""
    sandbox = user.server.sandbox
    tokens = user("auth.login", email=sandbox.email, password=sandbox.password)
    renewed = user("auth.refresh", refresh=tokens.data.refresh)
    shown = f"{tokens!r} {tokens} {renewed!r} {user.client!r}"
    assert "***" in shown
    assert not [secret for secret in sandbox.issued_secrets if secret in shown]


def test_a_refused_login_shows_neither_part(user: User) -> None:
    """The error of a wrong password, with its traceback, has the server's words and no password."""
    wrong = {"email": user.server.sandbox.email, "password": CANARY}
    with user.another(**wrong) as other, pytest.raises(AuthenticationError) as caught:
        other("auth.me")
    shown = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value))
    assert CANARY not in shown


@pytest.mark.parametrize(
    ("who", "method", "sent"),
    [
        ({"email": "a@main.example", "password": CANARY}, "auth.me", {}),
        ({"refresh_token": CANARY}, "auth.me", {}),
        ({"nobody": True}, "auth.login", {"email": "a@main.example", "password": CANARY}),
        ({"nobody": True}, "auth.register", {"email": "a@main.example", "password": CANARY}),
        ({"nobody": True}, "auth.refresh", {"refresh": CANARY}),
        ({"access_token": "access-secret", "refresh_token": CANARY}, "auth.logout", {}),
        (
            {"access_token": "access-secret"},
            "users.change_password",
            {"current_password": "a-password", "new_password": CANARY},
        ),
    ],
)
def test_a_server_that_repeats_what_was_sent_is_not_quoted(
    user: User, who: dict[str, Any], method: str, sent: dict[str, str]
) -> None:
    """A password or refresh token that an error answer repeats is in no error and no event."""
    said = {"error": {"message": f"no: {CANARY}", "details": {"field": [f"{CANARY} is wrong"]}}}
    headers = {"Content-Type": "application/json"}
    user.server.sandbox.faults.add(Fault(status=429, body=json.dumps(said), headers=headers, match="POST"))
    with user.another(**who, retries=0) as other, pytest.raises(RateLimitError) as caught:
        other(method, **sent)
    assert "***" in str(caught.value)
    assert CANARY not in f"{caught.value} {vars(caught.value)} {other.events}"


def test_a_server_that_repeats_a_token_is_not_quoted(user: User) -> None:
    """An error answer with the request's token in it is shown without it."""
    access, refresh = user.server.sandbox.token_pair()
    body = f'{{"error": {{"code": "FORBIDDEN", "message": "not for {access}"}}}}'
    user.server.sandbox.faults.add(
        Fault(
            status=403, body=body, headers={"Content-Type": "application/json"}, match="GET /api/v1/projects"
        )
    )
    with (
        user.another(access_token=access, refresh_token=refresh) as other,
        pytest.raises(Exception, match=r"\*\*\*") as caught,
    ):
        other("projects.list")
    assert access not in str(caught.value) + repr(vars(caught.value))
