"""How much of ours lies on the stack when a request is sent."""

from __future__ import annotations

import asyncio
import sys
from types import FrameType

import httpx
import pytest

from uptimekit.betterstack import AsyncMonitor, AsyncUptimeAPI, Monitor, UptimeAPI

from ._support import TOKEN, listed, resource

MOST = 6


def _ours() -> int:
    frame: FrameType | None = sys._getframe()
    count = 0
    while frame is not None:
        count += str(frame.f_globals.get("__name__")).startswith(("uptimekit.", "uptimekit_clients."))
        frame = frame.f_back
    return count


def _answer(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=listed(resource("monitor", 1)))


def test_a_listing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most six frames of ours are on the stack when a listing of monitors sends, and the thread is the caller's."""
    counts: list[int] = []
    send = httpx.Client.send
    monkeypatch.setattr(
        httpx.Client, "send", lambda *args, **more: (counts.append(_ours()), send(*args, **more))[1]
    )
    with UptimeAPI(TOKEN, transport=httpx.MockTransport(_answer)) as api:
        assert len(list(Monitor.get_all_instances(api))) == 1
    assert counts
    assert max(counts) <= MOST


def test_an_asynchronous_listing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same holds for its asynchronous half."""
    counts: list[int] = []
    send = httpx.AsyncClient.send
    monkeypatch.setattr(
        httpx.AsyncClient, "send", lambda *args, **more: (counts.append(_ours()), send(*args, **more))[1]
    )

    async def use() -> None:
        async with AsyncUptimeAPI(TOKEN, transport=httpx.MockTransport(_answer)) as api:
            assert len([each async for each in AsyncMonitor.get_all_instances(api)]) == 1

    asyncio.run(use())
    assert counts
    assert max(counts) <= MOST
