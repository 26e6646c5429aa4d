"""Tests of pairs of tokens and of when they end."""

from __future__ import annotations

import copy
import pickle

import pytest

from uptimekit._runtime.errors import DecodingError
from uptimekit.uptimehunt._tokens import (
    ACCESS_LIFETIME,
    REFRESH_LIFETIME,
    Tokens,
    claims_of,
    received,
)

from ._support import jwt

NOW = 50_000.0


@pytest.mark.parametrize("skew", [-300.0, 0.0, 300.0, 86_400.0])
def test_a_lifetime_begins_when_the_token_arrives(skew: float) -> None:
    """The server's clock may be wrong by any amount: only the difference of its two times counts."""
    access, refresh = jwt(600, NOW + skew), jwt(7_000, NOW + skew)
    tokens = received({"data": {"access": access, "refresh": refresh}}, NOW)
    assert tokens == Tokens(access, refresh, NOW + 600, NOW + 7_000)


@pytest.mark.parametrize(
    ("answer", "lifetime"),
    [
        ({"data": {"access": "a", "refresh": "r"}}, ACCESS_LIFETIME),
        ({"access_token": "a", "refresh_token": "r", "expires_in": 60}, 60),
        ({"data": {"access_token": "a", "refresh_token": "r", "expires_in": "soon"}}, ACCESS_LIFETIME),
        ({"access": "a", "refresh": "r", "expires_in": -1}, ACCESS_LIFETIME),
        ({"access": "a", "refresh": "r", "expires_in": 10**400}, ACCESS_LIFETIME),
    ],
)
def test_both_documented_forms_are_read(answer: object, lifetime: float) -> None:
    """Login and registration name the tokens differently; without times of their own they last as documented."""
    assert received(answer, NOW) == Tokens("a", "r", NOW + lifetime, NOW + REFRESH_LIFETIME)


def test_a_refresh_keeps_the_refresh_token() -> None:
    """A refresh that answers with an access token alone leaves the rest; one that rotates replaces both."""
    before = Tokens("a", "r", 1.0, 2.0)
    assert received({"data": {"access": "b"}}, NOW, before) == Tokens("b", "r", NOW + ACCESS_LIFETIME, 2.0)
    rotated = received({"data": {"access": "b", "refresh": "s"}}, NOW, before)
    assert (rotated.refresh, rotated.refresh_expires_at) == ("s", NOW + REFRESH_LIFETIME)


@pytest.mark.parametrize(
    "answer", [None, [], "a", {}, {"data": None}, {"data": {"access": ""}}, {"access": 7}]
)
def test_an_answer_without_a_token_is_an_error(answer: object) -> None:
    """What holds no access token is not what the API documents."""
    with pytest.raises(DecodingError, match="no access token"):
        received(answer, NOW)


def test_tokens_that_were_kept_end_when_they_say() -> None:
    """A pair that a caller passes in has its own end; one without times counts as new."""
    kept = Tokens.given(jwt(900, NOW - 800), jwt(7_000, NOW), NOW)
    assert (kept.expires_at, kept.refresh_expires_at) == (NOW + 100, NOW + 7_000)
    plain = Tokens.given("a", None, NOW)
    assert (plain.expires_at, plain.refresh_expires_at) == (NOW + ACCESS_LIFETIME, NOW + REFRESH_LIFETIME)


@pytest.mark.parametrize(
    "token",
    [
        None,
        "",
        "plain",
        "a.b",
        "a.!!!.c",
        "a.bnVsbA.c",
        "a.W10.c",
        jwt(None),
        jwt(None, exp="soon", iat=True),
        jwt(None, exp=10**400, iat=-1),
        jwt(None, exp=float("nan"), iat=float("inf")),
    ],
)
def test_anything_else_has_no_times(token: str | None) -> None:
    """A token that is no JWT, or whose times are no numbers, says nothing, and nothing fails."""
    assert claims_of(token) == {}


def test_tokens_show_nothing_and_are_not_pickled() -> None:
    """Neither repr nor pickle nor copy has them."""
    tokens = Tokens("access-secret", "refresh-secret", 1.0, 2.0)
    assert "secret" not in f"{tokens!r} {tokens}"
    for leave in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="a TokenStore keeps them"):
            leave(tokens)
