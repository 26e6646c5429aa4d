"""The fault cases of one call, in process and over a socket, under a clock that jumps."""

from __future__ import annotations

import email.utils
from typing import Any

import httpx
import pytest
from tests.runtime._kit import (
    DELETE,
    GET,
    POST,
    Driver,
    Script,
    ok,
    operation,
    request,
    status,
)

from uptimekit._runtime.constants import BUDGET_CAPACITY, BUDGET_RETRY_COST
from uptimekit._runtime.errors import (
    DecodingError,
    NetworkError,
    NotFoundError,
    RateLimitError,
    RequestTimeoutError,
)

from ._bodies import Broken
from ._cases import BOTH_WAYS, DECODING, IN_PROCESS, Case
from ._network import InProcess, Peer, Play, coded


def _ends_as_expected(case: Case, driver: Driver, peer: Peer) -> None:
    client = peer.client(timeout=case.timeout)
    sent = request(case.op)
    outcome: Any = driver.send(client, sent) if case.error is None else driver.error(client, sent)
    assert len(peer.requests) == case.attempts
    assert outcome.attempts == case.attempts
    if case.error is not None:
        assert type(outcome) is case.error
        assert case.says in str(outcome)
        assert {name: getattr(outcome, name) for name, _ in case.facts} == dict(case.facts)
    if case.waits is not None:
        waits = driver.clock.waits
        assert len(waits) == len(case.waits)
        assert all(low <= wait <= high for wait, (low, high) in zip(waits, case.waits, strict=True))


@pytest.mark.parametrize("case", BOTH_WAYS)
def test_a_fault_ends_as_expected(case: Case, driver: Driver, play: Play) -> None:
    """Each fault leads to the documented outcome after the documented number of requests and waits."""
    _ends_as_expected(case, driver, play(*case.steps))


@pytest.mark.parametrize("case", IN_PROCESS)
def test_a_connection_that_was_never_made(case: Case, driver: Driver) -> None:
    """Where nothing was sent, any method goes again, unless no retry can help."""
    _ends_as_expected(case, driver, InProcess(driver, *case.steps))


@pytest.mark.parametrize(("answer", "says"), DECODING)
def test_no_json_is_a_decoding_error(answer: httpx.Response, says: str, driver: Driver, play: Play) -> None:
    """An answer that is no JSON raises DecodingError with the status and not a byte of the body."""
    with pytest.raises(DecodingError, match=says) as caught:
        driver.json(play(answer).client(), request())
    assert caught.value.status_code == 200
    assert "sign in" not in str(caught.value)


@pytest.mark.fault(7, level="core")
def test_case_7_a_stale_connection_costs_no_retry(driver: Driver) -> None:
    """A kept connection that breaks before the first byte is replaced at once, outside the count, and once only."""

    def broken(sent: httpx.Request) -> httpx.Response:
        trace = sent.extensions["trace"]("http11.send_request_headers.started", {})
        if driver.asynchronous:
            _finish(trace)
        raise httpx.ReadError("reset")

    script = Script(broken)
    error = driver.error(driver.client(script, retries=0), request(GET))
    assert (len(script.requests), driver.clock.waits) == (2, [0.0])
    assert isinstance(error, NetworkError)
    script = Script(broken, ok())
    error = driver.error(driver.client(script), request(POST))
    assert isinstance(error, NetworkError)
    assert error.maybe_sent
    assert len(script.requests) == 1


def _finish(coroutine: Any) -> None:
    with pytest.raises(StopIteration):
        coroutine.send(None)


@pytest.mark.fault(10, 11, level="core")
def test_case_10_and_11_a_body_that_breaks_off(driver: Driver) -> None:
    """A body that breaks off is asked for again if that is safe; else the error knows the status."""
    bodies = [Broken(httpx.RemoteProtocolError("incomplete")) for _ in range(4)]

    def cut(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=bodies.pop(), headers={"x-request-id": "r1"})

    used = list(bodies)
    assert driver.json(driver.client(Script(cut, ok({"a": 1}))), request(GET)) == {"a": 1}
    error = driver.error(driver.client(Script(cut)), request(POST))
    assert isinstance(error, NetworkError)
    assert (error.maybe_sent, error.status_code, error.request_id, error.attempts) == (True, 200, "r1", 1)
    assert [body.closed > 0 for body in used] == [False, False, True, True]


@pytest.mark.fault(13)
def test_case_13_bad_compression(driver: Driver, play: Play) -> None:
    """A body whose gzip is broken is asked for once more if safe; then DecodingError with status and request id."""
    for op, attempts in ((GET, 2), (POST, 1)):
        peer = play(coded(b"no gzip at all", "gzip", x_request_id="r9"))
        error = driver.error(peer.client(retries=5), request(op))
        assert type(error) is DecodingError
        assert (error.status_code, error.request_id) == (200, "r9")
        assert len(peer.requests) == attempts


@pytest.mark.fault(12, level="core")
def test_case_12_a_dripping_body_meets_the_deadline(driver: Driver) -> None:
    """The deadline is checked with each piece of a body, compressed or not, and the connection is closed."""

    class Drip(httpx.SyncByteStream, httpx.AsyncByteStream):
        closed = False

        def __iter__(self) -> Any:
            for _ in range(1000):
                driver.clock.advance(1)
                yield b""

        async def __aiter__(self) -> Any:
            for _ in range(1000):
                driver.clock.advance(1)
                yield b"x"

        def close(self) -> None:
            self.closed = True

        async def aclose(self) -> None:
            self.closed = True

    body = Drip()
    script = Script(lambda _: httpx.Response(200, stream=body))
    started = driver.clock.now
    error = driver.error(driver.client(script, deadline=30.0), request(GET))
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.maybe_sent, error.status_code) == ("deadline", True, 200)
    assert driver.clock.now - started == 31
    assert body.closed
    assert len(script.requests) == 1


@pytest.mark.fault(25)
@pytest.mark.parametrize("form", ["imf", "rfc850", "asctime"])
def test_case_25_the_three_date_forms(form: str, driver: Driver, play: Play) -> None:
    """Each HTTP-date form is waited for as UTC; a date that has passed means backoff."""
    for ahead, low, high in ((30, 28.9, 30.1), (-30, 0.0, 0.5)):
        peer = play(status(503, retry_after=_date(driver, ahead, form)), ok())
        driver.clock.waits.clear()
        driver.send(peer.client(), request(GET))
        assert low <= driver.clock.waits[0] <= high


def _date(driver: Driver, ahead: float, form: str) -> str:
    text = email.utils.formatdate(driver.clock.time() + ahead, usegmt=True)
    _, day, month, year, time, _ = text.split()
    if form == "rfc850":
        return f"Sunday, {day}-{month}-{year[2:]} {time} GMT"
    return f"Sun {month} {int(day):2} {time} {year}" if form == "asctime" else text


@pytest.mark.fault(28)
def test_case_28_a_retry_after_beyond_the_deadline(driver: Driver, play: Play) -> None:
    """A Retry-After that would end after the deadline raises at once, with its value, without a sleep."""
    client = play(status(429, retry_after="20")).client(deadline=15.0)
    error = driver.error(client, request(GET))
    assert isinstance(error, RateLimitError)
    assert error.retry_after == 20
    assert driver.clock.waits == []


@pytest.mark.fault(24)
def test_case_24_a_bare_429_charges_the_budget(driver: Driver, play: Play) -> None:
    """A retry after a bare 429 takes tokens from the budget."""
    client = play(status(429)).client(retries=1)
    driver.error(client, request(GET))
    assert client._shared.budget(GET).tokens == BUDGET_CAPACITY - BUDGET_RETRY_COST


@pytest.mark.fault(35)
def test_case_35_a_repeated_delete_finds_nothing(driver: Driver, play: Play) -> None:
    """404 after a DELETE that may have worked is success, flagged; a first 404 is not."""
    assert driver.send(play(status(503), status(404)).client(), request(DELETE)).already_gone
    error = driver.error(play(status(404)).client(), request(DELETE))
    assert isinstance(error, NotFoundError)
    error = driver.error(play(status(503), status(404)).client(), request(operation("DELETE")))
    assert "may have deleted it" in str(error)


@pytest.mark.fault(35, level="core")
def test_case_35_a_delete_that_never_arrived(driver: Driver) -> None:
    """404 after a DELETE whose first attempt found no server is no success."""
    error = driver.error(driver.client(Script(httpx.ConnectError("refused"), status(404))), request(DELETE))
    assert isinstance(error, NotFoundError)
