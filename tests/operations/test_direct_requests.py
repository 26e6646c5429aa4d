"""The bytes on the wire are the same, whether a request goes straight to httpcore or through an httpx client."""

from __future__ import annotations

import asyncio
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from uptimekit._runtime import Request

from ._samples import PROVIDERS
from ._scenario import MODES, Mode
from ._wire import AsyncRecorder, Recorder, requests_of

BACKENDS = {
    "sync": ("uptimekit._runtime._sync.transport.Backend", Recorder),
    "async": ("uptimekit._runtime._async.transport.AsyncBackend", AsyncRecorder),
}


def _client(package: Any, mode: Mode) -> Any:
    kind = package.Client if mode == "sync" else package.AsyncClient
    names = kind()._shared.provider.credentials
    return kind(**dict.fromkeys(names, "k" * 32), rate_limit=None, retries=0, headers={"X-Mine": "1"})


async def _awaited(value: Any) -> Any:
    return await value if asyncio.iscoroutine(value) else value


async def _shown(client: Any, request: Request[Any]) -> tuple[Any, ...]:
    """Send *request*; return what the caller sees of the answer."""
    raw = await _awaited(client.send(request))
    return raw.status_code, type(raw.headers), raw.headers.raw, raw.content, raw.address


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_operation(provider: str, mode: Mode, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each operation, with few and with all arguments, sends the same bytes, and its answer shows the same."""
    wire = list[bytes]()
    target, recorder = BACKENDS[mode]
    monkeypatch.setattr(target, lambda: recorder(wire.append))
    package = import_module(f"uptimekit_clients.{provider}")
    sent = set[str]()

    async def compare() -> None:
        clients = [_client(package, mode), _client(package, mode)]
        assert clients[1].http_client.is_closed is False  # from now on it sends through httpx
        for request in requests_of(provider):
            ways = []
            for client in clients:
                wire.clear()
                ways.append((await _shown(client, request), b"".join(wire)))
            assert ways[0] == ways[1]
            assert f"{request.operation.method} /".encode() in ways[0][1]
            sent.add(request.operation.id)
        for client in clients:
            await _awaited(client.close() if mode == "sync" else client.aclose())

    asyncio.run(compare())
    manifest = json.loads((Path(package.__file__ or "").parent / "manifest.json").read_text("utf-8"))
    assert sent == {operation["id"] for operation in manifest["operations"]}
