"""CheckTrap under a monitor that stalls, and around jobs that are stopped from outside."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.faults._server import FaultServer, Wire

from uptimekit._runtime.time_limit import AsyncTimeLimit, TimeLimit
from uptimekit.healthchecks import AsyncClient, CheckTrap, Client

from ._monitors import OK, fine, silent
from ._support import PING_KEY, UUID, Caller, JobError, Recorder, raising

LONG = 60.0  # seconds that no test waits for
SHORT = 0.1


@pytest.fixture
def monitor() -> Iterator[FaultServer]:
    """A monitor on a raw socket, silent until a test says otherwise."""
    server = FaultServer(silent)
    yield server
    server.stop()


@pytest.fixture
def released() -> Iterator[threading.Event]:
    """Is set at the end of a test, so that no thread stays behind."""
    event = threading.Event()
    yield event
    event.set()


def _ways(monitor: FaultServer) -> list[str]:
    return [seen.target.partition("?")[0].removeprefix(f"/ping/{UUID}") for seen in monitor.requests]


# ---------------------------------------------------------------------- a monitor that stalls


@pytest.mark.parametrize("injected", [False, True])
def test_a_silent_monitor(monitor: FaultServer, injected: bool, caplog: pytest.LogCaptureFixture) -> None:
    """A monitor that never answers costs a job its ping_deadline at each end, also through a passed-in client."""
    trusting = httpx.Client(timeout=LONG)
    client = Client(
        api_url=f"{monitor.url}/api/",
        client=trusting if injected else None,
        timeout=LONG,
        deadline=None,
        retries=0,
    )
    with client, caplog.at_level(logging.WARNING), CheckTrap(client, UUID, ping_deadline=SHORT):
        ran = True
    trusting.close()
    assert ran
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_silent_monitor_and_a_task(monitor: FaultServer, caplog: pytest.LogCaptureFixture) -> None:
    """The same in a task."""

    async def main() -> None:
        client = AsyncClient(api_url=f"{monitor.url}/api/", timeout=LONG, deadline=None)
        async with client, CheckTrap(client, UUID, ping_deadline=SHORT):
            ran.append(True)

    ran: list[bool] = []
    with caplog.at_level(logging.WARNING):
        asyncio.run(main())
    assert ran == [True]
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_name_that_does_not_resolve(released: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name resolution, which knows no time-out, delays a job no longer than the rest of a ping."""

    def stuck(*args: Any, **kwargs: Any) -> Any:
        released.wait(LONG)
        raise socket.gaierror("gave up")

    monkeypatch.setattr(socket, "getaddrinfo", stuck)
    client = Client(api_url="http://monitor.example.org/api/", retries=0)
    with client, CheckTrap(client, UUID, ping_deadline=SHORT):
        ran = True
    assert ran


def test_the_default_limits(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """By default a ping has 5 s; the last one of a stopped job 2, which is also what an interruption leaves to it."""
    limits: list[tuple[float, float]] = []

    def run(limit: TimeLimit, *rest: Any) -> None:
        limits.append((limit.seconds, limit.grace))

    async def arun(limit: AsyncTimeLimit, *rest: Any) -> None:
        limits.append((limit.seconds, limit.grace))

    monkeypatch.setattr(TimeLimit, "run", run)
    monkeypatch.setattr(AsyncTimeLimit, "run", arun)
    client = call.mocked(Recorder())
    call.trapped(CheckTrap(client, UUID), lambda: None)
    for error in (JobError("x"), SystemExit(1), KeyboardInterrupt(), asyncio.CancelledError()):
        with pytest.raises(type(error)):
            call.trapped(CheckTrap(client, UUID), raising(error))
    with pytest.raises(KeyboardInterrupt):
        call.trapped(CheckTrap(client, UUID, ping_deadline=1), raising(KeyboardInterrupt()))
    starts, ends = limits[::2], limits[1::2]
    assert starts == [(5.0, 0.0)] * 5 + [(1, 0.0)]
    assert ends == [(5.0, 2.0)] * 3 + [(2.0, 2.0)] * 2 + [(1, 1)]


# ---------------------------------------------------------------------- a job that is stopped


def test_a_time_limit_around_a_trap(monitor: FaultServer) -> None:
    """Under asyncio.timeout the job is cancelled, its failure sent all the same, and the time-out raised."""
    monitor.play(fine)

    async def main() -> None:
        async with AsyncClient(api_url=f"{monitor.url}/api/") as client:
            async with asyncio.timeout(SHORT):
                async with CheckTrap(client, UUID):
                    await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        asyncio.run(main())
    assert _ways(monitor) == ["/start", "/fail"]
    assert b"CancelledError" in monitor.requests[1].body


def test_a_time_limit_around_a_start_that_stalls(monitor: FaultServer) -> None:
    """If the time is up during the start ping, the job does not run, and what may have been started is ended."""
    monitor.play(silent, fine)

    async def main() -> None:
        async with AsyncClient(api_url=f"{monitor.url}/api/") as client:
            async with asyncio.timeout(SHORT):
                async with CheckTrap(client, UUID):
                    raise AssertionError("never runs")

    with pytest.raises(TimeoutError):
        asyncio.run(main())
    assert _ways(monitor) == ["/start", "/fail"]
    start, fail = (seen.target.partition("rid=")[2] for seen in monitor.requests)
    assert start == fail != ""


def test_a_cancelled_job_and_a_monitor_that_stalls(monitor: FaultServer) -> None:
    """A job that is cancelled while the monitor stalls ends as cancelled after its grace."""
    monitor.play(fine, silent)

    async def main() -> None:
        async with AsyncClient(api_url=f"{monitor.url}/api/") as client:
            entered = asyncio.Event()

            async def job() -> None:
                async with CheckTrap(client, UUID, ping_deadline=SHORT):
                    entered.set()
                    await asyncio.Event().wait()

            task = asyncio.create_task(job())
            await entered.wait()
            task.cancel()
            await asyncio.wait([task])
            assert task.cancelled()

    asyncio.run(main())
    assert _ways(monitor)[:2] == ["/start", "/fail"]


def test_a_job_whose_last_ping_is_cancelled(monitor: FaultServer) -> None:
    """A cancellation during the last ping of a good run lets it arrive, and is not swallowed."""
    under_way = asyncio.Event()

    async def main() -> None:
        loop = asyncio.get_running_loop()

        def slow(wire: Wire) -> None:
            wire.read()
            loop.call_soon_threadsafe(under_way.set)
            cancelled.wait(LONG)
            wire.write(OK)

        cancelled = threading.Event()
        monitor.play(fine, slow)
        async with AsyncClient(api_url=f"{monitor.url}/api/") as client:

            async def job() -> None:
                async with CheckTrap(client, UUID):
                    pass

            task = asyncio.create_task(job())
            await under_way.wait()
            task.cancel()
            await asyncio.sleep(0)
            cancelled.set()
            await asyncio.wait([task])
            assert task.cancelled()

    asyncio.run(main())
    assert _ways(monitor) == ["/start", ""]


def test_an_interrupted_start() -> None:
    """An interruption during the start ping ends what was started, and leaves the trap ready for the next run."""
    answer = Recorder()

    def interrupted(request: httpx.Request) -> httpx.Response:
        response = answer(request)
        if len(answer.requests) == 1:
            raise KeyboardInterrupt
        return response

    with Client(ping_key=PING_KEY, transport=httpx.MockTransport(interrupted)) as client:
        trap = CheckTrap(client, UUID)
        with pytest.raises(KeyboardInterrupt), trap:
            raise AssertionError("never runs")
        with trap:
            pass
    assert answer.paths == [f"/{UUID}/start", f"/{UUID}/fail", f"/{UUID}/start", f"/{UUID}"]
    assert len(answer.rids) == 2
