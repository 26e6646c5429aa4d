"""Tests of where requests may go."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from uptimekit._runtime import Provider, Server
from uptimekit._runtime.errors import ConfigurationError, PaginationError
from uptimekit._runtime.urls import (
    api_address,
    origin_of,
    pinned,
    resolve_servers,
    with_parameters,
    without_parameters,
)

BASE = httpx.URL("https://api.example.test/v3/things")
VERSIONED = Provider(
    name="v",
    servers={
        "base": Server("https://api.example.test/{version}/{free}", {"version": ("v1", "v3"), "free": ()})
    },
)


def _resolve(url: Any, **variables: str) -> str:
    values = {"version": "v3", "free": "x", **variables}
    return str(resolve_servers(VERSIONED, {"base": url}, values)["base"])


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://a.test", ("https", "a.test", 443)),
        ("HTTPS://A.test:443/x?y", ("https", "a.test", 443)),
        ("http://a.test", ("http", "a.test", 80)),
        ("https://a.test:8443", ("https", "a.test", 8443)),
        ("http://[::1]:8080/", ("http", "::1", 8080)),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, origin: Any) -> None:
    """Default ports and spelling make no difference to an origin."""
    assert origin_of(httpx.URL(url)) == origin


def test_server_variables_are_filled_in() -> None:
    """Variables go into the address; a trailing slash is dropped; a plain address stays."""
    template = VERSIONED.servers["base"].url
    assert _resolve(template, version="v1", free="y") == "https://api.example.test/v1/y"
    assert _resolve("http://127.0.0.1:8000/") == "http://127.0.0.1:8000"
    assert _resolve("https://self.test/hc/") == "https://self.test/hc"


@pytest.mark.parametrize(
    "url",
    [
        "", "api.example.test", "ftp://a.test", "https://", "//a.test", "https:///x", "https://a.test:x",
        "https://user:pw@a.test", "https://user@a.test", "https://a.test?x=1", "https://a.test#x",
        "https://a.test:0", "https://a.test:65536", "https://a.test:-1", "https://a.test\\b", "https://a test", "https://a%41.test",
        "https://a.test/{nothing}", "https://a.test/{", "https://a.test/{0}", "https://a.test/\n", None, 5,
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_refused(url: Any) -> None:
    """What is no plain http(s) address raises ConfigurationError that names base_url and repeats no password."""
    with pytest.raises(ConfigurationError, match="base_url") as caught:
        _resolve(url)
    assert "pw" not in str(caught.value)


def test_a_variable_outside_its_values_is_refused() -> None:
    """A variable with permitted values takes no other; the error lists them."""
    with pytest.raises(ConfigurationError, match="version must be one of v1, v3, not 'v2'"):
        _resolve("https://a.test", version="v2")


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://api.example.test/v3/things?page=2", "https://api.example.test/v3/things?page=2"),
        ("https://API.EXAMPLE.test:443/v3/x", "https://api.example.test/v3/x"),
        ("/v3/things?page=2", "https://api.example.test/v3/things?page=2"),
        ("?page=2", "https://api.example.test/v3/things?page=2"),
        ("https://old.example.test/v3/things?page=2", "https://api.example.test/v3/things?page=2"),
        ("https://OLD.example.test:443/a", "https://api.example.test/a"),
        ("https:\\\\evil.test", "https://api.example.test/v3/\\\\evil.test"),  # a path, for all its looks
    ],
)
def test_a_link_on_our_origin(link: str, target: str) -> None:
    """Links to our origin or a known alias become addresses on our origin."""
    assert pinned(link, BASE, ("old.example.test",)) == target


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.test/x", "http://api.example.test/x", "https://api.example.test:8443/x", "//evil.test/x",
        "http://old.example.test/x", "https://old.example.test:444/x", "https://old.example.test.evil.test/",
        "ftp://api.example.test/", "javascript:alert(1)", "https://api.example.test@evil.test/",
        "https://u:p@api.example.test/x", "https://user@api.example.test/x", "http://[bad", "https://a.test:x/",
        "https://api.example.test./x",
    ],
)  # fmt: skip
def test_a_link_elsewhere(link: str) -> None:
    """A link to any other origin, with a user name, or that is no URL raises PaginationError."""
    with pytest.raises(PaginationError):
        pinned(link, BASE, ("old.example.test",))


def test_an_alias_moves_to_a_local_server() -> None:
    """A client that talks to a stand-in follows the hosted service's links on the stand-in."""
    base = httpx.URL("http://127.0.0.1:8000/v3/things")
    assert pinned("https://old.example.test/v3/things?c=1", base, ("old.example.test",)) == (
        "http://127.0.0.1:8000/v3/things?c=1"
    )


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://a.test/hc/api/v3/", "https://a.test/hc/api/v3"),
        ("https://a.test/v1/hc/api/v3", "https://a.test/v1/hc/api/v3"),
        ("https://a.test/v1/hc/api/", "https://a.test/v1/hc/api/v3"),
        ("https://a.test/v1/hc", "https://a.test/v1/hc"),
        ("https://a.test/api/v1/hc/api/v3", "https://a.test/api/v1/hc/api/v3"),
        ("https://A.test:443/a%20b/api", "https://a.test/a%20b/api/v3"),
    ],
)
def test_versions_in_a_path_above_the_api_are_those_of_a_gateway(given: str, address: str) -> None:
    """Only what lies behind the path of the versions goes on after a version; a site may be below any path."""
    assert api_address("url", given, above="/api", versions=("v3",)) == address


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        (
            "https://a.test/v1/hc/api/v3/checks/",
            "goes on after the version; give https://a.test/v1/hc/api/v3/",
        ),
        ("https://a.test/a%20b/api/v9/", "this client speaks v3; give https://a.test/a%20b/api/"),
    ],
)
def test_the_address_that_is_advised_has_the_path_of_the_given_one(given: str, advice: str) -> None:
    """The advice can be pasted: it keeps the path above the API, with its spelling."""
    with pytest.raises(ConfigurationError, match=f"{advice}$"):
        api_address("url", given, above="/api", versions=("v3",))


@pytest.mark.parametrize(
    ("link", "left"),
    [
        ("https://a.test/x?k=1", "https://a.test/x?"),
        ("https://a.test/x?a=%ff&k=1&b#k=2", "https://a.test/x?a=%ff&b#k=2"),
        ("?k=1&%6b=2&kk=3", "?kk=3"),
        ("?api+key=1&api%20key=2&a", "?a"),
        ("/x", "/x"),
    ],
)
def test_parameters_are_left_out(link: str, left: str) -> None:
    """All parameters of a name go, however it is spelled; the rest stays as it was spelled."""
    assert without_parameters(link, {"k", "api key"}) == left
    assert without_parameters(link, ()) == link


def test_parameters_are_added() -> None:
    """They stand at the end of the query, before a fragment, and are encoded."""
    assert with_parameters("https://a.test/x?a=%ff#f", {"k": "&ü"}) == "https://a.test/x?a=%ff&k=%26%C3%BC#f"
    assert with_parameters("https://a.test/x", {"k": "1"}) == "https://a.test/x?k=1"
    assert with_parameters("https://a.test/x?a", {}) == "https://a.test/x?a"
