"""The options and addresses of a client."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit import ConfigurationError
from uptimekit.healthchecks.client_options import API_URL, PING_OPTIONS, PING_URL, server_addresses


@pytest.mark.parametrize(
    ("api_url", "site", "ping"),
    [
        (API_URL, "https://healthchecks.io", PING_URL),
        ("https://healthchecks.io/api", "https://healthchecks.io", PING_URL),
        ("HTTPS://Healthchecks.IO/api/", "https://healthchecks.io", PING_URL),
        ("https://hc.example.org/api/", "https://hc.example.org", "https://hc.example.org/ping/"),
        ("http://10.0.0.1:8000/hc/api", "http://10.0.0.1:8000/hc", "http://10.0.0.1:8000/hc/ping/"),
        ("https://gw.example/v1/hc/api/", "https://gw.example/v1/hc", "https://gw.example/v1/hc/ping/"),
        ("https://a.example/ping/api/", "https://a.example/ping", "https://a.example/ping/ping/"),
        ("https://healthchecks.io:443/api/", "https://healthchecks.io", PING_URL),
    ],
)
def test_addresses(api_url: str, site: str, ping: str) -> None:
    """The site and, unless it was given, the ping address follow from the API's address."""
    found = server_addresses(api_url, PING_URL, 3)
    assert (found["site_url"], found["ping_url"], found["version"]) == (site, ping, "v3")
    assert found["base_url"].endswith("/api/{version}")
    assert server_addresses(api_url, "https://p.example.org", 1)["ping_url"] == "https://p.example.org"


@pytest.mark.parametrize("path", ["", "/", "/api", "/api/", "/api/v3", "/api/v3/"])
def test_the_root_and_the_api_lead_to_the_same(path: str) -> None:
    """The root of a site, and the address of its API with or without version and slash, are one server."""
    assert server_addresses(f"https://hc.example.org{path}", PING_URL, 3) == {
        "base_url": "https://hc.example.org/api/{version}",
        "ping_url": "https://hc.example.org/ping/",
        "site_url": "https://hc.example.org",
        "version": "v3",
    }


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (
            "/api/v1",
            "ends with v1, and api_version is 3; give https://hc.example.org/api/, or pass api_version=1",
        ),
        ("/api/v4/", "ends with v4, and this client speaks v1 or v2 or v3; give https://hc.example.org/api/"),
        ("/api/v3/checks/", "goes on after the version; give https://hc.example.org/api/v3/"),
        (
            "/ping/",
            "is an address of pings; give that of the Management API, such as https://example.org/api/",
        ),
    ],
)
def test_addresses_that_cannot_be_meant(path: str, line: str) -> None:
    """Another version, a path behind the version, and the address of pings are refused, with the right address."""
    with pytest.raises(ConfigurationError) as caught:
        server_addresses(f"https://hc.example.org{path}", PING_URL, 3)
    assert str(caught.value) == f"api_url {line}"


@pytest.mark.parametrize(
    "given", ["hc.example.org/api/", "ftp://hc.example.org/", "https://u:p@hc.example.org/", "", None]
)
def test_a_broken_address_is_told_by_the_argument_it_came_in(given: Any) -> None:
    """The text names `api_url`, which is what the caller wrote, and not the generated client's `base_url`."""
    with pytest.raises(ConfigurationError, match=r"^api_url "):
        server_addresses(given, PING_URL, 3)


def test_ping_options() -> None:
    """Pings have time-outs of ten seconds, five retries and a minute in all."""
    assert PING_OPTIONS == {"timeout": 10.0, "retries": 5, "deadline": 60.0}
