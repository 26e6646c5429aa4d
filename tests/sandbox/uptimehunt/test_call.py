"""What is whose."""

from __future__ import annotations

import pytest

from ._calls import CONFIG, Caller

_WITH_PROJECT = [("GET", ""), ("PUT", ""), ("DELETE", ""), ("GET", "/services")]
_WITH_SERVICE = [
    *(("GET", ""), ("PUT", ""), ("DELETE", ""), ("GET", "/status"), ("GET", "/checks"), ("GET", "/errors")),
    *(("GET", f"/metrics/{name}") for name in ("response-times", "sparkline", "uptime")),
]
_BODIES = {"project": {"name": "Taken"}, "service": {"name": "Taken", "type": "http", "config": CONFIG}}


@pytest.mark.parametrize(
    ("kind", "method", "below"),
    [("project", *row) for row in _WITH_PROJECT] + [("service", *row) for row in _WITH_SERVICE],
)
def test_own_foreign_and_missing(call: Caller, kind: str, method: str, below: str) -> None:
    """What is another user's is 403, what is not there 404, and both stay as they are."""
    theirs = getattr(call, kind)(token="other")
    body = _BODIES[kind] if method == "PUT" else None
    before = call.data(f"{kind}s/{theirs}", token="other")
    foreign = call(method, f"{kind}s/{theirs}{below}", body)
    missing = call(method, f"{kind}s/{theirs + 1}{below}", body)
    assert [reply.status_code for reply in (foreign, missing)] == [403, 404]
    assert foreign.json()["error"]["message"] == f"This {kind} belongs to another user"
    assert missing.json()["error"]["message"] == f"There is no {kind} with this id"
    assert call.data(f"{kind}s/{theirs}", token="other") == before


def test_listings_show_what_is_ones_own(call: Caller) -> None:
    """Users do not see each other's projects and services."""
    ids = {token: (call.project(token=token), call.service(token=token)) for token in ("main", "other")}
    for token, (project, service) in ids.items():
        assert [one["id"] for one in call.data("projects", token=token)] == [project]
        assert [one["id"] for one in call.data("services", token=token)] == [service]
