"""The sandbox as an object, and served on a port."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from typing import Any

import httpx
import pytest

from uptimekit.sandbox import BetterStackSandbox, Fault, ManualClock, SystemClock, serve

from ._calls import Caller


def test_reset_goes_back_to_the_beginning(clock: ManualClock) -> None:
    """After a reset the first resources are there, tokens are the same, and ids begin again."""
    call = Caller(BetterStackSandbox(clock=clock, monitors=2))
    token, before = call.sandbox.global_token, call.ids("v2/monitors")
    first = call.monitor()
    call("DELETE", f"v2/monitors/{before[0]}")
    call.sandbox.faults.add(Fault(status=500))
    call.sandbox.reset()
    assert not call.sandbox.requests
    assert call.sandbox.global_token == token
    assert call.ids("v2/monitors") == before
    assert call.monitor() == first


def test_requests_is_a_copy(call: Caller) -> None:
    """Changing the returned counts changes nothing."""
    call.sandbox.requests["list_monitors"] += 1
    assert not call.sandbox.requests


def test_default_clock_is_the_machines() -> None:
    """Without a clock a sandbox lives in real time."""
    assert isinstance(BetterStackSandbox().clock, SystemClock)


def test_a_sandbox_needs_a_team() -> None:
    """No team would mean no token that can create anything."""
    with pytest.raises(ValueError, match="needs a team"):
        BetterStackSandbox(teams=[])


def test_faults_come_before_everything(call: Caller) -> None:
    """A fault answers in the provider's place and is not counted as a request."""
    call.sandbox.faults.add(Fault(status=503, match="POST /api/v3/incidents", times=1))
    body = {"requester_email": "a@b.example", "summary": "S"}
    assert [call("POST", "v3/incidents", body).status_code for _ in range(2)] == [503, 201]
    assert call.sandbox.requests == {"create_incident": 1}


def _python_calls(sandbox: BetterStackSandbox, page: int) -> int:
    """Count the Python functions that the application enters for a page of 250 monitors."""
    scope: dict[str, object] = {
        "type": "http",
        "method": "GET",
        "path": "/api/v2/monitors",
        "raw_path": b"/api/v2/monitors",
        "query_string": f"per_page=250&page={page}".encode(),
        "headers": [
            (b"host", b"sandbox.test"),
            (b"authorization", f"Bearer {sandbox.global_token}".encode()),
        ],
        "scheme": "http",
        "server": ("sandbox.test", 80),
    }
    sent: list[Any] = []
    entered = 0

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal entered
        entered += event == "call"

    async def counted() -> None:
        sys.setprofile(count)
        try:
            await sandbox.app(scope, receive, send)
        finally:
            sys.setprofile(None)

    asyncio.run(counted())
    assert len(json.loads(sent[1]["body"])["data"]) == 250
    return entered


def test_big_lists_are_served_fast(clock: ManualClock) -> None:
    """A page of 250 costs the same work among ten thousand monitors as among a thousand, and less when unchanged."""
    small, big = (BetterStackSandbox(clock=clock, monitors=number) for number in (1_000, 10_000))
    for sandbox in (small, big):
        _python_calls(sandbox, 1)  # loads what is loaded on first use
    cold, warm = ([_python_calls(big, page) for page in (3, 4)] for _ in range(2))
    assert cold[0] == pytest.approx(_python_calls(small, 3), rel=0.05)
    assert max(warm) < min(cold) / 2


def test_served_on_a_port(sandbox: BetterStackSandbox) -> None:
    """Both APIs, a ping and links work over a real socket."""
    auth = {"Authorization": f"Bearer {sandbox.teams['main'].token}"}
    with serve(sandbox.app) as server, httpx.Client(headers=auth) as http:
        uptime, organization = f"{server.url}/api", f"{server.url}{sandbox.organization_path}/api"
        beat = {"name": "Job", "period": 60, "grace": 0}
        made = http.post(f"{uptime}/v2/heartbeats", json=beat).json()["data"]
        assert made["attributes"]["url"].startswith(server.url)
        assert httpx.post(made["attributes"]["url"]).status_code == 200
        shown = http.get(f"{uptime}/v2/heartbeats/{made['id']}").json()["data"]
        assert shown["attributes"]["status"] == "up"
        assert http.get(http.get(f"{uptime}/v2/heartbeats").json()["pagination"]["first"]).json()["data"] == [
            shown
        ]
        assert http.delete(f"{uptime}/v2/heartbeats/{made['id']}").status_code == 204
        assert len(http.get(f"{organization}/v2/team-members").json()["data"]) == 2


def test_parallel_requests_all_count(sandbox: BetterStackSandbox) -> None:
    """Requests from several threads at once all reach the state, each under an id of its own."""
    auth = {"Authorization": f"Bearer {sandbox.teams['main'].token}"}

    def create(url: str) -> None:
        with httpx.Client(headers=auth) as http:
            for _ in range(10):
                http.post(f"{url}/api/v2/monitor-groups", json={"name": "G"})

    with serve(sandbox.app) as server:
        threads = [threading.Thread(target=create, args=(server.url,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(set(Caller(sandbox).ids("v2/monitor-groups"))) == 40
