"""Serving an application on a loopback port."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress

import httpx
import pytest

from uptimekit.sandbox import Fault, HealthchecksSandbox, RunningServer, serve


def test_serves_while_the_block_lasts(sandbox: HealthchecksSandbox) -> None:
    """Inside the block requests are answered; after it the port refuses them."""
    with serve(sandbox.app) as server:
        assert httpx.get(f"{server.url}/api/v3/status/").text == "OK"
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{server.url}/api/v3/status/")


def test_leaves_no_thread_behind(sandbox: HealthchecksSandbox) -> None:
    """The thread is there inside the block and gone after it, idle connections or not."""
    before = threading.active_count()
    with serve(sandbox.app) as server, httpx.Client(base_url=server.url) as client:
        client.get("/api/v3/status/")
        assert threading.active_count() == before + 1
    assert threading.active_count() == before


def test_two_servers_side_by_side(sandbox: HealthchecksSandbox) -> None:
    """Two blocks have two ports and one application may be behind both."""
    with serve(sandbox.app) as one, serve(sandbox.app) as other:
        assert one.port != other.port
        assert [httpx.get(f"{s.url}/api/v3/status/").status_code for s in (one, other)] == [200, 200]
    assert sandbox.requests == {"status": 2}


def test_a_port_may_be_chosen_and_is_free_again(sandbox: HealthchecksSandbox) -> None:
    """The port of a server that has stopped can be taken at once."""
    with serve(sandbox.app) as first:
        port = first.port
    with serve(sandbox.app, port=port) as second:
        assert second.url == f"http://127.0.0.1:{port}"


def test_a_taken_port_is_an_error(sandbox: HealthchecksSandbox) -> None:
    """A port in use raises OSError and starts nothing."""
    before = threading.active_count()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=r"[Aa]ddress already in use"), serve(sandbox.app, port=port):
            raise AssertionError("the block must not be entered")
    assert threading.active_count() == before


def test_stops_although_a_request_hangs() -> None:
    """A request held up for ever is cut off when the block ends, without having been processed."""
    held = threading.Event()

    async def for_ever(seconds: float) -> None:
        held.set()
        await asyncio.Event().wait()

    def hang(url: str) -> None:
        with suppress(httpx.TransportError):
            httpx.get(url, timeout=30)

    sandbox = HealthchecksSandbox(sleep=for_ever)
    sandbox.faults.add(Fault(latency=600))
    with serve(sandbox.app) as server:
        thread = threading.Thread(target=hang, args=(f"{server.url}/api/v3/checks/",))
        thread.start()
        assert held.wait(10)
    thread.join(10)
    assert not thread.is_alive()
    assert not sandbox.requests


def test_url_of_an_ipv6_address_has_brackets() -> None:
    """An IPv6 host is written the way URLs want it."""
    assert RunningServer("::1", 80).url == "http://[::1]:80"


def test_parallel_requests_are_all_counted(sandbox: HealthchecksSandbox) -> None:
    """Requests from several threads at once all reach the state."""
    key = sandbox.projects["main"].api_key

    def create() -> None:
        for _ in range(10):
            httpx.post(f"{server.url}/api/v3/checks/", headers={"X-Api-Key": key}, json={})

    with serve(sandbox.app) as server:
        threads = [threading.Thread(target=create) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        shown = httpx.get(f"{server.url}/api/v3/checks/", headers={"X-Api-Key": key}).json()
    assert len({check["uuid"] for check in shown["checks"]}) == 40
