"""Tests of the connections of a client."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
import weakref
from typing import Any

import httpx
import pytest

from uptimekit._runtime.constants import KEEPALIVE, MAX_CONNECTIONS, MAX_KEEPALIVE
from uptimekit._runtime.errors import ClientStateError

from ._kit import Driver, Script, ok, request


def test_eight_threads_build_one_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that use a new client at once build one httpx client between them."""
    driver, built = Driver("sync"), list[bool]()
    usual, barrier = httpx.Client, threading.Barrier(8)

    class Counted(usual):  # type: ignore[valid-type,misc]
        def __init__(self, **options: Any) -> None:
            built.append(client._pool._lock.locked())
            super().__init__(**options)

    client = driver.client(Script(ok()))
    monkeypatch.setattr(httpx, "Client", Counted)

    def work() -> None:
        barrier.wait(10)
        client.send(request())

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert built == [True]
    driver.finish()


@pytest.mark.parametrize("closes", [False, True])
def test_an_injected_client_is_closed_only_if_asked(driver: Driver, closes: bool) -> None:
    """Closing leaves a client that was passed in open, unless close_http_client says otherwise."""
    script = Script(ok())
    http = driver.http(script, headers={"X-Mine": "1"})
    client = driver.client(http_client=http, close_http_client=closes)
    driver.send(client, request())
    assert script.requests[0].headers["x-mine"] == "1"
    driver.close(client)
    assert http.is_closed is closes
    driver.run(http.aclose() if driver.asynchronous else http.close())


def test_an_injected_client_that_its_owner_closed(driver: Driver) -> None:
    """A client that was passed in and closed elsewhere raises ClientStateError that says so."""
    http = driver.http(Script(ok()))
    client = driver.client(http_client=http)
    driver.run(http.aclose() if driver.asynchronous else http.close())
    with pytest.raises(ClientStateError, match="passed in"):
        driver.send(client, request())


def test_an_injected_client_follows_no_redirect(driver: Driver) -> None:
    """follow_redirects of a client that was passed in has no effect: the credential stays."""
    script = Script(httpx.Response(302, headers={"location": "https://evil.test/"}), ok())
    http = driver.http(script, follow_redirects=True)
    client = driver.client(http_client=http, close_http_client=True)
    assert driver.error(client, request()).status_code == 302
    assert len(script.requests) == 1


def test_time_outs_hold_for_an_injected_client(driver: Driver) -> None:
    """An injected client without time-outs gets those of the call."""
    script = Script(ok())
    client = driver.client(http_client=driver.http(script, timeout=None), close_http_client=True)
    driver.send(client, request())
    assert script.requests[0].extensions["timeout"]["read"] == 10


def test_no_cookie_comes_back(driver: Driver) -> None:
    """A cookie of one answer is not sent with the next request."""
    script = Script(ok(None, set_cookie="session=1; Path=/"))
    client = driver.client(script)
    driver.send(client, request())
    driver.send(client, request())
    assert "cookie" not in script.requests[1].headers


def test_a_transport_is_used_and_closed(driver: Driver) -> None:
    """A transport that was passed in carries the requests and closes with the client."""
    closed: list[bool] = []

    class Mine(httpx.MockTransport):
        def close(self) -> None:
            closed.append(True)

        async def aclose(self) -> None:
            closed.append(True)

    client = driver.client(transport=Mine(lambda _: ok()))
    driver.send(client, request())
    driver.close(client)
    assert closed == [True]


def test_a_transport_may_be_false(driver: Driver) -> None:
    """A transport that is false, such as one with a length, is one."""

    class Counting(httpx.MockTransport):
        def __len__(self) -> int:
            return 0

    client = driver.client(transport=Counting(lambda _: ok()))
    assert driver.send(client, request()).status_code == 200
    driver.close(client)


def test_the_size_of_the_pool() -> None:
    """Pools are built with the documented sizes."""
    assert (MAX_CONNECTIONS, MAX_KEEPALIVE, KEEPALIVE) == (100, 20, 5.0)
    pools = [Driver(kind).client()._pool for kind in ("sync", "async")]

    async def queue() -> Any:
        return pools[1].queue

    assert [pools[0].queue.size, asyncio.run(queue()).size] == [100, 100]


def test_a_pool_that_closes_while_another_thread_asks() -> None:
    """A pool that was closed builds no connections any more, even for who passed the first check."""
    driver = Driver("sync")
    client = driver.client(Script(ok()))
    client._pool.close()
    with pytest.raises(ClientStateError):
        client._pool.get()
    assert client._pool._built is None


def test_a_child_leaves_its_parents_connections_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """In another process the pool is built anew, once; the one before is kept, and nothing there closes it."""
    driver = Driver("sync")
    pool = driver.client()._pool
    inherited = pool.get()
    others = weakref.ref(inherited)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    child = pool.get()
    assert child is not inherited
    assert pool.get() is child
    del inherited
    gc.collect()
    assert others() is not None, "dropped, it would end the parent's TLS connections"
    pool.close()
    assert (child.is_closed, others().is_closed) == (True, False)
    others().close()


def test_a_child_that_sends_nothing_closes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing a client in a child that never used it leaves the parent's connections open."""
    pool = Driver("sync").client()._pool
    inherited = pool.get()
    monkeypatch.setattr(os, "getpid", lambda: -1)
    pool.close()
    assert not inherited.is_closed
    inherited.close()
