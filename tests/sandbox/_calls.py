"""How these tests talk to a sandbox without a socket."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable, Mapping

import httpx

from uptimekit.sandbox import HealthchecksSandbox

__all__ = ["Caller", "in_process"]


# httpx's transport looks for it at each request, on the whole path; it is not installed.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]


def _client(app: object) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # starlette and httpx spell ASGI apart
    return httpx.AsyncClient(transport=transport, base_url="http://sandbox.test")


def in_process(app: object, method: str, url: str, **options: object) -> httpx.Response:
    """Send one request to an ASGI application and return what it answers."""

    async def send() -> httpx.Response:
        async with _client(app) as client:
            return await client.request(method, url, **options)  # type: ignore[arg-type]  # passed on as given

    return asyncio.run(send())


class Caller:
    """A caller of one sandbox, who holds the keys of its project "main" unless told otherwise."""

    def __init__(self, sandbox: HealthchecksSandbox) -> None:
        self.sandbox = sandbox
        self.project = sandbox.projects["main"]

    def __call__(
        self,
        method: str,
        path: str,
        json: object = None,
        *,
        key: str | None = "rw",
        content: bytes | AsyncIterator[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Send a request; `key` is "rw", "ro", None for none, or the very key to send.

        Paths that begin with "/" are taken as they are, others are below /api/v3/.
        """
        named = {"rw": self.project.api_key, "ro": self.project.readonly_key}
        auth = {} if key is None else {"X-Api-Key": named.get(key, key)}
        url = path if path.startswith("/") else f"/api/v3/{path}"
        options: dict[str, object] = {"headers": auth | dict(headers or {})}
        if content is not None:
            options["content"] = content
        elif json is not None:
            options["json"] = json
        return in_process(self.sandbox.app, method, url, **options)

    def create(self, version: int = 3, **fields: object) -> str:
        """Create a check and return its UUID."""
        reply = self("POST", f"/api/v{version}/checks/", fields)
        assert reply.status_code == 201, reply.text
        return str(reply.json()["uuid"])

    def get(self, uuid: str, version: int = 3) -> dict[str, object]:
        """The check as the read-write key sees it."""
        reply = self("GET", f"/api/v{version}/checks/{uuid}")
        assert reply.status_code == 200, reply.text
        shown: dict[str, object] = reply.json()
        return shown

    def ping(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> httpx.Response:
        """Send a ping, without any API key."""
        return self(method, f"/ping/{path}", key=None, content=body, headers=headers)

    def pings(self, path: str, bodies: Iterable[bytes]) -> None:
        """Send a ping with each body, with one client and one event loop, which many share for less."""

        async def send() -> None:
            async with _client(self.sandbox.app) as client:
                for body in bodies:
                    await client.post(f"/ping/{path}", content=body)

        asyncio.run(send())
