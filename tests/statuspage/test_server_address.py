"""Addresses of servers are taken apart, or refused with an example."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.statuspage import ConfigurationError
from uptimekit.statuspage._server_address import server_address


def test_an_address_is_taken_apart() -> None:
    """Scheme, host, port and path of an address come out as they stand."""
    parts = server_address("address", "https://status.example.com:8443/shop/", "x")
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "status.example.com:8443", "/shop/")


@pytest.mark.parametrize(
    "given",
    [
        "",
        "status.example.com",
        "https://",
        "https:///x",
        "http://[",
        "https://a:port",
        " https://a.example",
        "https://a.example\n",
        "https://a b.example",
        "https://a.example/\t",
        None,
        5,
        b"https://a",
    ],
)
def test_what_is_no_address(given: Any) -> None:
    """What is no http or https address raises ConfigurationError with the name of the option and an example."""
    with pytest.raises(
        ConfigurationError, match=r"^here must be a URL such as https://status\.example\.com$"
    ):
        server_address("here", given, "https://status.example.com")


@pytest.mark.parametrize(
    "given", ["https://u@a.example", "https://u:p@a.example", "https://a.example?k=v", "https://a.example#f"]
)
def test_what_an_address_must_not_carry(given: str) -> None:
    """User names, passwords, queries and fragments are refused, and not repeated."""
    with pytest.raises(ConfigurationError, match="here must not carry") as caught:
        server_address("here", given, "x")
    assert "a.example" not in str(caught.value)
