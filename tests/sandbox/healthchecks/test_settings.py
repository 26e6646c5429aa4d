"""The switches of a server."""

from __future__ import annotations

import pytest

from uptimekit.sandbox.healthchecks._settings import MAX_REQUEST_BODY, Settings


@pytest.mark.parametrize(
    ("site_root", "prefix"),
    [
        (None, ""),
        ("https://hc.example.org", ""),
        ("https://hc.example.org/", ""),
        ("http://x.test/a/b/", "/a/b"),
    ],
)
def test_prefix_is_the_path_of_the_site_root(site_root: str | None, prefix: str) -> None:
    """Only a path in SITE_ROOT moves the URLs, and its final slash does not matter."""
    assert Settings(site_root=site_root).prefix == prefix


@pytest.mark.parametrize(
    ("limit", "accepted"),
    [(10_000, MAX_REQUEST_BODY), (None, MAX_REQUEST_BODY), (MAX_REQUEST_BODY + 1, MAX_REQUEST_BODY + 1)],
)
def test_request_bodies(limit: int | None, accepted: int) -> None:
    """A ping body limit raises the limit on request bodies, and never lowers it."""
    assert Settings(ping_body_limit=limit).max_request_body == accepted
