"""What all requests have in common: routes, CORS, counts, error envelopes, notices."""

from __future__ import annotations

import asyncio
import re
from uuid import UUID

import pytest

from uptimekit.sandbox import UptimeHuntSandbox

from ._calls import Caller


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_cors(call: Caller, method: str) -> None:
    """Every answer carries the documented headers for browsers, errors too."""
    headers = call(method, "nowhere").headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["access-control-allow-methods"] == "GET, POST, PUT, DELETE, OPTIONS"
    assert headers["access-control-allow-headers"] == "Authorization, Content-Type, X-Auth"
    assert headers["access-control-max-age"] == "86400"


def test_preflight(call: Caller) -> None:
    """OPTIONS is an empty 204 for anybody, and counts as no request."""
    reply = call("OPTIONS", "services", token=None)
    assert (reply.status_code, reply.content) == (204, b"")
    assert not call.sandbox.requests


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "nowhere"),
        ("PATCH", "services/1"),
        ("GET", "/services"),
        ("GET", "projects/x"),
        ("HEAD", "services"),
    ],
)
def test_unknown_route(call: Caller, method: str, path: str) -> None:
    """What no operation answers is 404, without a look at the token."""
    assert call(method, path, token=None).status_code == 404


def test_escaped_slash_leads_nowhere_else(call: Caller) -> None:
    """An escaped slash belongs to the name in the path."""
    assert call("GET", "service-types/http%2Fschema").json()["error"]["message"] == (
        "There is no service type of this name"
    )


def test_error_envelope(call: Caller) -> None:
    """An error says what, when, where, and has an id of its own."""
    first, second = (call("GET", "services/9?limit=1").json() for _ in range(2))
    assert first["error"] == {"code": "NOT_FOUND", "message": "There is no service with this id"}
    assert first["timestamp"] == "2026-01-12T09:00:00Z"
    assert first["path"] == "/api/v1/services/9"
    assert UUID(first["request_id"]).version == 4
    assert first["request_id"] != second["request_id"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b'{"name": NaN}', b'{"name": 1e999}'])
def test_broken_json(call: Caller, body: bytes) -> None:
    """A body that is no JSON is 400, and nothing is created."""
    refused = call("POST", "projects", content=body)
    assert refused.status_code == 400
    assert refused.json()["error"] == {"code": "BAD_REQUEST", "message": "The body is not valid JSON"}
    assert call.data("projects") == []


@pytest.mark.parametrize("body", [[], "text", 1, True])
def test_json_that_is_no_object(call: Caller, body: object) -> None:
    """A body of another kind is 400."""
    refused = call("POST", "projects", body)
    assert refused.json()["error"]["message"] == "The body is not a JSON object"


def test_requests_are_counted_by_operation(call: Caller) -> None:
    """Operations are counted, refused or not; what fits no route is not."""
    call.project()
    call("GET", "projects", token=None)
    call("GET", "nowhere")
    assert call.sandbox.requests == {"create_project": 1, "list_projects": 1}


def test_notices(call: Caller) -> None:
    """A deprecated operation says so in its answers, errors too; others do not."""
    call.sandbox.deprecate("list_services", deprecation="true", sunset="2026-12-31")
    good, bad, other = call("GET", "services"), call("GET", "services", token=None), call("GET", "projects")
    for reply in (good, bad):
        assert reply.headers["x-api-deprecation"] == "true"
        assert reply.headers["x-api-sunset"] == "2026-12-31"
    assert not [name for name in other.headers if re.match("x-api", name)]


def test_notices_can_be_taken_back(call: Caller) -> None:
    """One of the two headers can be sent alone; without both there is none any more."""
    call.sandbox.deprecate("list_services", sunset="2026-12-31")
    headers = call("GET", "services").headers
    assert ("x-api-deprecation" in headers, headers["x-api-sunset"]) == (False, "2026-12-31")
    call.sandbox.deprecate("list_services")
    assert "x-api-sunset" not in call("GET", "services").headers


def test_only_http_is_spoken(sandbox: UptimeHuntSandbox) -> None:
    """A WebSocket is a mistake of the test, not a request."""

    async def connect() -> None:
        async def nothing(*_: object) -> dict[str, object]:
            return {}

        await sandbox.app({"type": "websocket"}, nothing, nothing)  # type: ignore[arg-type]  # never called

    with pytest.raises(RuntimeError, match="websocket"):
        asyncio.run(connect())
