#!/usr/bin/env bash
# `async with redis.asyncio.Redis(connection_pool=pool)` leaves its connections open at the end of the block.
#
# Versions: redis 8.1.0, Python 3.11.
# Behaviour: aclose(), and so the end of the block, closes a pool that the client made itself, and leaves open one that it
#   was given; aclose(close_connection_pool=True) closes it. Nothing but a ResourceWarning, where one is shown, tells it.
# Output seen:
#   Redis(host=...)             0 connections open after the block
#   Redis(connection_pool=pool) 1 connections open after the block
#   Redis.from_pool(pool)       0 connections open after the block
# Why a good guess is wrong: a pool of one client's own, made to say what a URL cannot, belongs to nobody else; and the
#   third spelling, which looks the same, hands it over.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check redis==8.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio

from redis.asyncio import ConnectionPool, Redis


async def main() -> dict[str, int]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(b"+OK\r\n" * data.count(b"*"))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    where = {"host": "127.0.0.1", "port": server.sockets[0].getsockname()[1], "protocol": 2}
    clients = {
        "Redis(host=...)": Redis(**where),
        "Redis(connection_pool=pool)": Redis(connection_pool=ConnectionPool(**where)),
        "Redis.from_pool(pool)": Redis.from_pool(ConnectionPool(**where)),
    }
    found = {}
    for name, client in clients.items():
        async with client:
            await client.execute_command("HELLO-THERE")
        pool = client.connection_pool
        found[name] = sum(each.is_connected for each in pool._available_connections)
        await pool.disconnect()
    server.close()
    return found


found = asyncio.run(main())
for name, count in found.items():
    print(f"{name:27} {count} connections open after the block")
assert list(found.values()) == [0, 1, 0], "the behaviour has changed"
PYTHON
