#!/usr/bin/env bash
# httpx-aiohttp reports a connection that was lost after the request was sent as httpx.ConnectTimeout.
#
# Versions: httpx 0.28.1, httpx-aiohttp 0.2.0, aiohttp 3.14.5, Python 3.11.
# Behaviour: a server reads the whole POST and closes without an answer. httpx's own transport raises
#   RemoteProtocolError; httpx-aiohttp raises ConnectTimeout ("Server disconnected"), at once, with no time-out passed.
# Output seen:
#   httpx    RemoteProtocolError   the server had read: {"amount": 1}
#   aiohttp  ConnectTimeout        the server had read: {"amount": 1}
# Why a good guess is wrong: ConnectTimeout is documented as a failure to connect, so retry code (httpx-retries and many
#   hand-written loops) takes it as "nothing was sent" and repeats a POST. Here the server has the whole body.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check httpx==0.28.1 httpx-aiohttp==0.2.0 aiohttp==3.14.5
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio

import httpx
from httpx_aiohttp import AiohttpTransport

BODY = b'{"amount": 1}'


async def main() -> list[tuple[str, str, bytes]]:
    read: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        read.append(await reader.readexactly(len(BODY)))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    found = []
    for name, transport in (("httpx", httpx.AsyncHTTPTransport()), ("aiohttp", AiohttpTransport())):
        async with httpx.AsyncClient(transport=transport) as client:
            try:
                await client.post(url, content=BODY)
            except httpx.TransportError as error:
                found.append((name, type(error).__name__, read[-1]))
    server.close()
    assert len(read) == 2, read
    return found


found = asyncio.run(main())
for name, error, body in found:
    print(f"{name:8} {error:21} the server had read: {body.decode()}")
assert found == [("httpx", "RemoteProtocolError", BODY), ("aiohttp", "ConnectTimeout", BODY)], "it has changed"
PYTHON
