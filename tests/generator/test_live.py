"""From a newcomer's document to calls over a real socket, with nothing written by hand between."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from uptimekit._runtime.errors import NotFoundError

LIGHTS = [{"id": f"light-{n}", "name": f"Light {n}", "state": "on"} for n in range(5)]
SIGNALS = [
    {"kind": "flash", "colour": "red"},
    {"kind": "beep", "pitch": 4},
    {"kind": "flash", "colour": "blue"},
]
TAGS = [{"name": name, "count": 1} for name in "abc"]


class Beacon(BaseHTTPRequestHandler):
    """The beacon API, as small as it can be."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Keep quiet."""

    def _send(self, status: int, body: bytes = b"", kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _json(self, value: Any, status: int = 200) -> None:
        self._send(status, json.dumps(value).encode())

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        given = {key: values[0] for key, values in parse_qs(url.query).items()}
        at = int(given.get("page") or given.get("offset") or given.get("after") or 0)
        if url.path == "/v2/lights":
            page = LIGHTS[(at - 1) * 2 : at * 2] if "page" in given else LIGHTS
            self._json({"lights": page, "meta": {"pages": 3}})
        elif url.path == "/v2/signals/recent":
            self._json({"data": SIGNALS[at : at + 1], "links": {"cursor": str(at + 1) if at < 2 else None}})
        elif url.path == "/v2/lights/light-0/signals":
            link = f"http://{self.headers['Host']}/v2/lights/light-0/signals?after={at + 2}"
            self._json({"data": SIGNALS[at : at + 2], "links": {"next": link if at == 0 else None}})
        elif url.path == "/v2/tags":
            self._json(TAGS[at : at + 2])
        elif url.path == "/v2/lights/light-0":
            self._json({**LIGHTS[0], "name": self.headers.get("X-Api-Key")})
        else:
            self._json({"error": "no such light"}, 404)

    def do_POST(self) -> None:
        body = self._body()
        if self.path == "/v2/lights":
            self._json({"id": "new", **json.loads(body)}, 201)
        elif self.path == "/v2/tags":
            self._json({"name": parse_qs(body.decode())["name"][0]})
        else:
            self._send(200, b"OK " + body, "text/plain")

    def do_HEAD(self) -> None:
        self._send(200)

    def do_DELETE(self) -> None:
        self._send(204)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Beacon)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_synchronous_client(beacon: ModuleType, address: str) -> None:
    """Every kind of call and all four pagination styles work."""
    key = "k" * 16
    with beacon.Client(api_key=key, base_url=f"{address}/{{version}}", ping_url=address, retries=0) as client:
        assert [light.id for light in client.lights.list()] == [light["id"] for light in LIGHTS]
        assert client.lights.get("light-0").name == key
        assert client.lights.create(name="n", state="off", note=None).to_dict()["note"] is None
        assert client.lights.delete("light-0") is None
        assert client.tags.add(name="a & b").name == "a & b"
        assert client.pings.ping("secret", body="hi", rid="1") == "OK hi"
        assert client.pings.touch("secret") is None
        assert [light.id for light in client.lights.iter()] == [light["id"] for light in LIGHTS]
        assert [type(s).__name__ for s in client.signals.iter("light-0")] == ["Flash", "Beep", "Flash"]
        assert [s.kind for s in client.signals.iter_recent()] == ["flash", "beep", "flash"]
        assert [tag.name for tag in client.tags.iter()] == ["a", "b", "c"]
        with pytest.raises(NotFoundError, match="no such light"):
            client.lights.get("light-9")


def test_asynchronous_client(beacon: ModuleType, address: str) -> None:
    """The asynchronous client does the same."""

    async def run() -> None:
        async with beacon.AsyncClient(
            api_key="k" * 16, base_url=f"{address}/{{version}}", ping_url=address, retries=0
        ) as client:
            assert (await client.lights.get("light-0")).name == "k" * 16
            assert (await client.lights.create(name="n")).id == "new"
            assert await client.pings.ping("secret", body=b"hi") == "OK hi"
            assert [light.id async for light in client.lights.iter()] == [light["id"] for light in LIGHTS]
            assert [s.kind async for s in client.signals.iter("light-0")] == ["flash", "beep", "flash"]
            assert [s.kind async for s in client.signals.iter_recent()] == ["flash", "beep", "flash"]
            assert [tag.name async for tag in client.tags.iter()] == ["a", "b", "c"]
            with pytest.raises(NotFoundError):
                await client.lights.get("light-9")

    asyncio.run(run())
