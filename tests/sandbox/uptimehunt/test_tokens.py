"""JSON Web Tokens and sessions."""

from __future__ import annotations

import base64
import json
import random
from datetime import datetime, timedelta
from typing import Any

import jwt
import pytest

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.uptimehunt._model import User
from uptimekit.sandbox.uptimehunt._secrets import Secrets
from uptimekit.sandbox.uptimehunt._settings import Settings
from uptimekit.sandbox.uptimehunt._tokens import Tokens

_NOW = ManualClock().now()
_USER = User(3, "a@example.com", "p", "", "", _NOW)


def _tokens(**settings: Any) -> Tokens:
    return Tokens(random.Random(0), Settings(**settings), Secrets())


def _at(seconds: float) -> datetime:
    return _NOW + timedelta(seconds=seconds)


def _claims(token: str) -> dict[str, Any]:
    found: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return found


def _good(tokens: Tokens, token: str, kind: Any = "access", seconds: float = 0) -> bool:
    return tokens.session(token, kind, _at(seconds)) is not None


def test_claims() -> None:
    """Both tokens are JWTs that say whose they are, what they are for, and when they begin and end."""
    access, refresh = _tokens().open(_USER, _NOW)
    assert jwt.get_unverified_header(access) == {"alg": "HS256", "typ": "JWT"}
    for token, kind, lifetime in ((access, "access", 900), (refresh, "refresh", 604_800)):
        found = _claims(token)
        assert (found["token_type"], found["user_id"]) == (kind, 3)
        assert found["iat"] == _NOW.timestamp()
        assert found["exp"] - found["iat"] == lifetime
    assert _claims(access)["jti"] != _claims(refresh)["jti"]


@pytest.mark.parametrize(("kind", "lifetime"), [("access", 900), ("refresh", 604_800)])
def test_lifetime(kind: str, lifetime: int) -> None:
    """A token is good until the second in which it ends."""
    tokens = _tokens()
    token = getattr(tokens.open(_USER, _NOW), kind)
    assert _good(tokens, token, kind, lifetime - 0.001)
    assert not _good(tokens, token, kind, lifetime)


def test_kinds_are_not_mixed_up() -> None:
    """A token is good for what it was made for only."""
    tokens = _tokens()
    access, refresh = tokens.open(_USER, _NOW)
    assert not _good(tokens, access, "refresh")
    assert not _good(tokens, refresh, "access")


def _forged(token: str) -> list[str]:
    header, payload, signature = token.split(".")
    claims = {**_claims(token), "exp": 2**40}
    longer = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return [
        f"{header}.{longer}.{signature}",
        f"{header}.{payload}.{signature[::-1]}",
        f"{header}.{payload}.",
        f"{header}.{payload}",
        jwt.encode(_claims(token), "k" * 32),
        jwt.encode(_claims(token), "", algorithm="none"),
        "",
        "x.y.z",
        "\xe9",
    ]


def test_forgeries() -> None:
    """Tokens that were changed, or signed with another key or none, are no good."""
    tokens = _tokens()
    access = tokens.open(_USER, _NOW).access
    assert [_good(tokens, token) for token in _forged(access)] == [False] * 9


def test_another_servers_token() -> None:
    """A token of a sandbox with another seed is no good."""
    other = Tokens(random.Random(1), Settings(), Secrets()).open(_USER, _NOW)
    assert not _good(_tokens(), other.access)


def test_renewal() -> None:
    """A refresh token gives new access tokens again and again; the old ones stay good."""
    tokens = _tokens()
    access, refresh = tokens.open(_USER, _NOW)
    renewed = [tokens.renew(refresh, _at(1)) for _ in range(2)]
    found = [access, *(pair[0] for pair in renewed if pair is not None)]
    assert len(set(found)) == 3
    assert all(_good(tokens, token, seconds=1) for token in found)
    assert [pair[1] for pair in renewed if pair is not None] == [None, None]


def test_rotation() -> None:
    """Where refresh tokens rotate, the old one is used up, and the new one goes on."""
    tokens = _tokens(rotate_refresh=True)
    first = tokens.open(_USER, _NOW).refresh
    renewed = tokens.renew(first, _NOW)
    assert renewed is not None
    assert renewed[1] is not None
    assert tokens.renew(first, _NOW) is None
    assert tokens.renew(renewed[1], _NOW) is not None


def test_no_renewal_with_anything_else() -> None:
    """Neither an access token nor a refresh token that is over gives anything."""
    tokens = _tokens()
    access, refresh = tokens.open(_USER, _NOW)
    assert tokens.renew(access, _NOW) is None
    assert tokens.renew(refresh, _at(604_800)) is None


def test_closing_one_session() -> None:
    """A session that ends takes all its tokens with it, and no other's."""
    tokens = _tokens()
    one, other = tokens.open(_USER, _NOW), tokens.open(_USER, _NOW)
    renewed = tokens.renew(one.refresh, _NOW)
    session = tokens.session(one.access, "access", _NOW)
    assert renewed is not None
    assert session is not None
    tokens.close(session)
    assert [_good(tokens, token) for token in (one.access, renewed[0], other.access)] == [False, False, True]
    assert [_good(tokens, token, "refresh") for token in (one.refresh, other.refresh)] == [False, True]


def test_revoking() -> None:
    """Access tokens can be revoked alone, or everything at once."""
    tokens = _tokens()
    access, refresh = tokens.open(_USER, _NOW)
    tokens.revoke_access()
    assert (_good(tokens, access), _good(tokens, refresh, "refresh")) == (False, True)
    tokens.close_all()
    assert not _good(tokens, refresh, "refresh")


def test_tokens_are_noted() -> None:
    """Every token is in the book of secrets."""
    secrets = Secrets()
    tokens = Tokens(random.Random(0), Settings(rotate_refresh=True), secrets)
    first = tokens.open(_USER, _NOW)
    renewed = tokens.renew(first.refresh, _NOW)
    assert secrets.all == (*first, *(renewed or ()))
