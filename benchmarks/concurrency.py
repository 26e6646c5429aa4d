"""Asynchronous calls in flight at once, against bare httpx with its default options.

The server has one core and the clients the other (on Linux).  It waits before each answer, and this group measures
what a client does meanwhile.  On one core, the work of the server would only make all clients look alike.
"""

from __future__ import annotations

import asyncio
import gc
import json
import time
import tracemalloc
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from random import Random
from typing import Any

import httpx

from uptimekit.healthchecks import AsyncClient

from .calls import one_core
from .healthchecks_answers import KEY, check
from .measure import LeftOut, Result, Row, Samples, compare, interleave
from .server import serve
from .sizes import Sizes

__all__ = ["measure"]

TARGET = 0.5
FAST_TARGET = 0.25
NO_SLOWER = 1.0
FLAT = 1.05
_HEADERS = {"X-Api-Key": KEY, "Accept": "application/json"}
_UUIDS = 200
Get = Callable[[str], Awaitable[object]]


@dataclass(frozen=True)
class _Flight:
    """*calls* calls by each of *tasks* tasks that share a client."""

    base: str
    uuids: list[str]
    tasks: int
    calls: int

    async def by(self, get: Get) -> None:
        """Make all calls with *get*, which takes the UUID of a check; whatever it raises ends the run."""
        numbers = iter(range(self.tasks * self.calls))

        async def task() -> None:
            for number in numbers:
                await get(self.uuids[number % len(self.uuids)])

        await asyncio.gather(*(task() for _ in range(self.tasks)))


def measure(sizes: Sizes, rng: Random) -> list[Result]:
    """Return the rows of this group."""
    checks = {str(one["uuid"]): one for one in (check(number, rng) for number in range(_UUIDS))}
    answers = {f"/api/v3/checks/{uuid}": json.dumps(one) for uuid, one in checks.items()}
    results: list[Result] = []
    with ExitStack() as stack:
        with one_core(min):
            bases = [stack.enter_context(serve(answers, wait)) for wait in sizes.flight_waits]
        stack.enter_context(one_core())
        for wait, base, rows in zip(sizes.flight_waits, bases, (_rows, _long_rows), strict=True):
            for tasks in sizes.in_flight:
                flight = _Flight(base, list(checks), tasks, sizes.flight_calls)
                results += rows(flight, f"{tasks} in flight, {wait * 1000:.0f} ms", sizes, rng)
        results.append(_memory(_Flight(bases[0], list(checks), sizes.tasks, sizes.flight_calls)))
    return results


def _rows(flight: _Flight, what: str, sizes: Sizes, rng: Random) -> list[Result]:
    absent = [name for name in ("httpx2", "aiohttp") if find_spec(name) is None]
    clients = {name: client for name, client in _CLIENTS.items() if name not in absent}
    wall, cpu = _samples(flight, clients, sizes, rng)
    return [
        compare(f"{what}: httpx / itself (noise)", wall, "httpx again", "httpx", noise=True),
        compare(f"{what}, a call / httpx", wall, "uptimekit", "httpx", target=FAST_TARGET)
        if find_spec("msgspec")
        else LeftOut(f"{what}, a call / httpx", "msgspec is not installed"),
        compare(f"{what}, a call without msgspec / httpx", wall, "without msgspec", "httpx", target=TARGET),
        compare(f"{what}, CPU time of a call / httpx", cpu, "uptimekit", "httpx"),
        *(
            LeftOut(f"{what}, a call / {name}", f"{name} is not installed")
            if name in absent
            else compare(f"{what}, a call / {name}", wall, "uptimekit", name)
            for name in ("httpx2", "aiohttp")
        ),
    ]


def _long_rows(flight: _Flight, what: str, sizes: Sizes, rng: Random) -> list[Result]:
    clients = {name: _CLIENTS[name] for name in ("httpx", "uptimekit")}
    # The server's wait fills each sample, and makes them nearly equal: half as many will do.
    wall, cpu = _samples(flight, clients, replace(sizes, flights=max(2, sizes.flights // 2)), rng)
    return [
        compare(f"{what}, a call / httpx", wall, "uptimekit", "httpx", target=NO_SLOWER),
        compare(f"{what}, CPU time of a call / httpx", cpu, "uptimekit", "httpx"),
    ]


def _samples(
    flight: _Flight, clients: dict[str, _Client], sizes: Sizes, rng: Random
) -> tuple[Samples, Samples]:
    """Return the seconds of a call, and the seconds of them on a core."""

    def sample(client: _Client) -> Callable[[], tuple[float, float]]:
        return lambda: asyncio.run(_timed(flight, client))

    taken = interleave({name: sample(client) for name, client in clients.items()}, sizes.flights, rng)
    wall, cpu = ({name: [each[kind] for each in taken[name]] for name in taken} for kind in (0, 1))
    return wall, cpu


async def _timed(flight: _Flight, client: _Client) -> tuple[float, float]:
    async with client(flight.base) as get:
        await replace(flight, calls=1).by(get)  # opens the connections
        gc.collect()
        start, cpu = time.perf_counter(), time.process_time()
        await flight.by(get)
        count = flight.tasks * flight.calls
        return (time.perf_counter() - start) / count, (time.process_time() - cpu) / count


def _memory(flight: _Flight) -> Row:
    first, second = asyncio.run(_peaks(flight))
    name = f"{flight.tasks} in flight, peak memory of later calls / of as many before"
    return Row.single(name, second / 2**20, first / 2**20, "MB", FLAT)


async def _peaks(flight: _Flight) -> tuple[float, float]:
    async with _uptimekit(flight.base) as get:
        await flight.by(get)
        tracemalloc.start()
        try:
            peaks = []
            for _ in range(2):
                gc.collect()
                tracemalloc.reset_peak()
                await flight.by(get)
                peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    return peaks[0], peaks[1]


@asynccontextmanager
async def _uptimekit(base: str, *, fast: bool = True) -> AsyncGenerator[Get]:
    async with AsyncClient(KEY, api_url=f"{base}/api/", timeout=60.0, fast=fast) as client:
        yield client.get_check


@asynccontextmanager
async def _httpx(base: str, library: Any = httpx) -> AsyncGenerator[Get]:
    # Loading certificates takes most of the time between two samples.
    async with library.AsyncClient(headers=_HEADERS, timeout=60.0, verify=False) as client:

        async def get(uuid: str) -> object:
            return (await client.get(f"{base}/api/v3/checks/{uuid}")).json()

        yield get


def _httpx2(base: str) -> AbstractAsyncContextManager[Get]:
    return _httpx(base, import_module("httpx2"))


@asynccontextmanager
async def _aiohttp(base: str) -> AsyncGenerator[Get]:
    async with import_module("aiohttp").ClientSession(headers=_HEADERS) as session:

        async def get(uuid: str) -> object:
            async with session.get(f"{base}/api/v3/checks/{uuid}") as answer:
                return await answer.json()

        yield get


_Client = Callable[[str], AbstractAsyncContextManager[Get]]
_CLIENTS: dict[str, _Client] = {
    "httpx": _httpx,
    "httpx again": _httpx,
    "uptimekit": _uptimekit,
    "without msgspec": partial(_uptimekit, fast=False),
    "httpx2": _httpx2,
    "aiohttp": _aiohttp,
}
