"""Ten thousand monitors over a real socket: complete, in order, and no more than was asked for."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

import httpx
import pytest

from uptimekit.betterstack import Monitor, UptimeAPI
from uptimekit.sandbox import BetterStackSandbox, Fault, ManualClock, serve

from ._support import FakeClock, Server

MONITORS, PAGE = 10_000, 250


@pytest.fixture(scope="module")
def big() -> Iterator[Server]:
    """A sandbox with ten thousand monitors of one team, which is only read here."""
    clock = ManualClock(datetime(2026, 1, 12, tzinfo=UTC))
    sandbox = BetterStackSandbox(
        clock=clock, monitors=MONITORS, teams=("main",), link_host="incidents.betterstack.com"
    )
    with serve(sandbox.app) as running:
        yield Server(running.url, sandbox)


@pytest.fixture
def calm(big: Server) -> Iterator[Server]:
    """The same, without what an earlier test did to it."""
    yield big
    _settle()
    big.sandbox.faults.clear()


def _settle() -> None:
    """Wait for pages that were being fetched ahead when their reader stopped."""
    for thread in threading.enumerate():
        if thread.name.startswith("uptimekit-prefetch"):
            thread.join()


def _asked(server: Server) -> int:
    _settle()
    return server.sandbox.requests["list_monitors"] + sum(server.sandbox.faults.injected.values())


@pytest.mark.parametrize("workers", [1, 5])
def test_all_of_them_in_order(calm: Server, workers: int) -> None:
    """All 10,000 monitors come from 40 requests, in the server's order and without doubles."""
    before = _asked(calm)
    with calm.api(max_workers=workers) as api:
        names = [monitor.pronounceable_name for monitor in Monitor.get_all_instances(api)]
    assert names == [f"Site {n}" for n in range(MONITORS)]
    assert _asked(calm) - before == MONITORS // PAGE


def test_all_of_them_although_one_request_in_ten_fails(calm: Server) -> None:
    """With every tenth request failing, the listing is as complete and in order."""
    calm.sandbox.faults.add(Fault(status=503, match="GET /api/v2/monitors", share=0.1))
    with calm.api(max_workers=5) as api:
        names = [monitor.pronounceable_name for monitor in Monitor.get_all_instances(api)]
    assert names == [f"Site {n}" for n in range(MONITORS)]
    assert calm.sandbox.faults.injected["status 503"] > 0


@pytest.mark.parametrize(("wanted", "workers"), [(1, 1), (1, 5), (300, 1), (300, 5)])
def test_who_stops_early_leaves_the_rest_alone(calm: Server, wanted: int, workers: int) -> None:
    """A reader who stops costs the pages that were read, and at most max_workers pages more."""
    before = _asked(calm)
    with calm.api(max_workers=workers) as api:
        found = list(islice(Monitor.get_all_instances(api), wanted))
        _settle()  # a connection that is made while the client is closed would be left open
    read = -(-wanted // PAGE)
    assert len(found) == wanted
    assert read <= _asked(calm) - before <= read + workers


def _python_calls(pages: int) -> int:
    """Count the Python functions that one listing of so many full pages enters: the same on every machine."""
    item = {"type": "monitor", "attributes": {f"attribute_{n}": n for n in range(40)}}

    def answer(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        more = f"{request.url.copy_set_param('page', number + 1)}" if number < pages else None
        items = [{"id": f"{number}{place:03}", **item} for place in range(PAGE)]
        return httpx.Response(200, json={"data": items, "pagination": {"next": more}})

    entered = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal entered
        entered += event == "call"

    with UptimeAPI("T" * 24, transport=httpx.MockTransport(answer), clock=FakeClock(), max_workers=1) as api:
        list(Monitor.get_all_instances(api))  # loads what is loaded on first use
        sys.setprofile(count)
        try:
            found = list(Monitor.get_all_instances(api))
        finally:
            sys.setprofile(None)
    assert len(found) == pages * PAGE
    return entered


def test_an_object_costs_a_few_calls_beside_its_json() -> None:
    """A monitor more in a listing enters at most eleven Python functions more, however many attributes it has."""
    few, many = _python_calls(2), _python_calls(6)
    assert (many - few) / (4 * PAGE) <= 11
