"""Tests of the answers of verbs; what they carry is tested with the verbs."""

from __future__ import annotations

import httpx

from uptimekit._runtime import Operation, RawResponse
from uptimekit.betterstack import Response


def test_it_shows_no_body() -> None:
    """repr shows the status alone: a body may hold secrets."""
    operation = Operation(id="get", method="GET", path="/")
    raw = RawResponse(operation, 201, httpx.Headers({"x-secret": "hush"}), b'"hush"')
    assert repr(Response(raw)) == "<Response [201]>"
    assert Response(raw).ok
