"""What is the same for every request: tokens, unknown routes, headers, errors."""

from __future__ import annotations

import asyncio

import pytest

from uptimekit.sandbox import BetterStackSandbox

from ._calls import Caller


@pytest.mark.parametrize("token", [None, "w" * 24])
def test_missing_and_wrong_tokens_get_the_same_401(call: Caller, token: str | None) -> None:
    """Without a good token the answer is always the same sentence."""
    reply = call("GET", "v2/monitors", token=token)
    assert reply.status_code == 401
    assert reply.json() == call("GET", "v2/monitors", token="y").json()
    assert isinstance(reply.json()["errors"], str)


def test_other_schemes_are_no_tokens(call: Caller) -> None:
    """A good token under another scheme than Bearer is none."""
    token = call.sandbox.global_token
    reply = call("GET", "v2/monitors", token=None, headers={"Authorization": f"Basic {token}"})
    assert reply.status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "v2/nothing"),
        ("PUT", "v2/monitors"),
        ("GET", "v2/team-members"),
        ("GET", "v4/monitors"),
        ("GET", "/"),
    ],
)
def test_unknown_routes_come_before_tokens(call: Caller, method: str, path: str) -> None:
    """An unknown route is 404 with a pointer to the documentation, token or not."""
    reply = call(method, path, token=None)
    assert reply.status_code == 404
    assert set(reply.json()) == {"errors", "see_docs"}
    assert f"{method} /" in reply.json()["errors"]
    assert reply.json() == call(method, path).json()


def test_replies_are_json_with_a_request_id(call: Caller) -> None:
    """Every reply names itself, and its JSON is not labelled as JSON:API."""
    one, other = call("GET", "v2/monitors"), call("GET", "v2/nothing")
    assert one.headers["content-type"] == other.headers["content-type"] == "application/json; charset=utf-8"
    assert one.headers["x-request-id"] != other.headers["x-request-id"]


@pytest.mark.parametrize("body", [b"{", b"[1]", b"7", b"\xff", b"[" * 100_000])
def test_bodies_that_are_no_objects(call: Caller, body: bytes) -> None:
    """A body that is not a JSON object is 400."""
    reply = call("POST", "v2/monitors", content=body)
    assert reply.status_code == 400
    assert isinstance(reply.json()["errors"], str)


@pytest.mark.parametrize(
    ("shape", "members"),
    [("map", {"errors"}), ("string", {"errors"}), ("allowed_values", {"errors", "allowed_values"})],
)
def test_shapes_of_422(shape: str, members: set[str]) -> None:
    """A refused body is told in the shape that was asked for."""
    call = Caller(BetterStackSandbox(error_shape=shape))  # type: ignore[arg-type]  # parametrized
    reply = call("POST", "v2/monitors", {"url": "https://example.com", "monitor_type": "psychic"})
    assert reply.status_code == 422
    assert set(reply.json()) == members
    assert isinstance(reply.json()["errors"], dict if shape == "map" else str)
    told = reply.json()["errors" if shape != "allowed_values" else "allowed_values"]
    assert "monitor_type" in told
    assert "playwright" in str(told)


def test_requests_are_counted_by_operation(call: Caller) -> None:
    """Refused requests count, requests without a route do not, and the names are known beforehand."""
    call("GET", "v2/monitors", token=None)
    call("GET", "v2/nothing")
    call("GET", "v2/policies")
    assert call.sandbox.requests == {"list_monitors": 1, "list_policies_v2": 1}
    assert set(call.sandbox.requests) <= call.sandbox.operations


def test_other_protocols_are_refused(sandbox: BetterStackSandbox) -> None:
    """Only HTTP is spoken."""

    async def nothing(*_: object) -> dict[str, object]:
        return {}

    with pytest.raises(RuntimeError, match="websocket"):
        asyncio.run(sandbox.app({"type": "websocket"}, nothing, nothing))  # type: ignore[arg-type]  # never called
