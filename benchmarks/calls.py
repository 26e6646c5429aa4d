"""The cost of a call above bare httpx: same method, same headers, same server, sync and async.

Client and server share one core.  On two, what a client does while the server works costs nothing, and how much
that is depends on what else the machine has to do.  On one core everything counts, always.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable, Generator, Iterable
from contextlib import contextmanager
from random import Random

import httpx

from uptimekit.healthchecks import AsyncClient, Client

from .healthchecks_answers import KEY, check
from .measure import Row, Samples, compare, interleave, timed
from .server import serve
from .sizes import Sizes

__all__ = ["measure", "one_core"]

TARGET = 1.25
_HEADERS = {"X-Api-Key": KEY, "Accept": "application/json"}


def measure(sizes: Sizes, rng: Random) -> list[Row]:
    """Return the rows of this group."""
    one = check(1, rng)
    uuid = str(one["uuid"])
    with one_core(), serve({f"/api/v3/checks/{uuid}": json.dumps(one), f"/ping/{uuid}": "OK"}) as base:
        return [
            *_rows("sync", _sync(base, uuid, sizes, rng)),
            *_rows("async", _async(base, uuid, sizes, rng)),
        ]


@contextmanager
def one_core(choose: Callable[[Iterable[int]], int] = max) -> Generator[None]:
    """Keep this thread, and the processes that it starts, on one core until the block ends (on Linux).

    *choose* takes one of the process's cores.
    """
    if sys.platform != "linux":
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {choose(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _rows(kind: str, samples: Samples) -> list[Row]:
    def row(name: str, ours: str, reference: str) -> Row:
        return compare(f"{kind}: {name}", samples, ours, reference, unit="us", target=TARGET)

    return [
        compare(f"{kind}: httpx / itself (noise)", samples, "httpx again", "httpx", unit="us", noise=True),
        row("get a check, generated / httpx", "generated", "httpx"),
        row("get a check, facade / httpx", "facade", "httpx"),
        row("ping, facade / httpx", "facade ping", "httpx ping"),
    ]


def _sync(base: str, uuid: str, sizes: Sizes, rng: Random) -> Samples:
    url, ping = f"{base}/api/v3/checks/{uuid}", f"{base}/ping/{uuid}"
    with httpx.Client(headers=_HEADERS) as bare, Client(KEY, api_url=f"{base}/api/") as client:
        actions: dict[str, Callable[[], object]] = {
            "httpx": lambda: bare.get(url).json(),
            "httpx again": lambda: bare.get(url).json(),
            "generated": lambda: client.api.checks.get(uuid),
            "facade": lambda: client.get_check(uuid),
            "httpx ping": lambda: bare.post(ping).text,
            "facade ping": lambda: client.success_ping(uuid),
        }
        tasks = {name: timed(action, sizes.calls) for name, action in actions.items()}
        return interleave(tasks, sizes.batches, rng)


def _async(base: str, uuid: str, sizes: Sizes, rng: Random) -> Samples:
    url, ping = f"{base}/api/v3/checks/{uuid}", f"{base}/ping/{uuid}"
    bare, client = httpx.AsyncClient(headers=_HEADERS), AsyncClient(KEY, api_url=f"{base}/api/")

    async def get() -> object:
        return (await bare.get(url)).json()

    async def post() -> object:
        return (await bare.post(ping)).text

    actions: dict[str, Callable[[], Awaitable[object]]] = {
        "httpx": get,
        "httpx again": get,
        "generated": lambda: client.api.checks.get(uuid),
        "facade": lambda: client.get_check(uuid),
        "httpx ping": post,
        "facade ping": lambda: client.success_ping(uuid),
    }
    with asyncio.Runner() as runner:  # one event loop for all samples: connections belong to it
        tasks = {name: _awaited(runner, action, sizes.calls) for name, action in actions.items()}
        samples = interleave(tasks, sizes.batches, rng)
        runner.run(bare.aclose())
        runner.run(client.aclose())
    return samples


def _awaited(
    runner: asyncio.Runner, action: Callable[[], Awaitable[object]], repeat: int
) -> Callable[[], float]:
    async def batch() -> float:
        start = time.perf_counter()
        for _ in range(repeat):
            await action()
        return (time.perf_counter() - start) / repeat

    def sample() -> float:
        gc.collect()
        return runner.run(batch())

    return sample
