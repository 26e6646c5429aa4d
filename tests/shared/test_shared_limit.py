"""A shared limit seen from the clients: they take turns, pause together, and ask the store no more than they must."""

from __future__ import annotations

import asyncio
import copy
import pickle
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio
import httpx
import pytest
from benchmarks.stores import Store
from tests.runtime._kit import URL, Driver, Script, ok, operation, request, status

from uptimekit import ConfigurationError, RateLimit, RequestTimeoutError
from uptimekit._runtime import Provider, Server
from uptimekit._runtime.bulk import AsyncBulk, Bulk
from uptimekit.shared import SharedLimit

from ._counting import trips


@pytest.fixture
def shared(store: Store, limit_at: Callable[..., SharedLimit]) -> Callable[..., SharedLimit]:
    """A function that returns a shared limit in the store."""
    return partial(limit_at, store.url)


TWO = RateLimit(2, 10)


def test_two_hosts_take_turns(driver: Driver, shared: Any) -> None:
    """What one host sends counts for another, and a third key has a window of its own."""
    first = driver.client(Script(ok()), rate_limit=shared(TWO))
    second = driver.client(Script(ok()), rate_limit=shared(TWO))
    driver.send(first, request())
    driver.send(second, request())
    driver.send(
        driver.client(Script(ok()), secrets={"api_key": "another"}, rate_limit=shared(TWO)), request()
    )
    assert driver.clock.waits == []
    driver.send(first, request())
    assert driver.clock.waits == [pytest.approx(10.1)]


def test_a_429_pauses_the_other_hosts(driver: Driver, shared: Any) -> None:
    """One host's 429 pauses another host with the same key; without a limit as well."""
    first = driver.client(Script(status(429, retry_after="30")), retries=0, rate_limit=shared(None))
    second = driver.client(Script(ok()), rate_limit=shared(None))
    driver.error(first, request())
    driver.send(second, request())
    assert driver.clock.waits == [pytest.approx(30)]


def test_a_request_costs_one_round_trip(driver: Driver, shared: Any, store: Store) -> None:
    """A turn that is now is asked for once, one that was waited for twice, a 429 is told once more."""
    client = driver.client(Script(ok(), ok(), ok(), status(429), ok()), rate_limit=shared(RateLimit(3, 10)))
    driver.send(client, request())  # opens the connection and loads the script
    assert trips(store, lambda: driver.send(client, request())) == 1
    assert trips(store, lambda: driver.send(client, request())) == 1
    assert trips(store, lambda: driver.send(client, request())) == 2 + 1 + 2


def test_what_was_not_sent_is_given_back(driver: Driver, shared: Any) -> None:
    """An interrupted wait, and a request that never left, take nothing from the others."""
    script = Script(httpx.ConnectError("refused"))
    client = driver.client(script, rate_limit=shared(RateLimit(1, 100)), retries=0, deadline=None)
    driver.error(client, request())
    script.steps = [ok()]
    driver.send(client, request())
    usual = driver.clock.sleep

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    driver.clock.sleep = interrupt  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        driver.send(client, request())
    driver.clock.sleep = usual  # type: ignore[method-assign]
    other = driver.client(Script(ok()), rate_limit=shared(RateLimit(1, 100)), deadline=None)
    driver.send(other, request())
    assert driver.clock.waits == [pytest.approx(101)]


def test_the_deadline_wins(driver: Driver, shared: Any) -> None:
    """A turn after the deadline raises at once, naming the limit and the wait, and takes nothing."""
    client = driver.client(Script(ok()), rate_limit=shared(RateLimit(1, 100)), deadline=20)
    driver.send(client, request())
    error = driver.error(client, request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.retry_after, driver.clock.waits) == ("limit", pytest.approx(101), [])
    driver.clock.advance(101)
    driver.send(client, request())
    assert driver.clock.waits == []


def test_a_forecast_knows_the_others(driver: Driver, shared: Any) -> None:
    """After an answer of the store a forecast counts what the other hosts sent."""
    first, second = (driver.client(Script(ok()), rate_limit=shared(RateLimit(2, 10))) for _ in range(2))
    driver.send(first, request())
    driver.send(second, request())
    assert second.forecast(1) == pytest.approx(10.1)
    assert second.forecast(3) == pytest.approx(20.2)


def test_copies_of_a_client_share_it(driver: Driver, shared: Any, store: Store) -> None:
    """A client from with_options() has the same limit, and closing it leaves the limit open."""
    client = driver.client(Script(ok()), rate_limit=shared(RateLimit(1, 10)))
    driver.send(client.with_options(retries=0), request())
    driver.close(client)
    driver.send(driver.client(Script(ok()), rate_limit=shared(RateLimit(1, 10))), request())
    assert driver.clock.waits == [pytest.approx(10.1)]


@pytest.mark.parametrize("copied", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_cannot_be_copied(store: Store, copied: Any) -> None:
    """It holds a password and connections."""
    with SharedLimit(store.url) as limit, pytest.raises(TypeError, match="build one in each process"):
        copied(limit)


@pytest.mark.parametrize("limit", [5, "60/60", (60, 60)])
def test_a_limit_that_is_none_is_refused(limit: Any) -> None:
    """The second argument is a RateLimit or None."""
    with pytest.raises(ConfigurationError, match="limit must be a RateLimit"):
        SharedLimit("redis://localhost", limit)


def test_its_repr_shows_no_password() -> None:
    """A repr has the address without user and password, and the limit."""
    limit = SharedLimit("rediss://me:correct-horse@store.example/2?ssl_cert_reqs=none", RateLimit(60, 60))
    assert repr(limit) == "<SharedLimit rediss://store.example:6379/2, 60 requests in 60 s>"


def test_a_cancelled_call_gives_its_turn_back(store: Store) -> None:
    """Wherever a task is cancelled before it sends, the others get its turn, and the next call works."""
    limit = SharedLimit(store.url, RateLimit(1, 100), timeout=20)
    driver = Driver("async")
    client = driver.client(Script(ok()), rate_limit=limit, deadline=None)

    async def work() -> None:
        for step in range(1000):
            task = asyncio.create_task(client.send(request()))
            for _ in range(step):
                await asyncio.sleep(0)
            if task.done():
                break
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await task
        await limit.aclose()

    driver.run(work())
    assert driver.clock.waits == []
    turns: Any = store.client.zcard(store.client.keys("*:turns")[0])  # type: ignore[index]
    assert turns == 1
    driver.finish()


def test_a_task_that_is_cancelled_again_and_again_leaves_it_to_the_next(store: Store) -> None:
    """A scope that cancels every wait, as anyio's do, stops the giving back, too; then the next call does it."""
    limit = SharedLimit(store.url, RateLimit(1, 100), timeout=20)
    driver = Driver("async")
    client = driver.client(Script(ok()), rate_limit=limit, deadline=None)

    async def work() -> None:
        await client.send(request())
        with anyio.CancelScope() as scope:
            driver.clock.asleep = lambda _: anyio.sleep(0)  # type: ignore[assignment]
            asyncio.get_running_loop().call_later(0.05, scope.cancel)
            await client.send(request())
        assert scope.cancelled_caught
        driver.clock.advance(150)
        await client.send(request())
        await limit.aclose()

    driver.run(work())
    turns: Any = store.client.zcard(store.client.keys("*:turns")[0])  # type: ignore[index]
    assert turns == 1
    driver.finish()


def test_bulk_work_knows_how_long_it_takes(driver: Driver, shared: Any) -> None:
    """seconds_left counts what the other hosts have sent."""
    other = driver.client(Script(ok()), rate_limit=shared(TWO))
    driver.send(other, request())
    client = driver.client(Script(ok()), rate_limit=shared(TWO))
    left = list[float]()
    jobs = [lambda: client.send(request())] * 4
    kind = AsyncBulk if driver.asynchronous else Bulk
    bulk: Any = kind(client, lambda progress: left.append(progress.seconds_left), workers=1)
    driver.run(bulk.run(jobs))
    assert left == pytest.approx([20.2, 10.1, 10.1, 0])


def test_each_check_has_turns_of_its_own(driver: Driver, shared: Any, store: Store) -> None:
    """What a server counts by check is shared by check; a key shows neither the check nor the account."""
    provider = Provider("pings", {"base": Server(URL, limit_by=("uuid",))})
    client = driver.client(
        Script(status(429), ok()), provider=provider, secrets={}, rate_limit=shared(None), retries=0
    )
    ping = operation(security=(), path="/{uuid}")
    driver.error(client, request(ping, path="/first"))
    driver.send(client, request(ping, path="/second"))
    assert driver.clock.waits == []
    driver.send(
        driver.client(Script(ok()), provider=provider, secrets={}, rate_limit=shared(None)),
        request(ping, path="/first"),
    )
    assert driver.clock.waits == [pytest.approx(1.5)]
    assert not [key for key in store.client.keys("*") if b"first" in key]  # type: ignore[union-attr]


def test_keys_expire(driver: Driver, shared: Any, store: Store) -> None:
    """Every key that is made ends by itself, soon after its last turn left the window."""
    driver.send(driver.client(Script(ok()), rate_limit=shared(RateLimit(5, 60))), request())
    lasts = [store.client.pttl(key) for key in store.client.keys("*")]  # type: ignore[union-attr]
    assert len(lasts) == 2
    assert all(60_000 < milliseconds <= 62_000 for milliseconds in lasts)  # type: ignore[operator]
