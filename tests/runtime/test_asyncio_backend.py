"""Tests of the sockets of tasks: which address of a host they get."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpcore
import pytest
from tests.faults._server import FaultServer, silence

from uptimekit._runtime import asyncio_backend
from uptimekit._runtime.asyncio_backend import AsyncBackend, _addresses, _Race

Serve = Callable[..., FaultServer]
HOST = "api.example.test"


def _resolve(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [
        (socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80))
        for each in addresses
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


def _slow(monkeypatch: pytest.MonkeyPatch, *slow: str) -> list[str]:
    """Let connections to *slow* addresses never end; return the list of the addresses that are tried."""
    tried, fast = list[str](), _Race._open

    async def opened(race: _Race, address: str) -> Any:
        tried.append(address)
        return await (asyncio.Event().wait() if address in slow else fast(race, address))

    monkeypatch.setattr(_Race, "_open", opened)
    return tried


async def _peer(port: int) -> str:
    stream = await AsyncBackend().connect_tcp(HOST, port, timeout=10)
    address: str = stream.get_extra_info("server_addr")[0]
    await stream.aclose()
    return address


def test_an_address_is_looked_up_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that is an address needs no thread that asks for its name."""
    _resolve(monkeypatch, "192.0.2.1")
    assert asyncio.run(_addresses("127.0.0.1", 80)) == ["127.0.0.1"]
    assert asyncio.run(_addresses("::1", 80)) == ["::1"]


def test_families_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address is the system's first; after it the families alternate, so that one without a way costs little."""
    _resolve(monkeypatch, "2001:db8::1", "2001:db8::2", "2001:db8::3", "192.0.2.1")
    order = ["2001:db8::1", "192.0.2.1", "2001:db8::2", "2001:db8::3"]
    assert asyncio.run(_addresses(HOST, 80)) == order


def test_an_address_that_refuses_is_passed_over_at_once(
    monkeypatch: pytest.MonkeyPatch, serve: Serve
) -> None:
    """The next address is tried when one refuses, without a wait."""
    monkeypatch.setattr(asyncio_backend, "HAPPY_EYEBALLS_DELAY", 60)
    server = serve(silence)
    _resolve(monkeypatch, "::1", "127.0.0.1")
    assert asyncio.run(_peer(server.port)) == "127.0.0.1"


def test_an_address_that_takes_long_gets_company(monkeypatch: pytest.MonkeyPatch, serve: Serve) -> None:
    """The next address is tried beside a slow one after a moment; the first connection that stands wins, and ends the race."""
    monkeypatch.setattr(asyncio_backend, "HAPPY_EYEBALLS_DELAY", 0.001)
    server = serve(silence)
    _resolve(monkeypatch, "192.0.2.1", "192.0.2.2", "127.0.0.1", "192.0.2.3")
    tried = _slow(monkeypatch, "192.0.2.1", "192.0.2.2", "192.0.2.3")

    async def win() -> None:
        assert await _peer(server.port) == "127.0.0.1"
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(win())
    assert tried[:3] == ["192.0.2.1", "192.0.2.2", "127.0.0.1"]


def test_two_that_stand_at_once(monkeypatch: pytest.MonkeyPatch, serve: Serve) -> None:
    """If two connections stand at the same moment one is used, and the other is closed."""
    monkeypatch.setattr(asyncio_backend, "HAPPY_EYEBALLS_DELAY", 0)
    server, both = serve(silence), asyncio.Event()
    fast, opened = _Race._open, list[Any]()

    async def together(race: _Race, address: str) -> Any:
        stream = await fast(race, address)
        opened.append(stream)
        if len(opened) == 2:
            both.set()
        with suppress(asyncio.CancelledError):  # it comes too late
            await both.wait()
        return stream

    monkeypatch.setattr(_Race, "_open", together)
    _resolve(monkeypatch, "127.0.0.1", "127.0.0.1")

    async def race() -> None:
        stream: Any = await AsyncBackend().connect_tcp(HOST, server.port, timeout=10)
        other = next(each for each in opened if each is not stream)
        assert (stream.transport.is_closing(), other.transport.is_closing()) == (False, True)
        await stream.aclose()

    asyncio.run(race())


@pytest.mark.parametrize("addresses", [("127.0.0.1",), ("::1", "127.0.0.1"), ()])
def test_a_host_that_cannot_be_reached(addresses: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """If every address refuses, or there is none, that is a ConnectError, which says why."""
    _resolve(monkeypatch, *addresses)
    with pytest.raises(httpcore.ConnectError, match=r"Connect call failed|no address|Cannot assign"):
        asyncio.run(_peer(1))


@pytest.mark.parametrize("problem", [socket.gaierror("unknown"), UnicodeError("label too long")])
def test_a_name_that_does_not_resolve(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    """A name without an address is a ConnectError: nothing was sent."""

    def fail(*_: Any, **__: Any) -> Any:
        raise problem

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(httpcore.ConnectError, match=str(problem)):
        asyncio.run(_peer(80))


@pytest.mark.parametrize("addresses", [("192.0.2.1",), ("192.0.2.1", "192.0.2.2")])
def test_connecting_ends_with_its_time_out(
    addresses: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host that does not answer is a ConnectTimeout, and no task stays behind."""
    _resolve(monkeypatch, *addresses)
    _slow(monkeypatch, *addresses)

    async def connect() -> None:
        with pytest.raises(httpcore.ConnectTimeout):
            await AsyncBackend().connect_tcp(HOST, 80, timeout=0.02)
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(connect())


@pytest.mark.parametrize("addresses", [("127.0.0.1",), ("127.0.0.1", "127.0.0.1")])
def test_a_connection_that_is_cancelled_leaves_no_socket_open(
    addresses: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, serve: Serve
) -> None:
    """Whenever the task is cancelled, no socket stays open (a warning about one would fail the test)."""
    server, rng = serve(silence), random.Random(1)
    _resolve(monkeypatch, *addresses)
    monkeypatch.setattr(asyncio_backend, "HAPPY_EYEBALLS_DELAY", 0)

    async def cancel() -> None:
        for _ in range(100):
            task = asyncio.create_task(AsyncBackend().connect_tcp(HOST, server.port, timeout=10))
            for _ in range(rng.randrange(30)):
                await asyncio.sleep(0)
            task.cancel()
            (outcome,) = await asyncio.gather(task, return_exceptions=True)
            if not isinstance(outcome, BaseException):
                await outcome.aclose()

    asyncio.run(cancel())


def test_options_of_the_socket(serve: Serve) -> None:
    """A connection is made from the local address that is asked for, and its socket has the options."""
    server = serve(silence)
    option = (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    async def connect() -> None:
        stream = await AsyncBackend().connect_tcp("127.0.0.1", server.port, 10, "127.0.0.1", [option])
        assert stream.get_extra_info("client_addr")[0] == "127.0.0.1"
        assert stream.get_extra_info("socket").getsockopt(*option[:2]) == 1
        await stream.aclose()

    asyncio.run(connect())
