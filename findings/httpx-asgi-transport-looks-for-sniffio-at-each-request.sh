#!/usr/bin/env bash
# httpx's ASGITransport looks on the whole path for sniffio at each request where it is not installed.
#
# Versions: httpx 0.28.1, anyio 4.16.0, Python 3.11.
# Behaviour: the transport imports sniffio within each request and falls back to asyncio if that fails. Python keeps no
#   note of an import that failed, so that each request goes through sys.meta_path and the folders of sys.path again.
# Output seen:
#   10 requests, 10 searches for sniffio
# Why a good guess is wrong: a late import costs something once, so nobody looks for it in a profile of a thousand requests;
#   and neither httpx nor anyio requires sniffio any more, so that few have it. sys.modules["sniffio"] = None ends it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check httpx==0.28.1 anyio==4.16.0
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import sys

import httpx

REQUESTS = 10
searches: list[str] = []


class Watching:
    """A finder that finds nothing, and sees what is looked for."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "sniffio":
            searches.append(name)


async def application(scope: object, receive: object, send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def main() -> None:
    transport = httpx.ASGITransport(app=application)
    async with httpx.AsyncClient(transport=transport, base_url="http://application") as client:
        for _ in range(REQUESTS):
            await client.get("/")


sys.meta_path.insert(0, Watching())
asyncio.run(main())
print(f"{REQUESTS} requests, {len(searches)} searches for sniffio")
assert len(searches) == REQUESTS, "the behaviour has changed"
PYTHON
