"""Tests of who a client is, and of what it says about announced ends."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from uptimekit import Answered, DeprecationNoticed
from uptimekit.uptimehunt import (
    APIDeprecationWarning,
    ConfigurationError,
    MemoryTokenStore,
    SessionEndedError,
    Tokens,
)
from uptimekit.uptimehunt._setup import Identity, Notices, own_options
from uptimekit.uptimehunt.errors import ERROR_CLASSES

from ._support import FakeClock, jwt

NAMES = ("email", "password", "access_token", "refresh_token", "prober_token")
NOTICE = DeprecationNoticed("listServices", "GET", "/services", 1, {"X-API-Sunset": "2027-01-01"})


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
    assert isinstance(nobody.over(), SessionEndedError)


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
        ({"email": "a@main.example"}, "one is missing"),
        ({"password": "a-password"}, "one is missing"),
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


def test_an_announced_end_is_one_warning_and_every_time_a_call() -> None:
    """The warning names call and headers, once for each operation; the callback gets each notice."""
    told: list[Any] = []
    notices = Notices(told.append)
    with pytest.warns(APIDeprecationWarning, match=r"GET /services \(X-API-Sunset: 2027-01-01\)"):
        notices(NOTICE)
    notices(NOTICE)  # a second warning would be an error here
    assert told == [NOTICE, NOTICE]


def test_other_events_and_no_callback_are_fine() -> None:
    """Nothing happens with other events, and without a callback there is the warning alone."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        notices = Notices(None)
        notices(Answered("listServices", "GET", "/services", 1, 200, 0.1, None))
        assert caught == []
        notices(NOTICE)
        assert len(caught) == 1


def test_a_callers_options_stay() -> None:
    """Hooks and error classes of the caller come beside ours, and win where both say something."""
    notices, theirs = Notices(None), Notices(None)
    options = own_options(
        {"hooks": [theirs], "error_classes": {404: ERROR_CLASSES[0]}, "retries": 1}, notices
    )
    assert options["hooks"] == [notices, theirs]
    assert options["error_classes"] == {**ERROR_CLASSES, 404: ERROR_CLASSES[0]}
    assert options["retries"] == 1
