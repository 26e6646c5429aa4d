"""Credentials in addresses are found and masked, and nothing else of an address is."""

from __future__ import annotations

import pytest

from uptimekit._runtime.url_credentials import url_credentials, without_url_credentials


@pytest.mark.parametrize(
    ("text", "shown", "secret"),
    [
        ("https://bob:hunter2@x.example/a", "https://***@x.example/a", {"hunter2"}),
        ("https://tok_en@x.example", "https://***@x.example", {"tok_en"}),
        ("postgres://bob:p%40ss@db:5432/app", "postgres://***@db:5432/app", {"p%40ss", "p@ss"}),
        ("http://bob:a@b@x.example/", "http://***@x.example/", {"a@b"}),
        ("http://bob:pa/ss@x.example/", "http://***@x.example/", {"pa/ss"}),
        ("see https://a:b@c and https://d:e@f.", "see https://***@c and https://***@f.", {"b", "e"}),
        ("https://x.example/users/@bob", "https://x.example/users/@bob", set()),
        ("https://x.example:8080/@bob", "https://x.example:8080/@bob", set()),
        ("https://[::1]:80/@bob", "https://[::1]:80/@bob", set()),
        ("https://x.example?mail=a@b", "https://x.example?mail=a@b", set()),
        ("mailto:bob@x.example", "mailto:bob@x.example", set()),
        ("bob@x.example", "bob@x.example", set()),
    ],
)
def test_credentials_in_addresses(text: str, shown: str, secret: set[str]) -> None:
    """User name and password are masked together; the password is secret, and a user name that stands alone."""
    assert without_url_credentials(text) == shown
    assert {*url_credentials(text)} == secret
