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
from itertools import cycle
from random import Random

import httpx

from uptimekit.healthchecks import AsyncClient, Client

from .healthchecks_answers import KEY, check
from .measure import Row, Samples, compare, interleave, timed
from .server import serve
from .sizes import Sizes

__all__ = ["awaited", "measure", "one_core"]

TARGET = 1.05
CHECKS = 1_000
"""Checks that are asked for in turn, as programs do: more than there are places in any cache of addresses."""
_HEADERS = {"X-Api-Key": KEY, "Accept": "application/json"}


def measure(sizes: Sizes, rng: Random) -> list[Row]:
    """Return the rows of this group."""
    checks = [check(number, rng) for number in range(CHECKS)]
    uuids = [str(each["uuid"]) for each in checks]
    answers = {f"/api/v3/checks/{each['uuid']}": json.dumps(each) for each in checks}
    with one_core(), serve(answers | {f"/ping/{uuid}": "OK" for uuid in uuids}) as base:
        return [
            *_rows("sync", _sync(base, uuids, sizes, rng)),
            *_rows("async", _async(base, uuids, sizes, rng)),
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
        row("get a check, facade / httpx", "facade, the same", "httpx, the same"),
        row("get one of many checks, generated / httpx", "generated", "httpx"),
        row("get one of many checks, facade / httpx", "facade", "httpx"),
        row("ping one of many checks, facade / httpx", "facade ping", "httpx ping"),
    ]


def _sync(base: str, uuids: list[str], sizes: Sizes, rng: Random) -> Samples:
    url, ping, others = f"{base}/api/v3/checks/", f"{base}/ping/", cycle(uuids)
    with httpx.Client(headers=_HEADERS) as bare, Client(KEY, api_url=f"{base}/api/") as client:
        actions: dict[str, Callable[[], object]] = {
            "httpx": lambda: bare.get(url + next(others)).json(),
            "httpx again": lambda: bare.get(url + next(others)).json(),
            "httpx, the same": lambda: bare.get(url + uuids[0]).json(),
            "generated": lambda: client.api.checks.get(next(others)),
            "facade": lambda: client.get_check(next(others)),
            "facade, the same": lambda: client.get_check(uuids[0]),
            "httpx ping": lambda: bare.post(ping + next(others)).text,
            "facade ping": lambda: client.success_ping(next(others)),
        }
        tasks = {name: timed(action, sizes.calls) for name, action in actions.items()}
        return interleave(tasks, sizes.batches, rng)


def _async(base: str, uuids: list[str], sizes: Sizes, rng: Random) -> Samples:
    url, ping, others = f"{base}/api/v3/checks/", f"{base}/ping/", cycle(uuids)
    bare, client = httpx.AsyncClient(headers=_HEADERS), AsyncClient(KEY, api_url=f"{base}/api/")

    async def get(uuid: str) -> object:
        return (await bare.get(url + uuid)).json()

    async def post(uuid: str) -> object:
        return (await bare.post(ping + uuid)).text

    actions: dict[str, Callable[[], Awaitable[object]]] = {
        "httpx": lambda: get(next(others)),
        "httpx again": lambda: get(next(others)),
        "httpx, the same": lambda: get(uuids[0]),
        "generated": lambda: client.api.checks.get(next(others)),
        "facade": lambda: client.get_check(next(others)),
        "facade, the same": lambda: client.get_check(uuids[0]),
        "httpx ping": lambda: post(next(others)),
        "facade ping": lambda: client.success_ping(next(others)),
    }
    with asyncio.Runner() as runner:  # one event loop for all samples: connections belong to it
        tasks = {name: awaited(runner, action, sizes.calls) for name, action in actions.items()}
        samples = interleave(tasks, sizes.batches, rng)
        runner.run(bare.aclose())
        runner.run(client.aclose())
    return samples


def awaited(
    runner: asyncio.Runner, action: Callable[[], Awaitable[object]], repeat: int
) -> Callable[[], float]:
    """Return a task that measures the seconds of one asynchronous *action*, the mean of *repeat* in a row."""

    async def batch() -> float:
        start = time.perf_counter()
        for _ in range(repeat):
            await action()
        return (time.perf_counter() - start) / repeat

    def sample() -> float:
        gc.collect()
        return runner.run(batch())

    return sample
