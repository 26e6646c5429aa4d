"""Servers of Valkey for measurements and tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import redis
from benchmarks.stores import Store

NewStore = Callable[..., Store]


def test_a_store_that_was_stopped_has_forgotten_everything(new_store: NewStore) -> None:
    """It listens at the same two addresses as before, and has no keys."""
    store = new_store()
    addresses = store.url, store.socket_url
    store.client.set("kept", "?")
    store.stop()
    store.start()
    assert (store.url, store.socket_url) == addresses
    for address in addresses:
        with redis.from_url(address) as client:
            assert client.keys() == []


def test_a_program_that_is_no_store(new_store: NewStore) -> None:
    """What the program said before it ended is in the error."""
    with pytest.raises(RuntimeError, match=r"(?s)did not start:.*no-such-option"):
        new_store("--no-such-option", "1")


def test_a_frozen_store_answers_when_it_goes_on(new_store: NewStore) -> None:
    """Until then it takes connections and questions, and nobody gets an answer."""
    store = new_store()
    store.freeze()
    with redis.from_url(store.url, socket_timeout=0.05) as hasty, pytest.raises(redis.TimeoutError):
        hasty.ping()
    store.thaw()
    assert store.client.ping()


def test_round_trips_are_counted(store: Store) -> None:
    """Each command counts once, whatever it does in the store, and so does the question itself."""
    store.client.ping()
    before = store.round_trips
    store.client.eval("for i = 1, 9 do redis.call('SET', KEYS[1], i) end", 1, "many")
    store.client.ping()
    assert store.round_trips - before == 3


def test_a_test_gets_an_empty_store(store: Store) -> None:
    """Nothing of the tests before it is left: no key, no script, no count."""
    assert store.client.keys() == []
    assert store.client.script_exists("e0e1f9fabfc9d4800c877a703b823ac0578ff8db") == [False]


def test_both_kinds(any_store: Store, tmp_path: Path) -> None:
    """Where there is a Redis as well, tests that ask for it run on both."""
    assert any_store.client.ping()
