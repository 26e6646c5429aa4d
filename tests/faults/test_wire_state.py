"""The fault cases of origins, load and a client's state, over real sockets on loopback."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import textwrap
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.runtime._kit import KEY, Driver, operation, request

from uptimekit._runtime import Pagination
from uptimekit._runtime.errors import (
    ClientStateError,
    PaginationError,
    RedirectError,
    ResponseTooLargeError,
    UptimeKitError,
)

from ._server import (
    FaultServer,
    Wire,
    answer,
    answer_json,
    endless,
    reset_after_request,
)

Serve = Callable[..., FaultServer]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: r1\r\n"


def _client(driver: Driver, server: FaultServer, **options: Any) -> Any:
    return driver.client(urls={"base": server.url}, **options)


@pytest.mark.fault(37, level="wire")
def test_case_37_a_redirect_is_not_followed(driver: Driver, serve: Serve) -> None:
    """A redirect raises, and the place it names never hears of us."""
    other = serve(answer())
    server = serve(answer(302, b"", Location=other.url + "/things"))
    error = driver.error(_client(driver, server), request())
    assert isinstance(error, RedirectError)
    assert (other.connections, len(server.requests)) == (0, 1)


@pytest.mark.fault(39, level="wire")
def test_case_39_a_foreign_next_link(driver: Driver, serve: Serve) -> None:
    """The server that a foreign next link names never sees the credential, nor any connection."""
    other = serve(answer_json({"items": [2], "next": None}))
    server = serve(answer_json({"items": [1], "next": other.url + "/things?page=2"}))
    op = operation(pagination=Pagination("link", "items", next="next"))
    pager = _client(driver, server).paginate(request(op), start_at=None, prefetch=2, max_pages=9)
    with pytest.raises(PaginationError):
        driver.take(pager)
    assert server.requests[0].headers["x-api-key"] == KEY
    assert other.connections == 0


@pytest.mark.fault(50, level="wire", driver="async")
def test_case_50_cancelled_while_the_body_arrives(serve: Serve) -> None:
    """A task that is cancelled in the middle of a body closes its connection and sends nothing more."""
    driver = Driver("async")
    begun = threading.Event()

    def half(wire: Wire) -> None:
        wire.read()
        wire.write(HEAD + b"Content-Length: 100\r\n\r\n{")
        begun.set()
        wire.wait_for_end()

    server = serve(half)
    client = _client(driver, server)

    async def cancel() -> None:
        task = asyncio.create_task(client.send(request()))
        await asyncio.to_thread(begun.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    driver.run(cancel())
    assert server.client_closed.wait(10)
    assert len(server.requests) == 1
    driver.finish()


@pytest.mark.fault(52, level="wire", driver="sync")
def test_case_52_closed_while_a_call_waits(serve: Serve) -> None:
    """Closing a client from another thread while a call waits for its answer ends that call with a clear error."""
    driver = Driver("sync")
    reached, closed = threading.Event(), threading.Event()

    def cut_off(wire: Wire) -> None:
        wire.read()
        reached.set()
        assert closed.wait(10)
        wire.reset()

    server = serve(cut_off)
    client = _client(driver, server, retries=0)
    caught: list[UptimeKitError] = []
    thread = threading.Thread(target=lambda: caught.append(driver.error(client, request())))
    thread.start()
    assert reached.wait(10)
    client.close()
    closed.set()
    thread.join(10)
    assert isinstance(caught[0], ClientStateError)
    assert len(server.requests) == 1


FORK = """
    import os, sys, threading
    from tests.runtime._kit import Driver, request
    from tests.faults._server import FaultServer, answer

    server, driver = FaultServer(answer()), Driver(sys.argv[1])
    client = driver.client(urls={"base": server.url})
    driver.send(client, request())
    held = threading.Event()

    def hold():
        with client._pool._lock, client._shared.limiter(request())._lock:
            with client._shared.budget(request().operation)._lock:
                held.set()
                release.wait()

    release = threading.Event()
    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    child = os.fork()
    if child == 0:
        driver = Driver(driver.kind)  # with an event loop of its own
        driver.send(client, request())
        driver.close(client)
        os._exit(0)
    release.set()
    holder.join()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    driver.send(client, request())
    assert (server.connections, len(server.requests)) == (2, 3), (server.connections, len(server.requests))
    driver.finish()
    server.stop()
    print("forked well")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
@pytest.mark.parametrize("driver", ["sync", "async"], indirect=True)
@pytest.mark.fault(53, level="wire")
def test_case_53_a_fork_after_the_client_was_used(driver: Driver) -> None:
    """A forked child opens its own connections, even if a lock was held during the fork; the parent's still work."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", textwrap.dedent(FORK), driver.kind],
        capture_output=True,
        text=True,
        timeout=30,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])},
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert (done.stdout.strip(), done.stderr, done.returncode) == ("forked well", "", 0)


@pytest.mark.fault(55, level="wire")
def test_case_55_a_body_arrives_whole_with_each_attempt(driver: Driver, serve: Serve) -> None:
    """The body of a retried request is the same each time, never empty."""
    server = serve(answer(429, Retry_After="0"), reset_after_request, answer())
    upsert = operation("POST", idempotent=True)
    driver.send(_client(driver, server), request(upsert, json={"name": "ü"}))
    assert [seen.body for seen in server.requests] == ['{"name":"ü"}'.encode()] * 3


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.fault(58, level="wire")
def test_case_58_two_hundred_megabytes(driver: Driver, serve: Serve, announced: bool) -> None:
    """An answer of 200 MB ends at the cap with flat memory, and its connection is closed."""
    sent = [0]
    length = b"Content-Length: 209715200\r\n" if announced else b"Connection: close\r\n"
    server = serve(endless(HEAD + length + b"\r\n", b"x" * 65536, sent))
    client = _client(driver, server, max_response_bytes=1_000_000)
    tracemalloc.start()
    try:
        error = driver.error(client, request())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(error, ResponseTooLargeError)
    assert server.client_closed.wait(10)
    assert peak < 16_000_000
    assert sent[0] < 50_000_000  # what fits into the sockets' buffers, not 200 MB
    assert len(server.requests) == 1
