"""The URL table."""

from __future__ import annotations

import pytest

from .._calls import Caller

_UUID = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "path", ["/", "/api/", "/api/checks/", "/api/v4/checks/", "/api/v3/", "/api/v3/checks//"]
)
def test_unknown_paths(call: Caller, path: str) -> None:
    """Whatever is not in the URL table is the 404 page, without CORS headers."""
    reply = call("GET", path)
    assert (reply.status_code, len(reply.content)) == (404, 179)
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize(
    "path",
    [
        "checks",
        "channels",
        "badges",
        "status",
        "metrics",
        "bounces",
        f"checks/{_UUID}/pings",
        f"checks/{_UUID}/flips",
    ],
)
def test_missing_slash(call: Caller, path: str) -> None:
    """Collections without their slash redirect to themselves with it."""
    reply = call("GET", path, key=None)
    assert (reply.status_code, reply.headers["location"], reply.text) == (301, f"/api/v3/{path}/", "")
