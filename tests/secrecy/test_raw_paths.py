"""Requests to arbitrary paths, of which the spec may know nothing, show no secret in their errors."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from tests.faults._server import FaultServer, Wire

from uptimekit import UptimeKitError
from uptimekit.betterstack import UptimeAPI
from uptimekit.statuspage import Client

SECRET = "Canary-Of-A-Raw-Path-7"

REQUESTS = {
    "path": {"url": f"widgets/{SECRET}/stop", "body": {}},
    "field": {"url": "widgets", "body": {"deep": [{"api_key": SECRET}]}},
    "field that the spec does not know": {"url": "monitors", "body": {"session_token": SECRET}},
    "address": {"url": "monitors", "body": {"url": f"https://bob:{SECRET}@x.example/"}},
    "query": {"url": f"widgets?token={SECRET}", "body": {}},
    "header": {"url": "widgets", "body": {}, "headers": {"X-Api-Key": SECRET}},
}


def _echo(wire: Wire) -> None:
    """Answer with all that was sent."""
    seen = wire.read()
    content = json.dumps({"error": f"{seen.target} {seen.headers} {seen.body.decode()}"}).encode()
    head = f"HTTP/1.1 422 Odd\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    wire.write(head.encode() + content)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    """Return a server that repeats one request."""
    server = FaultServer(_echo)
    yield server
    server.stop()


def _told(error: UptimeKitError) -> str:
    return f"{error} {error!r} {vars(error)!r} {''.join(traceback.format_exception(error))}"


@pytest.mark.parametrize("given", REQUESTS.values(), ids=REQUESTS)
def test_post_of_better_stack(given: dict[str, Any], server: FaultServer) -> None:
    """What a server repeats of a raw request has no secret."""
    with (
        UptimeAPI("a-token", base_url=f"{server.url}/api/v2/") as api,
        pytest.raises(UptimeKitError) as raised,
    ):
        api.post(**given)
    assert SECRET in f"{server.requests[0].target} {server.requests[0].headers} {server.requests[0].body!r}"
    assert SECRET not in _told(raised.value)


@pytest.mark.parametrize("given", REQUESTS.values(), ids=REQUESTS)
def test_post_of_statuspage(given: dict[str, Any], server: FaultServer) -> None:
    """What a server repeats of a raw request has no secret."""
    made = Client(api_key="a-key", page_id="abc", base_url=server.url)
    with made as client, pytest.raises(UptimeKitError) as raised:
        client.http_client.post(**given)
    assert SECRET in f"{server.requests[0].target} {server.requests[0].headers} {server.requests[0].body!r}"
    assert SECRET not in _told(raised.value)
