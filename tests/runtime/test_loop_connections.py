"""Tests of asynchronous clients on several event loops, over loopback sockets."""

from __future__ import annotations

import asyncio
import gc
import threading
import warnings
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import httpx
import pytest
from tests.faults._server import FaultServer, Wire, answer

from uptimekit._runtime import RateLimit
from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit._runtime.errors import ClientStateError, NetworkError

from ._kit import Driver, Script, ok, request

LOOPS = 30
Run = Callable[[Coroutine[Any, Any, None]], None]


class Server(FaultServer):
    """A server that answers, and counts the connections that its clients have not closed yet."""

    def __init__(self) -> None:
        self.left = threading.Semaphore(0)
        super().__init__(self._answered)

    def _answered(self, wire: Wire) -> None:
        try:
            answer()(wire)
        except (OSError, EOFError):
            self.left.release()
            raise

    def all_left(self) -> bool:
        """Whether the client closes each connection that it made."""
        return all(self.left.acquire(timeout=10) for _ in range(self.connections))


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that stops with the test."""
    made = Server()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def _nothing_is_left_open() -> Iterator[None]:
    """Fail a test after which something is collected that is not closed."""
    gc.collect()  # what other tests have left
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
        gc.collect()
    said = [str(each.message) for each in caught]
    assert [text for text in said if "unclosed" in text or "never awaited" in text] == []


def _client(server: FaultServer, **options: Any) -> Any:
    return Driver("async").client(urls={"base": server.url}, **{"clock": SYSTEM_CLOCK, **options})


async def _calls(client: Any, count: int = 3) -> None:
    """Make *count* calls at once, so that as many connections are kept."""
    answers = await asyncio.gather(*(client.send(request()) for _ in range(count)))
    assert [raw.status_code for raw in answers] == [200] * count


def _bluntly(work: Coroutine[Any, Any, None]) -> None:
    """Run *work* on a new event loop, and close that without asking it to end what it has."""
    loop = asyncio.new_event_loop()
    loop.run_until_complete(work)
    loop.close()


@pytest.mark.parametrize("run", [asyncio.run, _bluntly])
def test_a_client_outlives_many_event_loops(run: Run, server: Server) -> None:
    """Each loop has connections that it keeps for its calls; of the loops before nothing stays."""
    client = _client(server)

    async def job() -> None:
        await _calls(client)
        await _calls(client)
        assert len(client._pool._by_loop) == 1

    for _ in range(LOOPS):
        run(job())
    assert (server.connections, len(server.requests)) == (3 * LOOPS, 6 * LOOPS)
    run(client.aclose())
    assert client._pool._by_loop == {}
    assert server.all_left()


def test_the_end_of_a_loop_closes_its_connections(server: Server) -> None:
    """When asyncio.run() is over the server sees the end of each connection, although nobody closed the client."""
    client = _client(server)
    asyncio.run(_calls(client))
    assert server.all_left()
    asyncio.run(client.aclose())


def test_a_client_that_nobody_closes(server: Server) -> None:
    """The connections of a client that is dropped are closed, while its loop runs or at its end."""

    async def dropped() -> None:
        await _calls(_client(server))

    async def job() -> None:
        await dropped()
        gc.collect()
        await asyncio.sleep(0)
        assert await asyncio.to_thread(server.all_left)
        await dropped()

    asyncio.run(job())
    assert all(server.left.acquire(timeout=10) for _ in range(3))


def test_a_call_while_a_loop_ends(server: Server) -> None:
    """A call that a generator makes while its loop is shut down succeeds, and its connection is closed."""
    client = _client(server)

    async def at_the_end() -> Any:
        try:
            yield
        finally:
            await _calls(client)

    async def job() -> None:
        nonlocal kept
        await _calls(client)
        kept = at_the_end()
        await anext(kept)

    kept: Any = None
    asyncio.run(job())
    assert (len(server.requests), server.all_left()) == (6, True)
    asyncio.run(client.aclose())


def test_two_loops_at_once(server: Server) -> None:
    """Loops in two threads do not disturb each other, and either one closes the client for both."""
    client, met = _client(server), threading.Barrier(2)
    refused: list[type[Exception]] = []

    async def other() -> None:
        for _ in range(20):
            await _calls(client)
        met.wait(10)
        met.wait(10)  # the client was closed
        try:
            await client.send(request())
        except ClientStateError as error:
            refused.append(type(error))

    async def job() -> None:
        for _ in range(20):
            await _calls(client)
        met.wait(10)
        assert len(client._pool._by_loop) == 2
        await client.aclose()
        met.wait(10)

    thread = threading.Thread(target=asyncio.run, args=(other(),))
    thread.start()
    asyncio.run(job())
    thread.join(20)
    assert (server.connections, len(server.requests)) == (6, 120)
    assert refused == [ClientStateError]
    assert server.all_left()


def test_a_connection_that_stands_after_the_others_were_closed(server: Server) -> None:
    """A connection that was being opened while another loop closed the client is closed when its call is over."""
    client = _client(server)

    async def job() -> None:
        transport = client._pool._here()._transport
        call = asyncio.create_task(client.send(request()))
        while not transport.connections.busy:
            await asyncio.sleep(0)
        transport.abandon()
        assert (await call).status_code == 200
        assert await asyncio.to_thread(server.all_left)

    asyncio.run(job())
    asyncio.run(client.aclose())


def test_each_loop_has_the_documented_number_of_connections(server: Server) -> None:
    """A loop whose connections are all in use keeps no call of another loop waiting."""
    client, busy, leave = _client(server, timeout=10), threading.Event(), threading.Event()

    async def other() -> None:
        queue = client._pool.queue
        assert None not in [await queue.take(1) for _ in range(queue.size)]
        assert await queue.take(0.001) is None
        busy.set()
        await asyncio.to_thread(leave.wait, 10)

    thread = threading.Thread(target=asyncio.run, args=(other(),))
    thread.start()
    assert busy.wait(10)
    asyncio.run(_calls(client))
    leave.set()
    thread.join(10)
    asyncio.run(client.aclose())


def test_closing_while_the_other_loop_pauses(server: Server) -> None:
    """A client is closed from any loop; connections of a loop that does not run are closed when it goes on or ends."""
    client = _client(server)
    with asyncio.Runner() as runner:
        runner.run(_calls(client))
        asyncio.run(client.aclose())
        asyncio.run(client.aclose())
        with pytest.raises(ClientStateError):
            runner.run(client.send(request()))
    assert server.all_left()


def test_a_child_process_leaves_the_connections_alone(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing the client in a forked child does not touch the connections of the parent's loop."""
    client = _client(server)
    with asyncio.Runner() as runner:
        runner.run(_calls(client, 1))
        kept = client._pool._by_loop[runner.get_loop()]
        with monkeypatch.context() as child:
            child.setattr("os.getpid", lambda: -1)
            kept.abandon()
        runner.run(_calls(client, 1))
        assert server.connections == 1
        runner.run(client.aclose())


def test_limits_and_retries_are_those_of_the_client(server: Server) -> None:
    """Rate limit and retry budget count the calls of all loops together."""
    driver = Driver("async")
    client = driver.client(urls={"base": server.url}, rate_limit=RateLimit(2, 60.0))
    for _ in range(3):
        asyncio.run(_calls(client, 1))
    assert 60.0 <= sum(driver.clock.waits) < 61.0
    server.stop()
    before = client._shared.budget(request().operation).tokens
    for _ in range(2):
        with pytest.raises(NetworkError):
            asyncio.run(_calls(client, 1))
    assert before - client._shared.budget(request().operation).tokens == 20
    asyncio.run(client.aclose())


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("option", ["transport", "http_client"])
def test_what_is_passed_in_and_has_connections(option: str, server: Server) -> None:
    """A pool of httpx belongs to the loop of its first call: on another nothing is sent, and the error says what to do."""
    given: Any = httpx.AsyncHTTPTransport() if option == "transport" else httpx.AsyncClient()
    client = _client(server, **{option: given, "close_http_client": True})
    with asyncio.Runner() as runner:
        runner.run(_calls(client))
        for _ in range(2):
            with pytest.raises(ClientStateError) as caught:
                asyncio.run(client.send(request()))
        assert caught.value.message == (
            f"the {option} that was passed in keeps its connections on the event loop of its first call; "
            "pass none, and this client has connections for each loop, or build a client for each"
        )
        runner.run(_calls(client))
        assert len(server.requests) == 6
        runner.run(client.aclose())
    assert server.all_left()


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("option", ["transport", "http_client"])
def test_what_is_passed_in_and_has_no_connections(option: str) -> None:
    """A transport that is none of httpx's pools is used on every loop, and closed on any."""
    script, driver = Script(ok()), Driver("async")
    http = driver.http(script)
    given = http if option == "http_client" else http._transport
    client = driver.client(**{option: given, "close_http_client": True})
    for _ in range(3):
        asyncio.run(_calls(client))
    assert len(script.requests) == 9
    asyncio.run(client.aclose())
    with pytest.raises(ClientStateError):
        asyncio.run(client.send(request()))


@pytest.mark.usefixtures("library")
def test_closing_what_is_passed_in_from_another_thread(server: Server) -> None:
    """A client of httpx that is to be closed is closed on the loop that has its connections, while that runs."""
    http = httpx.AsyncClient()
    client = _client(server, http_client=http, close_http_client=True)
    used, closed = threading.Event(), threading.Event()

    async def other() -> None:
        await _calls(client)
        used.set()
        await asyncio.to_thread(closed.wait, 10)

    thread = threading.Thread(target=asyncio.run, args=(other(),))
    thread.start()
    assert used.wait(10)
    asyncio.run(client.aclose())
    assert (http.is_closed, server.all_left()) == (True, True)
    closed.set()
    thread.join(10)
