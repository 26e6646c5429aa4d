"""How deep a call lies on the stack when it is sent."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from types import FrameType
from typing import Any

import anyio
import httpcore
import httpx
import pytest
from benchmarks.stores import Store
from tests.shared._counting import PATIENT
from tests.uptimehunt._support import jwt

from uptimekit import betterstack, healthchecks, statuspage, uptimehunt
from uptimekit._runtime._sync.sender import Sender
from uptimekit.shared import SharedLimit, environment

LIMIT = 6
OURS = ("uptimekit", "uptimekit_clients")
ANSWERS: dict[str, Any] = {
    "healthchecks.io": {"name": "db", "uuid": "f618072a-7bde-4eee-af63-71a77c5723bc"},
    "uptime.betterstack.com": {"data": [], "pagination": {"next": None}},
    "api.statuspage.io": {"id": "component0001", "name": "API"},
    "app.uptimehunt.io": {"data": []},
}


@pytest.fixture(params=[False, True], ids=["own limit", "shared limit"], autouse=True)
def _limit(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test runs twice: every client keeps to the provider's limit by itself, or with others in a store."""
    if not request.param:
        yield
        return
    store: Store = request.getfixturevalue("store")
    monkeypatch.setattr(environment, "_limits", environment._Limits())
    monkeypatch.setattr(environment, "SharedLimit", partial(SharedLimit, timeout=PATIENT))
    monkeypatch.setenv("UPTIMEKIT_SHARED_LIMIT", store.url)
    yield
    assert store.client.keys("*:turns"), "the call took no turn from the store"


class _Sender:
    """Counts the frames of ours below ``send``, and answers as the server would."""

    def __init__(self) -> None:
        self.depths: list[list[str]] = []
        self.threads: set[int] = set()

    def answer(self, request: httpx.Request) -> httpx.Response:
        frame: FrameType | None = sys._getframe(2)
        names: list[str] = []
        while frame is not None:
            if str(frame.f_globals.get("__name__")).partition(".")[0] in OURS:
                names.append(f"{frame.f_globals['__name__']}.{frame.f_code.co_name}")
            frame = frame.f_back
        self.depths.append(names)
        self.threads.add(threading.get_ident())
        return httpx.Response(200, json=ANSWERS[request.url.host], request=request)


class _Client(httpx.Client):
    def __init__(self, sender: _Sender) -> None:
        super().__init__()
        self.sender = sender

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        return self.sender.answer(request)


class _AsyncClient(httpx.AsyncClient):
    def __init__(self, sender: _Sender) -> None:
        super().__init__(transport=httpx.MockTransport(sender.answer))  # one that needs no task of its own
        self.sender = sender

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        return self.sender.answer(request)


def _get_check(http: _Client | None) -> None:
    with healthchecks.Client("k" * 32, http_client=http) as client:
        client.get_check("f618072a-7bde-4eee-af63-71a77c5723bc")


def _monitors(http: _Client | None) -> None:
    with betterstack.UptimeAPI("t" * 24, http_client=http) as api:
        assert list(betterstack.Monitor.get_all_instances(api)) == []


def _update_component(http: _Client | None) -> None:
    with statuspage.Client(api_key="k" * 24, page_id="page00000001", http_client=http) as client:
        client.components.update("component0001", status="operational")


def _services(http: _Client | None) -> None:
    with uptimehunt.Client(access_token=jwt(issued=time.time()), http_client=http) as client:
        client.services.list()


async def _async_get_check(http: _AsyncClient) -> None:
    async with healthchecks.AsyncClient("k" * 32, http_client=http) as client:
        await client.get_check("f618072a-7bde-4eee-af63-71a77c5723bc")


async def _async_monitors(http: _AsyncClient) -> None:
    async with betterstack.AsyncUptimeAPI("t" * 24, http_client=http) as api:
        assert [each async for each in betterstack.AsyncMonitor.get_all_instances(api)] == []


async def _async_update_component(http: _AsyncClient) -> None:
    async with statuspage.AsyncClient(api_key="k" * 24, page_id="page00000001", http_client=http) as client:
        await client.components.update("component0001", status="operational")


async def _async_services(http: _AsyncClient) -> None:
    async with uptimehunt.AsyncClient(access_token=jwt(issued=time.time()), http_client=http) as client:
        await client.services.list()


@pytest.mark.parametrize("call", [_get_check, _monitors, _update_component, _services])
def test_frames(call: Callable[[_Client], None]) -> None:
    """A synchronous call is sent once, by its own thread, with at most 6 frames of ours on the stack."""
    sender = _Sender()
    with _Client(sender) as http:
        call(http)
    assert sender.threads == {threading.get_ident()}
    (names,) = sender.depths
    assert len(names) <= LIMIT, "\n".join(names)


@pytest.mark.parametrize(
    "call", [_async_get_check, _async_monitors, _async_update_component, _async_services]
)
def test_async_frames(call: Callable[[_AsyncClient], Awaitable[None]]) -> None:
    """An asynchronous call is sent once, with at most 6 frames of ours on the stack."""
    sender = _Sender()

    async def run() -> None:
        async with _AsyncClient(sender) as http:
            await call(http)

    anyio.run(run)
    (names,) = sender.depths
    assert len(names) <= LIMIT, "\n".join(names)


@pytest.mark.parametrize("call", [_get_check, _monitors, _update_component, _services])
def test_frames_without_an_httpx_client(
    call: Callable[[_Client | None], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same holds on connections of the client's own."""
    sent = _Sender()

    def send(_: Sender, request: httpcore.Request, **__: bool) -> httpx.Response:
        return sent.answer(httpx.Request("GET", bytes(request.url).decode()))

    monkeypatch.setattr(Sender, "send", send)
    call(None)
    (names,) = sent.depths
    assert len(names) <= LIMIT, "\n".join(names)
