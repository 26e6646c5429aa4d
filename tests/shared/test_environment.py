"""UPTIMEKIT_SHARED_LIMIT: every client of a process that is given no limit shares one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial

import pytest
from benchmarks.stores import Store
from tests.runtime._kit import Driver, Script, ok, request

from uptimekit import ConfigurationError, RateLimit
from uptimekit.shared import SharedLimit, environment

from ._counting import PATIENT, clients

VARIABLE = "UPTIMEKIT_SHARED_LIMIT"


@pytest.fixture(autouse=True)
def address(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The variable holds the address of an empty store, for which no limit has been made."""
    monkeypatch.setattr(environment, "_limits", environment._Limits())
    monkeypatch.setattr(environment, "SharedLimit", partial(SharedLimit, timeout=PATIENT))
    monkeypatch.setenv(VARIABLE, store.url)
    return store.url


def keys(store: Store) -> list[bytes]:
    found: list[bytes] = store.client.keys("*:turns")  # type: ignore[assignment]
    return found


def test_clients_share_the_store(driver: Driver, store: Store) -> None:
    """Two clients without rate_limit= keep their turns in the store, under one key that shows nothing."""
    for client in (driver.client(Script(ok())), driver.client(Script(ok()))):
        driver.send(client, request())
    (key,) = keys(store)
    assert store.client.zcard(key) == 2
    assert b"example" not in key
    assert b"kkkk" not in key


@pytest.mark.parametrize("limit", [None, RateLimit(5, 5)])
def test_what_is_given_wins(driver: Driver, store: Store, limit: RateLimit | None) -> None:
    """A client with a limit, or without any by rate_limit=None, does not use the store."""
    driver.send(driver.client(Script(ok()), rate_limit=limit), request())
    assert keys(store) == []


def test_the_last_client_closes_the_connections(driver: Driver, store: Store) -> None:
    """Connections of the store are closed with the last client, a copy's end closes nothing, and all can begin again."""
    for _ in range(2):
        first, second = driver.client(Script(ok())), driver.client(Script(ok()))
        driver.send(first, request())
        driver.close(first.with_options(retries=0))
        driver.close(first)
        driver.close(first)
        assert clients(store, 1) == 1
        driver.send(second, request())
        driver.close(second)
        assert clients(store, 0) == 0


def test_what_a_closed_client_sent_is_remembered(driver: Driver, store: Store) -> None:
    """A program that builds a client for each call keeps to the limit while the store is away."""
    client = driver.client(Script(ok()))
    driver.send(client, request())
    driver.close(client)
    limiter = driver.client(Script(ok()))._shared.limiter(request())
    assert len(limiter._known._turns) == 1


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://store", "begins with none of redis://"),
        ("reds://store", "begins with none of .*; did you mean redis"),
        ("redis://", "has no host"),
    ],
)
def test_an_address_that_is_none(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, url: str, said: str
) -> None:
    """A wrong address is one error, with the variable's name, when a client is built."""
    monkeypatch.setenv(VARIABLE, url)
    with pytest.raises(ConfigurationError, match=f"{VARIABLE}: the address of the store {said}"):
        driver.client(Script(ok()))


def test_without_the_extra(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without redis-py the error says what to install."""
    monkeypatch.setitem(sys.modules, "redis", None)
    monkeypatch.delitem(sys.modules, "uptimekit.shared.redis_library", raising=False)
    monkeypatch.delattr("uptimekit.shared.redis_library", raising=False)
    with pytest.raises(ConfigurationError, match=r"pip install 'uptimekit\[shared\]'") as caught:
        driver.client(Script(ok()))
    assert caught.value.__cause__ is None
