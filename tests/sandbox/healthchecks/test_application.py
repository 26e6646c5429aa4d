"""What all requests have in common: routes, verbs, CORS, counts."""

from __future__ import annotations

import pytest

from .._calls import Caller

_UUID = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("checks/", "GET, POST"),
        (f"checks/{_UUID}", "GET, POST, DELETE"),
        (f"checks/{_UUID}/pause", "POST"),
        ("channels/", "GET"),
        ("badges/", "GET"),
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
