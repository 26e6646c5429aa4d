"""Eight processes on two hosts update one status page under one limit, which a real server keeps for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import inf
from pathlib import Path
from typing import Any

import pytest
from benchmarks.hosts.namespaces import Network, network, obstacle
from benchmarks.hosts.page import Page
from benchmarks.hosts.run import PAGE_LIMIT, Outcome, update_together
from benchmarks.hosts.updater import Updater
from benchmarks.stores import Store
from tests.runtime._kit import FakeClock

from uptimekit import RateLimit
from uptimekit._runtime.constants import BULK_WORKERS
from uptimekit._runtime.shared_limit import Reservation
from uptimekit.shared import SharedLimit

from ._stores import program

PROCESSES = 8
PAGE_IS_FASTER = 2
"""The page's minute takes half of the time in which the processes send as much.  What a busy machine delays, it may refuse all
the same: then the processes wait, and what is counted here stays."""
TIMEOUT = 10.0
"""Seconds that the store may take: how long it takes on a busy machine is not what these tests are about."""

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def hosts() -> Iterator[Network]:
    """Two hosts of clients, and one of servers."""
    if reason := obstacle():
        pytest.skip(f"namespaces of the network: {reason}")
    with network() as made:
        yield made


@pytest.fixture
def start(hosts: Network, tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """A function that starts a server of a kind on the host of the servers."""
    started: list[Store] = []

    def start(kind: str) -> Store:
        server = hosts.server
        started.append(Store(program(kind), tmp_path, host=server.address, prefix=server.prefix))
        started[-1].start()
        return started[-1]

    yield start
    for store in started:
        store.stop()


class Turns:
    """The turns that the store knows: of requests that went, and of those that wait; it forgets them after a while.

    Attributes:
        went: times of the former by their ids, in seconds of the store's clock.
        waiting: ids of the latter.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.went: dict[bytes, float] = {}
        self.waiting: set[bytes] = set()

    def look(self) -> None:
        """Add what the store knows now."""
        for key in self._store.client.scan_iter("uptimekit:limit:*:turns"):  # none yet in a store that is new
            both = self._store.client.pipeline()
            both.zrange(key, 0, -1, withscores=True)
            both.zrange(key.replace(b":turns", b":waiting"), 0, -1)
            turns, waiting = list[Any](both.execute())
            self.waiting = set(waiting)
            for turn, at in turns:
                if turn not in self.waiting:
                    self.went.setdefault(turn, at / 1e6)

    def follow(self, page: Page, updaters: Sequence[Updater], answers: int | None = None) -> None:
        """Look again and again until the page has given so many answers; by default, as long as there is work."""
        while len(page.answers) < answers if answers else any(each.works for each in updaters):
            page.wait_for_news(0.2)
            self.look()

    def shortest_window(self, requests: int) -> float:
        """Return the least seconds from one request to that which so many later was sent."""
        times = sorted(self.went.values())
        return min(last - first for first, last in zip(times, times[requests:], strict=False))


Meanwhile = Callable[[Page, Sequence[Updater]], object]


def _update(hosts: Network, store: Store, updates: int, period: float, meanwhile: Meanwhile) -> Outcome:
    return update_together(
        hosts,
        store.url,
        RateLimit(PAGE_LIMIT.requests, period),
        timeout=TIMEOUT,
        speed=PAGE_LIMIT.period / period * PAGE_IS_FASTER,
        updates=updates,
        processes=PROCESSES,
        meanwhile=meanwhile,
    )


@pytest.mark.parametrize("kind", ["valkey", "redis"])
def test_one_is_killed_in_the_middle(hosts: Network, start: Callable[[str], Store], kind: str) -> None:
    """The others do all their work, no call of theirs fails, and no window has more turns than the limit allows.

    What the process had reserved is all that is lost: a turn for each call that it had under way.
    """
    store = start(kind)
    turns, period, updates = Turns(store), 1.5, 400
    mine = updates // PROCESSES

    def kill(page: Page, updaters: Sequence[Updater]) -> None:
        turns.follow(page, updaters, updates // 2)
        updaters[3].kill()
        turns.follow(page, updaters)

    outcome = _update(hosts, store, updates, period, kill)
    assert outcome.results == [mine] * (PROCESSES - 1)
    assert turns.shortest_window(PAGE_LIMIT.requests) >= period
    assert len(outcome.answers) <= len(turns.went) <= len(outcome.answers) + BULK_WORKERS
    assert len(turns.waiting) <= BULK_WORKERS


def test_the_store_is_stopped_and_started_in_the_middle(
    hosts: Network, start: Callable[[str], Store]
) -> None:
    """All processes do all their work, no call fails, and a store that has forgotten everything is told of every request."""
    store = start("valkey")
    turns, period, updates = Turns(store), 4.0, 160

    def restart(page: Page, updaters: Sequence[Updater]) -> None:
        turns.follow(page, updaters, 100)
        store.stop()
        store.start()
        turns.follow(page, updaters)

    outcome = _update(hosts, store, updates, period, restart)
    assert outcome.results == [updates // PROCESSES] * PROCESSES
    assert len(turns.went) == len(outcome.answers)


def test_what_a_dead_process_reserved_is_lost_and_no_more(store: Store) -> None:
    """Its turns stay taken until their time has come; the next window is whole again."""
    clock, limit = FakeClock(), RateLimit(3, 10)
    with SharedLimit(store.url, limit) as first, SharedLimit(store.url, limit) as second:
        dead, alive = (each.limiter("https://host", "key", limit, clock, "") for each in (first, second))
        for turn in range(5):  # three go, and two wait for ever
            dead.carry(Reservation(f"dead-{turn}", inf, 60), 10)
        waits = [alive.carry(Reservation(f"alive-{turn}", inf, 60), 10) for turn in range(5)]
    assert [each.wait for each in waits if each] == pytest.approx([10.1, 20.2, 20.2, 20.2, 30.3])
