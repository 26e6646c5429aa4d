"""Many calls at once under one shared limit: they queue for the store, and a store that hangs holds them up once."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
import redis
import redis.asyncio
from benchmarks.stores import Store
from tests.runtime._kit import Driver, Script, ok, request

from uptimekit import RateLimit
from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit.shared import SharedLimit
from uptimekit.shared.connection import AT_ONCE

from ._counting import PATIENT
from ._fake_store import FakeStore

MANY = 150
LIMIT = RateLimit(1000, 60)


def send_many(driver: Driver, client: Any) -> None:
    """Send many requests, each in a thread or a task of its own."""

    async def tasks() -> None:
        await asyncio.gather(*(client.send(request()) for _ in range(MANY)))

    if driver.asynchronous:
        driver.run(tasks())
        return
    threads = [threading.Thread(target=client.send, args=[request()]) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_many_calls_take_turns_on_few_connections(
    driver: Driver, limit_at: Callable[..., SharedLimit], store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """More calls than a client of redis-py has connections all get their turns from the store."""
    before: Any = store.client.info("stats")
    send_many(driver, driver.client(Script(ok()), rate_limit=limit_at(store.url, LIMIT)))
    after: Any = store.client.info("stats")
    (turns,) = store.client.keys("*:turns")  # type: ignore[misc]
    assert store.client.zcard(turns) == MANY
    assert after["total_connections_received"] - before["total_connections_received"] <= AT_ONCE
    assert [each for each in caplog.records if each.levelno >= logging.WARNING] == []


def test_no_more_than_a_client_that_was_passed_in_has(driver: Driver, store: Store) -> None:
    """Calls queue for the two connections of such a client, which has an error for a third."""
    given = redis.Redis.from_url(store.url, max_connections=2, socket_timeout=PATIENT)
    tasks = redis.asyncio.Redis.from_url(store.url, max_connections=2)
    limit = SharedLimit(client=given, async_client=tasks, strict=True, limit=LIMIT, timeout=PATIENT)
    send_many(driver, driver.client(Script(ok()), rate_limit=limit))
    (turns,) = store.client.keys("*:turns")  # type: ignore[misc]
    assert store.client.zcard(turns) == MANY
    given.close()
    if driver.asynchronous:
        driver.run(tasks.aclose())


def test_a_store_that_hangs_holds_them_up_once(driver: Driver, limit_at: Callable[..., SharedLimit]) -> None:
    """Those that queue go on alone when the first ones find the store away."""
    with FakeStore(b"$") as store:
        limit = limit_at(store.url, LIMIT, timeout=0.1)
        send_many(driver, driver.client(script := Script(ok()), rate_limit=limit))
        assert 1 <= store.commands <= AT_ONCE
    assert len(script.requests) == MANY


def test_a_short_deadline_leaves_time_to_send(driver: Driver, limit_at: Callable[..., SharedLimit]) -> None:
    """A call that has less time than the time-out waits for half of it, and is sent in the rest."""
    with FakeStore(b"$") as store:
        limit = limit_at(store.url, LIMIT, timeout=600)
        client = driver.client(script := Script(ok()), rate_limit=limit, deadline=0.4, clock=SYSTEM_CLOCK)
        driver.send(client, request())
    assert len(script.requests) == 1
