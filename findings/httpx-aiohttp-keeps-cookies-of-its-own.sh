#!/usr/bin/env bash
# Under httpx-aiohttp cookies are kept and sent although the httpx client's jar refuses every one.
#
# Versions: httpx 0.28.1, httpx-aiohttp 0.2.0, aiohttp 3.14.5, Python 3.11.
# Behaviour: the aiohttp ClientSession behind the transport is made with aiohttp's default cookie jar. It takes what an
#   answer sets and adds it to the next request below httpx, where client.cookies, request.headers and event hooks do
#   not see it. (aiohttp's jar refuses hosts that are IP addresses, so a test against 127.0.0.1 shows nothing.)
# Output seen:
#   httpx    second request's cookie: None        client.cookies: {}
#   aiohttp  second request's cookie: session=1   client.cookies: {}
# Why a good guess is wrong: httpx owns cookies (Client(cookies=...)) and a transport has none by contract; a client made
#   stateless by a jar with an empty list of allowed domains is not stateless any more.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check httpx==0.28.1 httpx-aiohttp==0.2.0 aiohttp==3.14.5
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx
from httpx_aiohttp import AiohttpTransport


async def talk(transport: httpx.AsyncBaseTransport) -> tuple[str | None, dict[str, str]]:
    cookies: list[str | None] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
        lines = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        cookies.append(lines.get("cookie"))
        writer.write(b"HTTP/1.1 200 OK\r\nSet-Cookie: session=1; Path=/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "localhost", 0)
    url = f"http://localhost:{server.sockets[0].getsockname()[1]}/"
    jar = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    async with httpx.AsyncClient(transport=transport, cookies=jar, trust_env=False) as client:
        await client.get(url)
        await client.get(url)
        kept = dict(client.cookies)
    server.close()
    return cookies[1], kept


found = {
    "httpx": asyncio.run(talk(httpx.AsyncHTTPTransport())),
    "aiohttp": asyncio.run(talk(AiohttpTransport())),
}
for name, (sent, kept) in found.items():
    print(f"{name:8} second request's cookie: {sent!s:11} client.cookies: {kept}")
assert found == {"httpx": (None, {}), "aiohttp": ("session=1", {})}, "the behaviour has changed"
PYTHON
