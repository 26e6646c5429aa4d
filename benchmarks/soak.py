"""Many calls, some of them cancelled: the memory, files and threads of a process afterwards, against before.

Before means after a twentieth of the calls, when pools are full and everything that is needed has been loaded.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.request import urlopen

from uptimekit import RequestTimeoutError
from uptimekit.healthchecks import AsyncClient, Client

from .healthchecks_answers import KEY
from .measure import LeftOut, Result, Row
from .server import CONNECTIONS, serve
from .sizes import Sizes

__all__ = ["measure"]

TARGET = 1.05
GIVEN_UP = 50  # one call in so many
WARM_UP = 20  # the share of the calls that is made before the first look, one in so many
PATIENCE = 0.02  # seconds until a call is given up, at most
TIMEOUT = 60.0  # seconds that a call may queue, far above what even a busy machine needs
LONG_PATIENCE = 1.0  # the same for half of the tasks' calls
_UUID = "11111111-2222-4333-8444-555555555555"
_SILENT = "00000000-0000-4000-8000-000000000000"
_LOOKS = 100  # at the server's connections, until three in a row are equal


@dataclass(frozen=True)
class Held:
    """What this process holds at one moment, and the server for it."""

    connections: int
    files: int
    threads: int
    tasks: int
    memory: int  # kB


def measure(sizes: Sizes, rng: Random) -> list[Result]:
    """Return the rows of this group."""
    if sys.platform != "linux":
        return [LeftOut("soak", "what a process holds is read from /proc, which only Linux has")]
    answers = {f"/ping/{_UUID}": "OK"}
    with serve(answers, silent=[f"/ping/{_SILENT}"]) as base:
        return [
            *_rows("one after the other", sizes, _sync(base, sizes, 1)),
            *_rows(f"{sizes.threads} threads", sizes, _sync(base, sizes, sizes.threads)),
            *_rows(f"{sizes.tasks} tasks", sizes, asyncio.run(_async(base, sizes, rng))),
        ]


def _rows(kind: str, sizes: Sizes, outcome: tuple[Held, Held, int]) -> list[Row]:
    before, after, given_up = outcome

    def row(name: str, ours: float, reference: float, unit: str = "", target: float | None = TARGET) -> Row:
        return Row.single(f"{kind}: {name}", ours, reference, unit, target)

    return [
        row("calls given up / all calls", given_up, sizes.soak, target=None),
        row("connections, after / before", after.connections, before.connections),
        row("open files and sockets, after / before", after.files, before.files),
        row("threads, after / before", after.threads, before.threads),
        row("tasks, after / before", after.tasks, before.tasks),
        row("memory, after / before", after.memory / 1024, before.memory / 1024, "MB"),
    ]


def _sync(base: str, sizes: Sizes, threads: int) -> tuple[Held, Held, int]:
    with (
        Client(KEY, api_url=f"{base}/api/", rate_limit=None, timeout=TIMEOUT) as client,
        ThreadPoolExecutor(threads) as pool,
    ):
        hasty = client.with_options(deadline=PATIENCE, retries=0)

        def call(number: int) -> bool:
            if number % GIVEN_UP:
                client.success_ping(_UUID)
                return False
            try:
                hasty.success_ping(_SILENT)
            except RequestTimeoutError:
                return True
            raise AssertionError("a silent server answered")

        def work(numbers: Iterable[int]) -> int:
            return sum(map(call, numbers))

        def run(numbers: Iterable[int]) -> int:
            # One iterator for all: a queue of so many jobs would be what the memory shows.
            given_up = sum(pool.map(work, [iter(numbers)] * threads))
            # With every thread at work at once the pool ends with as many connections as it keeps.
            list(pool.map(call, [1] * (4 * threads)))
            return given_up

        first = sizes.soak // WARM_UP
        given_up = run(range(1, first + 1))
        before = _held(base, 1)
        given_up += run(range(first + 1, sizes.soak + 1))
        return before, _held(base, 1), given_up


async def _async(base: str, sizes: Sizes, rng: Random) -> tuple[Held, Held, int]:
    async with AsyncClient(KEY, api_url=f"{base}/api/", rate_limit=None, timeout=TIMEOUT) as client:

        async def call(number: int) -> bool:
            if number % GIVEN_UP:
                await client.success_ping(_UUID)
                return False
            task = asyncio.create_task(client.success_ping(_SILENT))
            # After a short time it waits for a connection, after a long one for the answer.
            await asyncio.sleep(rng.uniform(0, rng.choice((PATIENCE, LONG_PATIENCE))))
            task.cancel()
            await asyncio.wait([task])
            return task.cancelled()

        async def work(numbers: Iterable[int]) -> int:
            return sum([await call(number) for number in numbers])

        async def run(numbers: Iterable[int]) -> int:
            shared = iter(numbers)
            given_up = sum(await asyncio.gather(*(work(shared) for _ in range(sizes.tasks))))
            await asyncio.gather(*(call(1) for _ in range(sizes.tasks)))
            return given_up

        first = sizes.soak // WARM_UP
        given_up = await run(range(1, first + 1))
        before = await _settled(base)
        given_up += await run(range(first + 1, sizes.soak + 1))
        return before, await _settled(base), given_up


async def _settled(base: str) -> Held:
    for _ in range(10):  # what was cancelled last may still be closing its connection
        await asyncio.sleep(PATIENCE)
    return _held(base, len(asyncio.all_tasks()))


def _held(base: str, tasks: int) -> Held:
    gc.collect()
    return Held(
        _connections(base),
        len(list(Path("/proc/self/fd").iterdir())),
        threading.active_count(),
        tasks,
        _memory(),
    )


def _connections(base: str) -> int:
    """Return how many connections the server has of us, when it has noticed those that were closed."""
    seen: list[int] = []
    while len(seen) < _LOOKS and (len(seen) < 3 or len(set(seen[-3:])) > 1):
        with urlopen(base + CONNECTIONS) as answer:
            seen.append(int(answer.read()) - 1)
        time.sleep(PATIENCE)
    return seen[-1]


def _memory() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
