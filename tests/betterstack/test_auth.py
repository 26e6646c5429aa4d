"""Tests of BearerAuth."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from uptimekit.betterstack import BearerAuth, ConfigurationError

from ._support import TOKEN, Recorder, mocked


def test_the_header() -> None:
    """A client sends the token as a bearer token."""
    answer = Recorder()
    list(mocked(answer).get("monitors"))
    assert answer.requests[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_it_authenticates_plain_httpx() -> None:
    """It can be the auth of an httpx client."""
    answer = Recorder()
    with httpx.Client(transport=httpx.MockTransport(answer), auth=BearerAuth(TOKEN)) as http:
        http.get("https://uptime.betterstack.com/api/v2/monitors")
    assert answer.requests[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_it_does_not_show_the_token() -> None:
    """Neither repr nor str show the token; equality tells whether two are the same."""
    auth = BearerAuth(TOKEN)
    assert TOKEN not in f"{auth} {auth!r}"
    assert repr(auth) == "BearerAuth('***')"
    assert auth == BearerAuth(TOKEN)
    assert hash(auth) == hash(BearerAuth(TOKEN))
    assert auth != BearerAuth("other")
    assert auth != TOKEN


@pytest.mark.parametrize("token", ["", None, 5, "a\nbcdef", " abcdef", "ü" * 9])
def test_bad_tokens_are_refused(token: Any) -> None:
    """A token that cannot be one raises ConfigurationError, which does not quote it."""
    with pytest.raises(ConfigurationError) as caught:
        BearerAuth(token)
    assert not token or str(token) not in str(caught.value)
