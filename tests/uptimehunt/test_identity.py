"""Tests of who a client is."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.uptimehunt import (
    ConfigurationError,
    MemoryTokenStore,
    SessionEndedError,
    Tokens,
)
from uptimekit.uptimehunt._identity import Identity

from ._support import FakeClock, jwt

NAMES = ("email", "password", "access_token", "refresh_token", "prober_token")


def _identity(store: Any = None, **given: str | None) -> Identity:
    return Identity.of(store, FakeClock(), **{**dict.fromkeys(NAMES), **given})


@pytest.fixture(autouse=True)
def _nothing_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"UPTIMEHUNT_{name.upper()}", raising=False)


def test_a_user_has_a_session() -> None:
    """Email and password, a pair of tokens, or a refresh token alone begin one; nothing leaves it to a later login."""
    with_password = _identity(email="a@main.example", password="a-password").session
    assert with_password is not None
    assert with_password.credentials == ("a@main.example", "a-password")
    pair = _identity(access_token=jwt(900, FakeClock().now), refresh_token="r").session
    assert pair is not None
    assert pair.usable(None) is not None
    alone = _identity(refresh_token="r").session
    assert alone is not None
    assert (alone.usable(None), alone.refresh_token) == (None, "r")
    nobody = _identity().session
    assert nobody is not None
    assert isinstance(nobody.ended(), SessionEndedError)


def test_a_store_may_have_the_session() -> None:
    """Tokens that were kept are taken up; those that are given win over them."""
    store = MemoryTokenStore()
    store.save(Tokens("kept", "r", FakeClock().now + 900, FakeClock().now + 900))
    kept = _identity(store).session
    assert kept is not None
    assert kept.usable(None) == "kept"
    given = _identity(store, access_token="given").session
    assert given is not None
    assert given.usable(None) == "given"


@pytest.mark.parametrize("store", ["tokens.json", MemoryTokenStore, 7])
def test_what_is_no_store_is_refused(store: Any) -> None:
    """A path or a class in the place of a store is an error that says what belongs there."""
    with pytest.raises(ConfigurationError, match=r"an object with load\(\) and save\(tokens\)"):
        _identity(store)


def test_a_prober_has_none() -> None:
    """A probe machine's token stands alone and is not shown."""
    prober = _identity(prober_token="p" * 32)
    assert (prober.prober_token, prober.session) == ("p" * 32, None)
    assert "ppp" not in repr(prober)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"email": "a@main.example"}, "password is not; pass password= or set UPTIMEHUNT_PASSWORD"),
        ({"password": "a-password"}, "email is not; pass email= or set UPTIMEHUNT_EMAIL"),
        ({"prober_token": "p", "access_token": "a"}, "either a user's or a prober's"),
        ({"access_token": b"a"}, "access_token must be text"),
    ],
)
def test_half_a_login_and_two_identities_are_refused(given: Any, message: str) -> None:
    """What cannot work is refused when the client is built."""
    with pytest.raises(ConfigurationError, match=message):
        _identity(**given)


def test_the_environment_is_read_if_nothing_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables count as a whole, and only where no argument says who the client is."""
    monkeypatch.setenv("UPTIMEHUNT_EMAIL", "a@main.example")
    monkeypatch.setenv("UPTIMEHUNT_PASSWORD", "a-password")
    session = _identity().session
    assert session is not None
    assert session.credentials is not None
    given = _identity(access_token="t").session
    assert given is not None
    assert given.credentials is None


def test_a_store_says_where_tokens_are_and_not_whose(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment's login is there for a client with a store, which has no tokens at first."""
    monkeypatch.setenv("UPTIMEHUNT_EMAIL", "a@main.example")
    monkeypatch.setenv("UPTIMEHUNT_PASSWORD", "a-password")
    session = _identity(MemoryTokenStore()).session
    assert session is not None
    assert session.credentials == ("a@main.example", "a-password")
