"""Tests of options, addresses and URLs."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from uptimekit import ClientOptions, InputError
from uptimekit.betterstack import (
    RESTAPI,
    BearerAuth,
    ConfigurationError,
    PaginatedAPI,
    UptimeAPI,
    ValidationError,
)
from uptimekit.betterstack.address import API_URL, Address
from uptimekit.betterstack.options import APIOptions

from ._support import TOKEN, Recorder, mocked

OWN = "https://proxy.example.org/stack/api/v2/"


def test_options_are_those_of_every_client() -> None:
    """The options by keyword are all that clients take, but for those that have arguments of their own."""
    own = {"timeout", "retries", "backoff"}
    assert APIOptions.__optional_keys__ == ClientOptions.__optional_keys__ - own


@pytest.mark.parametrize(
    ("base", "url", "wanted"),
    [
        (API_URL, "monitors", "https://uptime.betterstack.com/api/v2/monitors"),
        (API_URL, "monitors/1/sla", "https://uptime.betterstack.com/api/v2/monitors/1/sla"),
        (API_URL, "/api/v3/incidents", "https://uptime.betterstack.com/api/v3/incidents"),
        (API_URL, "../v3/incidents", "https://uptime.betterstack.com/api/v3/incidents"),
        (API_URL, "/ips-by-cluster.json", "https://uptime.betterstack.com/ips-by-cluster.json"),
        (API_URL, f"{API_URL}monitors", "https://uptime.betterstack.com/api/v2/monitors"),
        (API_URL, "HTTPS://UPTIME.betterstack.com:443/api/v2/x", "https://uptime.betterstack.com/api/v2/x"),
        (
            API_URL,
            "monitors?url=a%20b&x=1&x=2",
            "https://uptime.betterstack.com/api/v2/monitors?url=a+b&x=1&x=2",
        ),
        (OWN, "monitors", "https://proxy.example.org/stack/api/v2/monitors"),
        (OWN, "/api/v3/incidents", "https://proxy.example.org/stack/api/v3/incidents"),
        (OWN, "/stack/api/v3/incidents", "https://proxy.example.org/stack/api/v3/incidents"),
        (OWN, "/other", "https://proxy.example.org/other"),
        ("http://127.0.0.1:8000/", "monitors", "http://127.0.0.1:8000/api/v2/monitors"),
        ("http://127.0.0.1:8000/stack/", "monitors", "http://127.0.0.1:8000/stack/monitors"),
        ("http://127.0.0.1:8000/", "/api/v3/incidents", "http://127.0.0.1:8000/api/v3/incidents"),
    ],
)
def test_urls(base: str, url: str, wanted: str) -> None:
    """Relative paths go below the base, absolute ones to the API of the same server, with their query."""
    answer = Recorder({})
    mocked(answer, base_url=base).post(url)
    assert str(answer.requests[0].url) == wanted


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/api/v2/monitors",
        "http://uptime.betterstack.com/api/v2/monitors",
        "https://uptime.betterstack.com:8443/api/v2/monitors",
        "https://incidents.betterstack.com/api/v2/monitors",
        "https://user@uptime.betterstack.com/api/v2/monitors",
        "//example.org/monitors",
        "ftp://uptime.betterstack.com/",
    ],
)
def test_the_token_stays_on_its_origin(url: str) -> None:
    """A URL with another scheme, host, port or user is refused by every verb, and nothing is sent."""
    answer = Recorder({})
    api = mocked(answer)
    for verb in (api.post, api.patch, api.delete, lambda given: list(api.get(given))):
        with pytest.raises(ValidationError) as caught:
            verb(url)
        assert caught.value.field == "url"
    assert answer.requests == []


@pytest.mark.parametrize(
    "url", ["https:/example.org", "https:\\\\example.org", "\\\\example.org/x", "a:b", "https://["]
)
def test_odd_urls_do_not_leave_our_host(url: str) -> None:
    """What different readers of URLs could take for another host is refused, or a path on ours."""
    answer = Recorder({})
    with suppress(InputError):
        mocked(answer).post(url)
    assert all(request.url.host == "uptime.betterstack.com" for request in answer.requests)


@pytest.mark.parametrize(
    "url", ["monitors/7%2Fx", "monitors/7%252fx", "monitors/%2e%2e/x", "monitors/7%5Cx", "monitors/7%0A"]
)
def test_urls_that_servers_read_as_others(url: str) -> None:
    """What a server may decode into another path is refused by every verb, and nothing is sent."""
    answer = Recorder({})
    api = mocked(answer)
    for verb in (api.post, api.patch, api.delete, lambda given: list(api.get(given))):
        with pytest.raises(InputError) as caught:
            verb(url)
        assert caught.value.field == "url"
    assert answer.requests == []


@pytest.mark.parametrize("base", ["https://example.org/api/v2", "", None, 5])
def test_a_base_without_its_slash_is_refused(base: Any) -> None:
    """A base URL of RESTAPI and PaginatedAPI that does not end with a slash raises ValueError, as documented."""
    for kind in (RESTAPI, PaginatedAPI):
        with pytest.raises(ValueError, match="slash") as caught:
            kind(base, BearerAuth(TOKEN))
        assert isinstance(caught.value, ConfigurationError)


@pytest.mark.parametrize("path", ["", "/", "/api", "/api/", "/api/v2", "/api/v2/"])
def test_the_root_and_the_api_lead_to_the_same(path: str) -> None:
    """UptimeAPI takes the root of a server, and the address of its API with or without version and slash."""
    assert UptimeAPI(TOKEN, base_url=f"https://example.org{path}").base_url == "https://example.org/api/v2/"


@pytest.mark.parametrize("base", ["ftp://example.org/", "x/", "https://u:p@example.org/"])
def test_other_bad_bases_are_refused(base: str) -> None:
    """A base URL that no request can go to raises this package's ConfigurationError."""
    with pytest.raises(ConfigurationError):
        UptimeAPI(TOKEN, base_url=base)


def test_a_server_of_ones_own_gets_everything() -> None:
    """With another base URL, no operation of the generated client sends the token to the hosted service."""
    assert Address(OWN).servers == {
        "base_url": "https://proxy.example.org/stack/api",
        "organization_url": "https://proxy.example.org/stack/api",
        "site_url": "https://proxy.example.org/stack",
    }
    assert Address(API_URL).servers == {}
    answer = Recorder({"data": []})
    api = mocked(answer, base_url=OWN)
    api.api.team_members.list()
    assert answer.requests[0].url.host == "proxy.example.org"


def test_parameters() -> None:
    """A trailing underscore is not sent, None sends nothing, a list repeats its parameter, a bool is a word."""
    answer = Recorder({})
    mocked(answer).post("things", parameters={"from_": "a", "to": None, "tag": ["x", "y"], "on": True})
    assert str(answer.requests[0].url.query, "ascii") == "from=a&tag=x&tag=y&on=true"
