"""The fault cases of the deadline, in threads and tasks alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.runtime._kit import Driver, ok, request

from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit._runtime.errors import RequestTimeoutError

from ._network import Play
from ._server import FaultServer, drip_for_ever

Serve = Callable[..., FaultServer]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def _meets_the_deadline(driver: Driver, server: FaultServer) -> None:
    client = driver.client(urls={"base": server.url}, clock=SYSTEM_CLOCK, deadline=0.3, timeout=30)
    started = SYSTEM_CLOCK.monotonic()
    error: Any = driver.error(client, request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.attempts, error.maybe_sent) == ("deadline", 1, True)
    assert SYSTEM_CLOCK.monotonic() - started < 10  # a guard: without a deadline it goes on for ever
    assert server.client_closed.wait(10)


@pytest.mark.parametrize(
    "begin", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 ", b"HTTP/1.1 200 OK\r\nContent-Le"]
)
@pytest.mark.fault(68, level="wire")
def test_case_68_a_head_that_drips(begin: bytes, driver: Driver, serve: Serve) -> None:
    """A head that never ends, byte by byte, ends with the deadline, and the connection is closed."""
    _meets_the_deadline(driver, serve(drip_for_ever(begin, b"x")))


@pytest.mark.parametrize(
    "interim", [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"]
)
@pytest.mark.fault(69, level="wire")
def test_case_69_a_flood_of_interim_answers(interim: bytes, driver: Driver, serve: Serve) -> None:
    """1xx answers without end end with the deadline."""
    _meets_the_deadline(driver, serve(drip_for_ever(b"", interim)))


@pytest.mark.parametrize(
    ("begin", "piece"),
    [
        (CHUNKED + b"1;a=", b"b"),  # an extension of a chunk
        (CHUNKED + b"1\r\n{\r\n0\r\nX: ", b"y"),  # a trailer
        (CHUNKED + b"1\r\n{\r\n0\r\n", b"X: y\r\n"),  # more and more trailers
    ],
)
@pytest.mark.fault(70, level="wire")
def test_case_70_framing_that_drips(begin: bytes, piece: bytes, driver: Driver, serve: Serve) -> None:
    """Chunk extensions and trailers without end, which carry no byte of the body, end with the deadline."""
    _meets_the_deadline(driver, serve(drip_for_ever(begin, piece)))


@pytest.mark.fault(71)
def test_case_71_a_short_deadline_on_the_first_call(driver: Driver, play: Play) -> None:
    """What it takes to build a client's connections does not count against its first call."""
    client = play(ok()).client(deadline=0.15)
    get = client._pool.get

    def slow() -> Any:
        driver.clock.advance(1)
        return get()

    client._pool.get = slow
    assert driver.send(client, request()).attempts == 1
