"""What only the asynchronous client has: an event loop, tasks, cancellation."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from uptimekit.healthchecks import AsyncClient, Check, CheckCreate

from ._support import API_KEY, NOBODY, PING_KEY, UUID, Recorder


def _client(transport: httpx.AsyncBaseTransport) -> AsyncClient:
    return AsyncClient(API_KEY, PING_KEY, transport=transport, rate_limit=None)


class Echo(httpx.AsyncBaseTransport):
    """Answers each request after the others have arrived, with what it asked for."""

    def __init__(self, parties: int) -> None:
        self.barrier = asyncio.Barrier(parties)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await self.barrier.wait()
        name = request.url.path.rpartition("/")[2]
        if request.method == "GET":
            return httpx.Response(200, json={"name": name})
        return httpx.Response(201 if name == "new" else 200, text="Created" if name == "new" else "OK")


def test_calls_at_the_same_time_do_not_mix() -> None:
    """Pings and calls that are under way together each get their own answer."""

    async def main() -> None:
        async with _client(Echo(4)) as client:
            new, old, one, other = await asyncio.gather(
                client.success_ping(slug="new", create=True),
                client.success_ping(slug="old", create=True),
                client.get_check(UUID),
                client.get_check(NOBODY),
            )
            assert (new.created, old.created, one.name, other.name) == (True, False, UUID, NOBODY)

    asyncio.run(main())


def test_upserts_at_the_same_time_do_not_mix() -> None:
    """Each of two upserts under way together knows whether it created its check."""

    class Upserts(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await asyncio.sleep(0)
            return httpx.Response(201 if b"new" in request.content else 200, json={})

    async def main() -> None:
        async with _client(Upserts()) as client:
            results = await asyncio.gather(
                *(client.upsert_check(CheckCreate(name=name)) for name in ("new", "old"))
            )
        assert [result.created for result in results] == [True, False]

    asyncio.run(main())


def test_cancelled_call() -> None:
    """A call that is cancelled ends at once, and the client goes on working."""

    class Slow(httpx.AsyncBaseTransport):
        arrived = False

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if not self.arrived:
                self.arrived = True
                await asyncio.Event().wait()
            return httpx.Response(200, json={"name": "Job"})

    async def main() -> Check:
        transport = Slow()
        async with _client(transport) as client:
            task = asyncio.create_task(client.get_check(UUID))
            while not transport.arrived:
                await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return await client.get_check(UUID)

    assert asyncio.run(main()).name == "Job"


def test_several_event_loops() -> None:
    """A client works on each event loop that it is used on."""
    client = _client(httpx.MockTransport(Recorder()))
    for _ in range(3):
        asyncio.run(_ping(client))


async def _ping(client: AsyncClient) -> None:
    assert (await client.success_ping(UUID)).success
