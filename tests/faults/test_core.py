"""The fault cases of one call, in process: a scripted transport, a clock that jumps, both clients."""

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
from ._cases import CASES, DECODING, Case, covers


def _outcome(case: Case, driver: Driver, script: Script) -> Any:
    client = driver.client(script)
    if case.error is None:
        return driver.send(client, request(case.op))
    return driver.error(client, request(case.op))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_ends_as_expected(case: Case, driver: Driver) -> None:
    """Each fault leads to the documented outcome after the documented number of requests and waits."""
    script = Script(*case.steps)
    outcome = _outcome(case, driver, script)
    assert len(script.requests) == case.attempts
    assert outcome.attempts == case.attempts
    if case.error is not None:
        assert type(outcome) is case.error
        assert case.says in str(outcome)
        assert {name: getattr(outcome, name) for name, _ in case.facts} == dict(case.facts)
    if case.waits is not None:
        waits = driver.clock.slept
        assert len(waits) == len(case.waits)
        assert all(low <= wait <= high for wait, (low, high) in zip(waits, case.waits, strict=True))


@pytest.mark.parametrize(("number", "answer", "says"), DECODING)
def test_no_json_is_a_decoding_error(number: int, answer: httpx.Response, says: str, driver: Driver) -> None:
    """An answer that is no JSON raises DecodingError with the status and not a byte of the body (14, 15, 17)."""
    client = driver.client(Script(answer))
    with pytest.raises(DecodingError, match=says) as caught:
        driver.json(client, request())
    assert caught.value.status_code == 200
    assert "sign in" not in str(caught.value)


@covers(7)
def test_case_7_a_stale_connection_costs_no_retry(driver: Driver) -> None:
    """A kept connection that breaks before the first byte is replaced at once, outside the count, and once only."""

    def broken(sent: httpx.Request) -> httpx.Response:
        trace = sent.extensions["trace"]("http11.send_request_headers.started", {})
        if driver.asynchronous:
            _finish(trace)
        raise httpx.ReadError("reset")

    script = Script(broken)
    error = driver.error(driver.client(script, retries=0), request(GET))
    assert (len(script.requests), driver.clock.slept) == (2, [0.0])
    assert isinstance(error, NetworkError)
    script = Script(broken, ok())
    error = driver.error(driver.client(script), request(POST))
    assert isinstance(error, NetworkError)
    assert error.maybe_sent
    assert len(script.requests) == 1


def _finish(coroutine: Any) -> None:
    with pytest.raises(StopIteration):
        coroutine.send(None)


@covers(10, 11)
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


@covers(13)
def test_case_13_bad_compression(driver: Driver) -> None:
    """A body whose gzip is broken is asked for once more if safe; then DecodingError with status and request id."""
    bad = httpx.Response(
        200,
        stream=httpx.ByteStream(b"no gzip at all"),
        headers={"content-encoding": "gzip", "x-request-id": "r9"},
    )

    def again(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=httpx.ByteStream(b"no gzip at all"), headers=bad.headers)

    for op, attempts in ((GET, 2), (POST, 1)):
        script = Script(again)
        error = driver.error(driver.client(script, retries=5), request(op))
        assert type(error) is DecodingError
        assert (error.status_code, error.request_id) == (200, "r9")
        assert len(script.requests) == attempts


@covers(12)
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


@covers(25)
def test_case_25_the_three_date_forms(driver: Driver) -> None:
    """Each HTTP-date form is waited for as UTC; a date that has passed means backoff."""
    for form in ("imf", "rfc850", "asctime"):
        script = Script(lambda _, form=form: status(503, retry_after=_date(driver, 30, form)), ok())
        driver.clock.slept.clear()
        driver.send(driver.client(script), request(GET))
        assert 28.9 <= driver.clock.slept[0] <= 30.1
    script = Script(lambda _: status(503, retry_after=_date(driver, -30, "imf")), ok())
    driver.clock.slept.clear()
    driver.send(driver.client(script), request(GET))
    assert driver.clock.slept[0] <= 0.5


def _date(driver: Driver, ahead: float, form: str) -> str:
    text = email.utils.formatdate(driver.clock.time() + ahead, usegmt=True)
    _, day, month, year, time, _ = text.split()
    if form == "rfc850":
        return f"Sunday, {day}-{month}-{year[2:]} {time} GMT"
    return f"Sun {month} {int(day):2} {time} {year}" if form == "asctime" else text


@covers(28)
def test_case_28_a_retry_after_beyond_the_deadline(driver: Driver) -> None:
    """A Retry-After that would end after the deadline raises at once, with its value, without a sleep."""
    client = driver.client(Script(status(429, retry_after="20")), deadline=15.0)
    error = driver.error(client, request(GET))
    assert isinstance(error, RateLimitError)
    assert error.retry_after == 20
    assert driver.clock.slept == []


@covers(24)
def test_case_24_a_bare_429_charges_the_budget(driver: Driver) -> None:
    """A retry after a bare 429 takes tokens from the budget."""
    client = driver.client(Script(status(429)), retries=1)
    driver.error(client, request(GET))
    assert client._family.budget(GET).tokens == BUDGET_CAPACITY - BUDGET_RETRY_COST


@covers(35)
def test_case_35_a_repeated_delete_finds_nothing(driver: Driver) -> None:
    """404 after a DELETE that may have worked is success, flagged; a first 404 is not."""
    client = driver.client(Script(status(503), status(404)))
    assert driver.send(client, request(DELETE)).already_gone
    error = driver.error(driver.client(Script(status(404))), request(DELETE))
    assert isinstance(error, NotFoundError)
    error = driver.error(driver.client(Script(httpx.ConnectError("refused"), status(404))), request(DELETE))
    assert isinstance(error, NotFoundError)  # the first attempt never arrived
    error = driver.error(driver.client(Script(status(503), status(404))), request(operation("DELETE")))
    assert "may have deleted it" in str(error)
