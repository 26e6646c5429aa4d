"""Ten thousand monitors over a real socket: complete, in order, and no more than was asked for."""

from __future__ import annotations

import json
import threading
import time
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


def test_objects_cost_little_more_than_their_json() -> None:
    """Making 10,000 objects takes at most three times the processor time of fetching and decoding their pages."""
    sandbox = BetterStackSandbox(monitors=PAGE, teams=("main",))
    with serve(sandbox.app) as running, httpx.Client() as http:
        head = {"Authorization": f"Bearer {sandbox.teams['main'].token}"}
        page = http.get(f"{running.url}/api/v2/monitors?per_page={PAGE}", headers=head).json()
    pages = []
    for number in range(1, MONITORS // PAGE + 1):
        more = f"https://uptime.betterstack.com/api/v2/monitors?page={number + 1}"
        links = {"last": more.replace(str(number + 1), "40"), "next": more if number < 40 else None}
        items = [{**item, "id": str(number * PAGE + place)} for place, item in enumerate(page["data"])]
        pages.append(json.dumps({"data": items, "pagination": links}).encode())

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=pages[int(request.url.params["page"]) - 1])

    def bare() -> float:
        begin = time.process_time()
        with httpx.Client(transport=httpx.MockTransport(answer)) as http:
            kept = [
                json.loads(http.get("https://uptime.betterstack.com/", params={"page": number}).content)[
                    "data"
                ]
                for number in range(1, 41)
            ]
        assert sum(map(len, kept)) == MONITORS
        return time.process_time() - begin

    def ours() -> float:
        begin = time.process_time()
        transport = httpx.MockTransport(answer)
        with UptimeAPI("T" * 24, transport=transport, clock=FakeClock()) as api:
            assert len(list(Monitor.get_all_instances(api))) == MONITORS
        return time.process_time() - begin

    ours()  # loads what is loaded on first use
    assert min(ours() for _ in range(4)) <= 3 * min(bare() for _ in range(4))
