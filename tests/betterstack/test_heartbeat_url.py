"""The URLs of heartbeats: what is one, and that no message repeats what is none."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.betterstack import ConfigurationError, ValidationError
from uptimekit.betterstack.heartbeat_url import HEARTBEAT_URL, given_heartbeat_url, read_heartbeat_url

SECRET = "4dCkQHhuLWGHr9PqnTdbRmZw"
HOSTED = "https://uptime.betterstack.com/api"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (f"{HOSTED}/v1/heartbeat/{SECRET}", HOSTED),
        (f" {HOSTED}/v1/heartbeat/{SECRET}/\n", HOSTED),
        (f"https://betteruptime.com/api/v1/heartbeat/{SECRET}", "https://betteruptime.com/api"),
        (f"http://127.0.0.1:8000/bs/api/v1/heartbeat/{SECRET}", "http://127.0.0.1:8000/bs/api"),
    ],
)
def test_urls(url: str, server: str) -> None:
    """The URL of a heartbeat stands for a server and a token, on any host."""
    parts = read_heartbeat_url(url)
    assert parts == (server, SECRET)
    assert SECRET not in repr(parts)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        (None, "url must be a text, not NoneType"),
        (SECRET, "url is not the URL of a heartbeat, such as"),
        (f"https://hc-ping.com/{SECRET}", "url is not the URL of a heartbeat, such as"),
        (f"{HOSTED}/v1/heartbeat/", "url is not the URL of a heartbeat, such as"),
        (f"http://[{SECRET}", "url is not a URL"),
        (f"{HOSTED}/v1/heartbeat/{SECRET}/fail", "leave out /fail, which the methods add themselves"),
        (f"{HOSTED}/v1/heartbeat/{SECRET}/3", "leave out /3, which the methods add themselves"),
        (f"{HOSTED}/v1/heartbeat/{SECRET}/more", "leave out what follows it"),
        (f"{HOSTED}/v1/heartbeat/{SECRET}?x=1", "leave out what follows it"),
        (f"ftp://host/v1/heartbeat/{SECRET}", "url needs http:// or https://"),
        (f"https://me:{SECRET}@host/v1/heartbeat/{SECRET}", "url must not carry a user name"),
    ],
)
def test_what_is_none(url: Any, problem: str) -> None:
    """Any other text is refused, with what to do about it and without its secret."""
    with pytest.raises(ValidationError) as caught:
        read_heartbeat_url(url)
    assert problem in str(caught.value)
    assert SECRET not in f"{caught.value!r} {caught.value}"


def test_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A URL that is given goes before that of the environment; messages name where a bad one stands."""
    monkeypatch.delenv(HEARTBEAT_URL, raising=False)
    with pytest.raises(ConfigurationError, match=f"pass url=, or set {HEARTBEAT_URL}"):
        given_heartbeat_url(None)
    monkeypatch.setenv(HEARTBEAT_URL, SECRET)
    with pytest.raises(ValidationError, match=f"^{HEARTBEAT_URL} is not the URL of a heartbeat"):
        given_heartbeat_url("")
    monkeypatch.setenv(HEARTBEAT_URL, f"{HOSTED}/v1/heartbeat/{SECRET}")
    assert given_heartbeat_url(None).token == SECRET
    assert given_heartbeat_url(f"{HOSTED}/v1/heartbeat/other").token == "other"
