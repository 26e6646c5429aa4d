#!/usr/bin/env bash
# httpx-aiohttp sends a PUT or DELETE twice, although the transport was made with retries=0.
#
# Versions: httpx 0.28.1, httpx-aiohttp 0.2.0, aiohttp 3.14.5, Python 3.11.
# Behaviour: on a kept connection the server reads the second request and closes without an answer. httpx raises
#   RemoteProtocolError and has sent it once. Under httpx-aiohttp the same call succeeds: aiohttp itself opens another
#   connection and sends GET, HEAD, PUT, DELETE, OPTIONS and TRACE again; the transport's argument `retries` is stored
#   and never read, and nothing in the answer tells (response.history is empty).
# Output seen:
#   httpx    RemoteProtocolError  ['GET', 'PUT']
#   aiohttp  200                  ['GET', 'PUT', 'PUT']
# Why a good guess is wrong: retries=0 is the default and is documented for httpx as "connections only"; a test that
#   counts what a server sees, a rate limit that counts what is sent, and a DELETE whose repetition answers 404 all
#   differ after a change of the transport alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check httpx==0.28.1 httpx-aiohttp==0.2.0 aiohttp==3.14.5
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio

import httpx
from httpx_aiohttp import AiohttpTransport


async def talk(transport: httpx.AsyncBaseTransport) -> tuple[str, list[str]]:
    methods: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                methods.append(head.split()[0].decode())
                if len(methods) == 2:
                    break
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
        except asyncio.IncompleteReadError:
            pass
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with httpx.AsyncClient(transport=transport) as client:
        await client.get(url)
        try:
            answer = await client.put(url)
            assert answer.history == []
            outcome = str(answer.status_code)
        except httpx.TransportError as error:
            outcome = type(error).__name__
    server.close()
    return outcome, methods


found = {
    "httpx": asyncio.run(talk(httpx.AsyncHTTPTransport(retries=0))),
    "aiohttp": asyncio.run(talk(AiohttpTransport(retries=0))),
}
for name, (outcome, methods) in found.items():
    print(f"{name:8} {outcome:20} {methods}")
assert found == {
    "httpx": ("RemoteProtocolError", ["GET", "PUT"]),
    "aiohttp": ("200", ["GET", "PUT", "PUT"]),
}, "the behaviour has changed"
PYTHON
