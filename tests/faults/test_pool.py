"""The fault cases of many calls at once, over a socket."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tests.runtime._kit import Driver, request
from tests.runtime.conftest import library  # noqa: F401  (a fixture)

from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit._runtime.errors import RequestTimeoutError

from ._server import FaultServer, answer, silence

Serve = Callable[..., FaultServer]


def _outcomes(driver: Driver, client: Any, count: int) -> list[Any]:
    """Make *count* calls at once; return what each returned or raised."""
    if driver.asynchronous:

        async def gather() -> list[Any]:
            return await asyncio.gather(
                *(client.send(request()) for _ in range(count)), return_exceptions=True
            )

        return list(driver.run(gather()))
    found: list[Any] = []

    def call() -> None:
        try:
            found.append(client.send(request()))
        except Exception as error:
            found.append(error)

    threads = [threading.Thread(target=call) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


@pytest.mark.fault(63, level="wire")
@pytest.mark.parametrize("injected", [False, True])
def test_case_63_three_hundred_calls_at_a_silent_server(injected: bool, driver: Driver, serve: Serve) -> None:
    """300 calls at once that end by their deadline leave the connections free for the next 100."""
    server = serve(silence)
    options: dict[str, Any] = {}
    if injected:
        options["http_client"] = httpx.AsyncClient() if driver.asynchronous else httpx.Client()
    client = driver.client(
        urls={"base": server.url},
        clock=SYSTEM_CLOCK,
        deadline=1.0,
        retries=0,
        close_http_client=injected,
        **options,
    )
    outcomes = _outcomes(driver, client, 300)
    assert [type(each) for each in outcomes] == [RequestTimeoutError] * 300
    server.play(answer())
    patient = client.with_options(deadline=30.0)
    assert [getattr(each, "status_code", each) for each in _outcomes(driver, patient, 100)] == [200] * 100


@pytest.mark.fault(63, level="wire", driver="async")
@pytest.mark.parametrize("injected", [False, True])
def test_case_63_cancelled_from_outside(injected: bool, serve: Serve) -> None:
    """Tasks that are cancelled at any moment of their call give their connections back."""
    driver = Driver("async")
    server = serve(answer())
    options: dict[str, Any] = (
        {"http_client": httpx.AsyncClient(), "close_http_client": True} if injected else {}
    )
    client = driver.client(urls={"base": server.url}, clock=SYSTEM_CLOCK, **options)

    async def cancelled(ticks: int) -> None:
        task = asyncio.create_task(client.send(request()))
        for _ in range(ticks):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def storm() -> None:
        await asyncio.gather(*(cancelled(number % 40) for number in range(400)))

    driver.run(storm())
    assert [getattr(each, "status_code", each) for each in _outcomes(driver, client, 100)] == [200] * 100
    driver.finish()
