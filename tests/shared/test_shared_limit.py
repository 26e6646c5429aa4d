"""A shared limit seen from the clients: they take turns, pause together, and ask the store no more than they must."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from functools import partial
from typing import Any

import httpx
import pytest
from benchmarks.stores import Store
from tests.runtime._kit import Driver, Script, ok, request, status

from uptimekit import ConfigurationError, RateLimit, RequestTimeoutError
from uptimekit.shared import SharedLimit


@pytest.fixture
def shared(store: Store, limit_at: Callable[..., SharedLimit]) -> Callable[..., SharedLimit]:
    """A function that returns a shared limit in the store."""
    return partial(limit_at, store.url)


TWO = RateLimit(2, 10)


def trips(store: Store, work: Any) -> int:
    """Return how often the store is asked while *work* is done."""
    before = store.round_trips
    work()
    return store.round_trips - before - 1  # asking is one


def test_two_hosts_take_turns(driver: Driver, shared: Any) -> None:
    """What one host sends counts for another, and a third key has a window of its own."""
    first = driver.client(Script(ok()), rate_limit=shared(TWO))
    second = driver.client(Script(ok()), rate_limit=shared(TWO))
    driver.send(first, request())
    driver.send(second, request())
    driver.send(
        driver.client(Script(ok()), secrets={"api_key": "another"}, rate_limit=shared(TWO)), request()
    )
    assert driver.clock.slept == []
    driver.send(first, request())
    assert driver.clock.slept == [pytest.approx(10.1)]


def test_a_429_pauses_the_other_hosts(driver: Driver, shared: Any) -> None:
    """One host's 429 pauses another host with the same key; without a limit as well."""
    first = driver.client(Script(status(429, retry_after="30")), retries=0, rate_limit=shared(None))
    second = driver.client(Script(ok()), rate_limit=shared(None))
    driver.error(first, request())
    driver.send(second, request())
    assert driver.clock.slept == [pytest.approx(30)]


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
    assert driver.clock.slept == [pytest.approx(101)]


def test_the_deadline_wins(driver: Driver, shared: Any) -> None:
    """A turn after the deadline raises at once, naming the limit and the wait, and takes nothing."""
    client = driver.client(Script(ok()), rate_limit=shared(RateLimit(1, 100)), deadline=20)
    driver.send(client, request())
    error = driver.error(client, request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.retry_after, driver.clock.slept) == ("limit", pytest.approx(101), [])
    driver.clock.advance(101)
    driver.send(client, request())
    assert driver.clock.slept == []


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
    assert driver.clock.slept == [pytest.approx(10.1)]


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
