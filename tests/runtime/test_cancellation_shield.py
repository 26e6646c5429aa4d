"""Tests of the shield against cancellation: an exchange made of the steps that httpcore reports."""

from __future__ import annotations

import asyncio
from typing import Any

import httpcore
import pytest

from uptimekit._runtime.cancellation_shield import CancellationShield

GET = httpcore.Request("GET", "https://api.example.test/")
CONNECT = httpcore.Request("CONNECT", "https://api.example.test/")
STEPS = (
    "pool",  # no step of httpcore's: the exchange waits in its pool, which reports nothing
    "connection.connect_tcp.started",
    "connection.connect_tcp.complete",
    "connection.start_tls.started",
    "connection.start_tls.complete",
    "http11.send_request_headers.started",
    "http11.receive_response_headers.complete",
    "http11.response_closed.started",
)
PROXIED = (
    "connection.connect_tcp.started",
    "http11.send_request_headers.started CONNECT",
    "http11.receive_response_headers.complete",
    "proxy.start_tls.started",
    "http11.send_request_headers.started",
)


class _Exchange:
    """Goes through *steps*, and waits after the one at which its caller is to leave."""

    def __init__(self, steps: tuple[str, ...], stop: str) -> None:
        self.shield = CancellationShield()
        self.steps, self.stop = steps, stop
        self.reached, self.go_on = asyncio.Event(), asyncio.Event()
        self.at = ""
        self.ended = 0

    async def run(self) -> str:
        for step in self.steps:
            self.at = step
            if step != "pool":
                name, _, method = step.partition(" ")
                self.shield.trace(name, {"request": CONNECT if method else GET})
            if step == self.stop:
                self.reached.set()
                await self.go_on.wait()
        return "answer"

    def end(self) -> None:
        self.ended += 1

    async def leave(self) -> str:
        """Cancel the caller where it is to leave; return the step at which the exchange ended."""
        caller = asyncio.create_task(self.shield.run(self.run(), self.end))
        await self.reached.wait()
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        before = self.ended
        self.go_on.set()
        for _ in range(5):
            await asyncio.sleep(0)
        assert (before <= self.ended, self.ended) == (True, 1)
        return self.at


@pytest.mark.parametrize(
    ("steps", "stop", "ends"),
    [
        # Where httpcore closes the connection of a cancelled task, the exchange ends at once ...
        (STEPS, "connection.connect_tcp.started", "connection.connect_tcp.started"),
        (STEPS, "connection.start_tls.started", "connection.start_tls.started"),
        (STEPS, "http11.send_request_headers.started", "http11.send_request_headers.started"),
        (STEPS, "http11.receive_response_headers.complete", "http11.receive_response_headers.complete"),
        (PROXIED, PROXIED[1], PROXIED[1]),
        # ... and elsewhere at the next such place,
        (STEPS, "pool", "connection.connect_tcp.started"),
        (STEPS, "connection.connect_tcp.complete", "connection.start_tls.started"),
        (STEPS, "connection.start_tls.complete", "http11.send_request_headers.started"),
        (PROXIED, PROXIED[2], PROXIED[4]),
        (PROXIED, PROXIED[3], PROXIED[4]),
        # ... if there is one.
        (STEPS, "http11.response_closed.started", "http11.response_closed.started"),
    ],
)
def test_where_a_deserted_exchange_ends(steps: tuple[str, ...], stop: str, ends: str) -> None:
    """Whoever is cancelled leaves at once; the exchange ends only where httpcore closes its connection."""

    async def leave() -> str:
        return await _Exchange(steps, stop).leave()

    assert asyncio.run(leave()) == ends


def test_what_the_exchange_returns_and_raises_arrives() -> None:
    """Without a cancellation the shield cannot be noticed."""

    async def carry(value: Any) -> Any:
        async def exchange() -> Any:
            await asyncio.sleep(0)
            if isinstance(value, Exception):
                raise value
            return value

        ended: list[bool] = []
        try:
            return await CancellationShield().run(exchange(), lambda: ended.append(True))
        finally:
            await asyncio.sleep(0)
            assert ended == [True]

    assert asyncio.run(carry("answer")) == "answer"
    with pytest.raises(ValueError, match="mine"):
        asyncio.run(carry(ValueError("mine")))


def test_a_deserted_exchange_that_fails_is_silent(caplog: pytest.LogCaptureFixture) -> None:
    """Nobody is told of an error that comes after its caller left."""

    async def desert() -> None:
        go_on = asyncio.Event()

        async def exchange() -> None:
            await go_on.wait()
            raise ValueError("too late")

        caller = asyncio.create_task(CancellationShield().run(exchange(), go_on.clear))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        go_on.set()
        for _ in range(5):
            await asyncio.sleep(0)

    asyncio.run(desert())
    assert caplog.records == []
