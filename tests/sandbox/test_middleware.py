"""What a fault does to a request, in process and over a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import httpx
import pytest

from uptimekit.sandbox import Fault, HealthchecksSandbox, ManualClock, RateLimit, serve

from ._calls import Caller


@pytest.fixture
def served(sandbox: HealthchecksSandbox) -> Iterator[httpx.Client]:
    """A client of `sandbox` over a socket."""
    with serve(sandbox.app) as server, httpx.Client(base_url=server.url, timeout=5) as client:
        yield client


def _ping_count(sandbox: HealthchecksSandbox) -> int:
    sandbox.faults.clear()
    (check,) = Caller(sandbox)("GET", "checks/").json()["checks"]
    return int(check["n_pings"])


def test_status_fault_answers_in_the_servers_place(call: Caller) -> None:
    """Status, headers and body are those of the fault, and nothing is created."""
    call.sandbox.faults.add(Fault(status=503, headers={"Retry-After": "7"}, body="later", times=1))
    reply = call("POST", "checks/", {"name": "x"})
    assert (reply.status_code, reply.headers["retry-after"], reply.text) == (503, "7", "later")
    assert call("GET", "checks/").json() == {"checks": []}
    assert call.sandbox.requests == {"list_checks": 1}


def test_status_fault_may_set_its_content_type(call: Caller) -> None:
    """A content type given in any case replaces the default, and bytes are a body too."""
    call.sandbox.faults.add(Fault(status=500, headers={"Content-Type": "application/json"}, body=b"{}"))
    reply = call("GET", "checks/")
    assert (reply.headers["content-type"], reply.content) == ("application/json", b"{}")


def test_latency_waits_with_the_injected_sleep(clock: ManualClock) -> None:
    """The wait is handed to the sleep function, then the request is answered as usual."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        clock.advance(seconds)

    call = Caller(HealthchecksSandbox(clock=clock, sleep=sleep))
    call.sandbox.faults.add(Fault(latency=2.5, times=1))
    assert call("GET", "checks/").status_code == 200
    assert call("GET", "checks/").status_code == 200
    assert waits == [2.5]


def test_rate_limit_answers_429(call: Caller) -> None:
    """The request over the limit is refused and does not reach the server."""
    call.sandbox.faults.add(RateLimit(limit=1))
    assert [call("GET", "checks/").status_code for _ in range(2)] == [200, 429]
    assert call.sandbox.requests == {"list_checks": 1}


@pytest.mark.parametrize(("drop", "pings"), [("before", 0), ("after", 1), ("mid-body", 1)])
def test_drop_in_process_is_a_reset(call: Caller, drop: str, pings: int) -> None:
    """Without a connection a drop is ConnectionResetError; only "before" leaves the state alone."""
    job = call.create()
    call.sandbox.faults.add(Fault(drop=drop))  # type: ignore[arg-type]  # parametrized as plain text
    with pytest.raises(ConnectionResetError):
        call.ping(job)
    assert _ping_count(call.sandbox) == pings


@pytest.mark.parametrize(("drop", "pings"), [("before", 0), ("after", 1)])
def test_drop_over_a_socket_breaks_the_connection(
    call: Caller, served: httpx.Client, drop: str, pings: int
) -> None:
    """The client sees a connection that ends without an answer."""
    job = call.create()
    call.sandbox.faults.add(Fault(drop=drop))  # type: ignore[arg-type]  # parametrized as plain text
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        served.get(f"/ping/{job}")
    assert _ping_count(call.sandbox) == pings


def test_mid_body_drop_over_a_socket_sends_half(call: Caller, served: httpx.Client) -> None:
    """The client gets the headers, with the full length, then half of the body, then an error."""
    job = call.create()
    call.sandbox.faults.add(Fault(drop="mid-body"))
    received: list[bytes] = []
    with served.stream("GET", f"/ping/{job}") as reply:
        assert (reply.status_code, reply.headers["content-length"]) == (200, "2")
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            received.extend(reply.iter_raw())
    assert b"".join(received) == b"O"
    assert _ping_count(call.sandbox) == 1


def test_drop_with_an_unread_request_body(call: Caller, served: httpx.Client) -> None:
    """A request with a body can be dropped before the body was looked at."""
    job = call.create()
    call.sandbox.faults.add(Fault(drop="before"))
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)):
        served.post(f"/ping/{job}", content=b"x" * 1_000_000)
    assert _ping_count(call.sandbox) == 0


def test_the_server_survives_a_drop(call: Caller, served: httpx.Client) -> None:
    """The request after a dropped one is answered, and the drop is counted."""
    job = call.create()
    call.sandbox.faults.add(Fault(drop="after", times=1))
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        served.get(f"/ping/{job}")
    assert served.get(f"/ping/{job}").text == "OK"
    assert call.sandbox.faults.injected == {"drop after": 1}


def test_other_protocols_are_passed_on(sandbox: HealthchecksSandbox) -> None:
    """Anything but HTTP is the application's business, which refuses it without asking for faults."""

    async def nothing(*_: object) -> dict[str, object]:
        return {}

    sandbox.faults.add(Fault(status=500))
    with pytest.raises(RuntimeError, match="websocket"):
        asyncio.run(sandbox.app({"type": "websocket"}, nothing, nothing))  # type: ignore[arg-type]  # never called
    assert not sandbox.faults.injected
