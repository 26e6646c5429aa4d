"""What all requests have in common: routes, verbs, CORS, counts."""

from __future__ import annotations

import pytest

from .._calls import Caller

_UUID = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("checks/", "GET, POST, OPTIONS"),
        (f"checks/{_UUID}", "GET, POST, DELETE, OPTIONS"),
        (f"checks/{_UUID}/pause", "POST, OPTIONS"),
        ("channels/", "GET, OPTIONS"),
        ("badges/", "GET, OPTIONS"),
    ],
)
def test_cors(call: Caller, path: str, methods: str) -> None:
    """OPTIONS is an empty 204 that lists the verbs, and other replies carry the same headers."""
    preflight, refused = call("OPTIONS", path, key=None), call("PUT", path, key=None)
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert (refused.status_code, refused.text, "allow" in refused.headers) == (405, "", False)
    for reply in (preflight, refused):
        assert reply.headers["access-control-allow-origin"] == "*"
        assert reply.headers["access-control-allow-methods"] == methods
        assert reply.headers["access-control-allow-headers"] == "X-Api-Key"
        assert reply.headers["access-control-max-age"] == "600"


@pytest.mark.parametrize(
    ("path", "status", "framed"),
    [("checks/", 200, "DENY"), ("checks", 301, None), ("nowhere", 404, "DENY"), ("status/", 200, "DENY")],
)
def test_headers_of_the_framework(call: Caller, path: str, status: int, framed: str | None) -> None:
    """Every answer varies by cookie and carries the security headers of the framework."""
    reply = call("GET", path)
    shown = [reply.headers.get(name) for name in ("vary", "x-frame-options", "x-content-type-options")]
    assert (reply.status_code, shown) == (status, ["Cookie", framed, "nosniff"])
    assert reply.headers["referrer-policy"] == reply.headers["cross-origin-opener-policy"] == "same-origin"


def test_a_key_in_the_body_is_read_as_text(call: Caller) -> None:
    """A number of 32 digits as api_key is a wrong key, not a missing one."""
    assert call("POST", "checks/", {"api_key": 10**31}, key=None).json() == {"error": "wrong api key"}
    assert call("POST", "checks/", {"api_key": None}, key=None).json() == {"error": "missing api key"}


def test_wrong_verb_comes_before_everything(call: Caller) -> None:
    """A verb that is not offered is 405, even with a broken body, no key and an unknown check."""
    assert call("PUT", f"checks/{_UUID}", content=b"{", key=None).status_code == 405


def test_requests_are_counted_by_operation(call: Caller) -> None:
    """Operations are counted, refused or not; what fits no route or verb is not."""
    job = call.create()
    call("GET", "checks/", key=None)
    call("PUT", "checks/")
    call("GET", "/nowhere")
    call.ping(job)
    assert call.sandbox.requests == {"create_check": 1, "list_checks": 1, "ping_by_uuid": 1}
