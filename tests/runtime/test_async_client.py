"""Tests of the client that sends from a task."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from uptimekit._runtime import RateLimit
from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit._runtime.errors import ClientStateError, RequestTimeoutError

from ._kit import Driver, Script, ok, request, status

pytestmark = pytest.mark.usefixtures("library")


class _Stuck(httpx.AsyncBaseTransport):
    """A transport that never answers."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.ended = False

    async def handle_async_request(self, sent: httpx.Request) -> httpx.Response:
        self.reached.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.ended = True
        raise AssertionError


def test_the_httpx_client_can_be_had() -> None:
    """http_client is the httpx client that sends, the one passed in if there is one; none after aclose()."""
    driver = Driver("async")
    http = httpx.AsyncClient(transport=_Stuck())
    client = driver.client(http_client=http)

    async def look() -> None:
        assert client.http_client is http
        await client.aclose()
        with pytest.raises(ClientStateError):
            _ = client.http_client

    driver.run(look())
    driver.run(http.aclose())
    driver.finish()


def test_the_deadline_ends_whatever_the_transport_waits_for() -> None:
    """A transport that ignores its time-outs is stopped at the deadline, once."""
    driver, transport = Driver("async"), _Stuck()
    client = driver.client(transport=transport, clock=SYSTEM_CLOCK, deadline=0.05)
    error = driver.error(client, request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.maybe_sent, error.attempts, transport.ended) == ("deadline", True, 1, True)
    driver.finish()


def test_cancelling_a_request_on_its_way() -> None:
    """A task that is cancelled while it sends raises CancelledError and sends nothing more; its turn counts."""
    driver, transport = Driver("async"), _Stuck()
    client = driver.client(transport=transport, rate_limit=RateLimit(1, 10))

    async def cancel() -> None:
        task = asyncio.create_task(client.send(request()))
        await transport.reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    driver.run(cancel())
    assert transport.ended
    assert client._shared.limiter(request()).reserve(driver.clock.now, 1) is None
    driver.finish()


def test_cancelling_a_wait_for_the_limit_gives_the_turn_back() -> None:
    """A task that is cancelled while it waits for its turn takes nothing from the limit."""
    driver = Driver("async")
    client = driver.client(Script(ok()), rate_limit=RateLimit(1, 10))
    waiting = asyncio.Event()

    async def hang(_: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    async def cancel() -> None:
        await client.send(request())
        driver.clock.asleep = hang  # type: ignore[method-assign]
        task = asyncio.create_task(client.send(request()))
        await waiting.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    driver.run(cancel())
    now = driver.clock.now
    assert client._shared.limiter(request()).reserve(now, 100) == pytest.approx(now + 10.1)
    driver.finish()


def test_a_time_out_of_the_transport_is_not_the_deadline() -> None:
    """A TimeoutError that a transport raises itself is a time-out of the call, not its deadline, and may be repeated."""
    driver = Driver("async")
    script = Script(TimeoutError("mine"))
    error = driver.error(driver.client(script), request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.maybe_sent, error.attempts) == ("read", True, 3)
    driver.finish()


def test_a_retry_blocks_nobody() -> None:
    """While one task waits for its retry others go on."""
    driver = Driver("async")
    slow, quick = driver.client(Script(status(503), ok())), driver.client(Script(ok()))
    ended: list[str] = []
    go_on = asyncio.Event()

    async def asleep(_: float) -> None:
        await go_on.wait()

    driver.clock.asleep = asleep  # type: ignore[method-assign]

    async def one(client: Any, name: str) -> None:
        await client.send(request())
        ended.append(name)
        go_on.set()

    async def both() -> None:
        await asyncio.gather(one(slow, "slow"), one(quick, "quick"))

    driver.run(both())
    assert ended == ["quick", "slow"]
    driver.finish()
