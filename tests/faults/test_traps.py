"""The fault cases of a monitor that fails while it watches a job."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any

import httpx
import pytest
from tests.runtime._kit import Driver, status

from uptimekit import UptimeKitError
from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit.healthchecks import CheckTrap

from ._facades import CHECK, healthchecks_client, trapped
from ._network import Play, Played, Step
from ._server import reset_at_once, silence

OK = httpx.Response(200, text="OK")
REFUSED = Played(httpx.ConnectError("refused"), reset_at_once)
DOWN = [
    REFUSED,
    status(404),
    status(500),
    httpx.Response(200, text="portal"),
]


@pytest.mark.parametrize("fault", DOWN)
@pytest.mark.fault(87)
def test_case_87_a_monitor_that_refuses(
    fault: Step, driver: Driver, play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is wrong with a monitor, the job runs, its result comes back, and one warning is logged."""
    trap = CheckTrap(healthchecks_client(driver, play(fault)), CHECK)
    with caplog.at_level(logging.WARNING):
        assert trapped(driver, trap, lambda: 7) == 7
    assert [(record.name, record.levelname) for record in caplog.records] == [("uptimekit", "WARNING")]
    assert CHECK not in caplog.text


@pytest.mark.parametrize("fault", DOWN)
@pytest.mark.fault(87)
def test_case_87_errors_that_are_wanted_come_after_the_job(fault: Step, driver: Driver, play: Play) -> None:
    """With ignore_ping_errors=False the job runs first, then what went wrong with its pings is raised."""
    ran: list[bool] = []
    trap = CheckTrap(healthchecks_client(driver, play(fault)), CHECK, ignore_ping_errors=False)
    with pytest.raises(UptimeKitError):
        trapped(driver, trap, lambda: ran.append(True))
    assert ran == [True]


class Hanging(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport that answers so many requests, and never again until the test is over."""

    def __init__(self, answers: int = 0) -> None:
        self.over = threading.Event()
        self.paths: list[str] = []
        self._answers = answers

    def handle_request(self, sent: httpx.Request) -> httpx.Response:
        self.paths.append(sent.url.path)
        if len(self.paths) <= self._answers:
            return OK
        self.over.wait(60)
        raise httpx.ReadTimeout("over", request=sent)

    async def handle_async_request(self, sent: httpx.Request) -> httpx.Response:
        self.paths.append(sent.url.path)
        if len(self.paths) > self._answers:
            await asyncio.Event().wait()
        return OK


@pytest.mark.fault(88)
def test_case_88_a_monitor_that_stalls(level: str, driver: Driver, play: Play) -> None:
    """A silent monitor delays a job by ping_deadline at each end, whatever the client's own time-outs are."""
    hanging = Hanging()
    options: dict[str, Any] = {"transport": hanging} if level == "core" else {}
    client = healthchecks_client(
        driver, play(Played(OK, silence)), clock=SYSTEM_CLOCK, timeout=50, deadline=None, retries=9, **options
    )
    started = SYSTEM_CLOCK.monotonic()
    assert CheckTrap(client, CHECK).ping_deadline == 5
    assert trapped(driver, CheckTrap(client, CHECK, ping_deadline=0.2), lambda: 7) == 7
    assert SYSTEM_CLOCK.monotonic() - started < 20  # a guard: by the client's options it would be 1,000 s
    hanging.over.set()


@pytest.mark.parametrize("driver", ["async"], indirect=True)
@pytest.mark.fault(89)
def test_case_89_a_job_that_is_cancelled(level: str, driver: Driver, play: Play) -> None:
    """A cancelled job's last ping gets its grace, no more, and the cancellation goes on."""
    peer, hanging = play(OK, Played(OK, silence)), Hanging(answers=1)
    options: dict[str, Any] = {"transport": hanging} if level == "core" else {}
    client = healthchecks_client(driver, peer, clock=SYSTEM_CLOCK, **options)
    reached: list[str] = []

    async def job() -> None:
        async with asyncio.timeout(0.1):
            async with CheckTrap(client, CHECK, ping_deadline=0.5):
                await asyncio.Event().wait()
        reached.append("after")

    with pytest.raises(TimeoutError):
        driver.run(job())
    assert reached == []
    paths = hanging.paths or [sent.target.partition("?")[0] for sent in peer.requests]
    assert paths[0] == f"/ping/{CHECK}/start"
    assert set(paths[1:]) == {f"/ping/{CHECK}/fail"}
