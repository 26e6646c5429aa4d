"""Twenty processes with a client each, for tests: ``python -m tests.uptimehunt._processes``.

Reads one JSON object a line: the number of processes, how a client is built, and where the session is shared.  Forks as
many children, half of them asynchronous, lets them call at once, and writes what each of them got as one JSON list.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from typing import Any

from uptimekit import UptimeKitError
from uptimekit.uptimehunt import AsyncClient, Client, SharedTokenStore

__all__ = ["main"]


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(_together(**json.loads(line))), flush=True)


def _together(count: int, **how: Any) -> list[str]:
    """Return what *count* processes got that begin at the same moment."""
    ready, go = os.pipe(), os.pipe()
    results = [os.pipe() for _ in range(count)]
    children = [_child(number, ready, go, results, how) for number in range(count)]
    for _ in children:
        os.read(ready[0], 1)
    os.close(go[1])
    got = []
    for reader, writer in results:
        os.close(writer)
        with os.fdopen(reader, "rb") as file:
            got.append(file.read().decode())
    for child in children:
        os.waitpid(child, 0)
    for end in (*ready, go[0]):
        os.close(end)
    return got


def _child(
    number: int,
    ready: tuple[int, int],
    go: tuple[int, int],
    results: list[tuple[int, int]],
    how: dict[str, Any],
) -> int:
    child = os.fork()
    if child == 0:
        try:
            os.close(go[1])
            got = asyncio.run(_task(ready, go, **how)) if number % 2 else _thread(ready, go, **how)
            os.write(results[number][1], got.encode())
        finally:
            os._exit(0)
    return child


def _wait(ready: tuple[int, int], go: tuple[int, int]) -> None:
    os.write(ready[1], b".")
    os.read(go[0], 1)  # until the parent closes it, for all at once


def _thread(ready: tuple[int, int], go: tuple[int, int], store: str, **how: Any) -> str:
    with (
        SharedTokenStore(store, account="ops", timeout=30.0) as tokens,
        Client(token_store=tokens, **how) as client,
    ):
        _wait(ready, go)
        try:
            return client.auth.me().email or ""
        except UptimeKitError as error:
            return repr(error)


async def _task(ready: tuple[int, int], go: tuple[int, int], store: str, **how: Any) -> str:
    async with (
        SharedTokenStore(store, account="ops", timeout=30.0) as tokens,
        AsyncClient(token_store=tokens, **how) as client,
    ):
        _wait(ready, go)
        try:
            return (await client.auth.me()).email or ""
        except UptimeKitError as error:
            return repr(error)


if __name__ == "__main__":
    main()
