"""Tests of the attempt loop's decisions, as properties over statuses, methods and options."""

from __future__ import annotations

import dataclasses
import logging
import random
import ssl
from collections.abc import Mapping
from email.utils import formatdate
from functools import partial
from typing import Any, Self

import anyio
import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime import Operation, RateLimit, Request, read_nothing
from uptimekit._runtime.call import Call
from uptimekit._runtime.constants import RETRY_STATUSES, SHORT_TEXT_LIMIT
from uptimekit._runtime.errors import (
    APIStatusError,
    DecodingError,
    NetworkError,
    RedirectError,
    RequestTimeoutError,
    ResponseTooLargeError,
    UptimeKitError,
)
from uptimekit._runtime.events import (
    Answered,
    CallFailed,
    DeprecationNoticed,
    Event,
    RequestSent,
    RetryScheduled,
)
from uptimekit._runtime.failures import Failure, failure_of
from uptimekit._runtime.http_request import with_query
from uptimekit._runtime.trust_store import TrustStore

from ._kit import GET, KEY, POST, PROVIDER, URL, Driver, Script, Step, ok, operation, request, status

KINDS = st.sampled_from(["sync", "async"])
METHODS = st.sampled_from(["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "POST", "PATCH"])
FAULTS = st.sampled_from(
    [httpx.ConnectError("x"), httpx.PoolTimeout("x"), httpx.ReadError("x"), httpx.ReadTimeout("x")]
)
MAKE = partial(with_query, httpx.Client().build_request)
SENT_FAULTS = (httpx.ReadError, httpx.ReadTimeout)


def _play(
    kind: str, op: Operation, steps: list[Step], **options: Any
) -> tuple[Driver, Script, UptimeKitError | None]:
    driver, script, error = Driver(kind), Script(*steps), None
    try:
        driver.send(driver.client(script, **options), request(op))
    except UptimeKitError as caught:
        error = caught
    finally:
        driver.finish()
    return driver, script, error


@given(KINDS, METHODS, st.booleans(), st.integers(400, 599), st.integers(0, 6))
def test_attempts_are_retries_plus_one(
    kind: str, method: str, idempotent: bool, code: int, retries: int
) -> None:
    """A status worth a retry is asked for exactly retries + 1 times, any other once; each wait is bounded."""
    op = operation(method, idempotent=idempotent)
    driver, script, error = _play(kind, op, [status(code)], retries=retries, deadline=None)
    worth_it = code in (429, 420) or (idempotent and code in RETRY_STATUSES)
    assert len(script.requests) == (retries + 1 if worth_it else 1)
    assert isinstance(error, APIStatusError)
    assert (error.status_code, error.attempts) == (code, len(script.requests))
    if code not in (429, 420):
        for number, wait in enumerate(driver.clock.waits):
            assert 0 <= wait <= min(8, 0.5 * 2**number)


@given(
    KINDS,
    st.sampled_from(["POST", "PATCH"]),
    st.lists(st.one_of(FAULTS, st.sampled_from([429, 409, 500, 503, 408])), min_size=1, max_size=6),
)
def test_an_unsafe_request_is_never_sent_after_it_may_have_been_processed(
    kind: str, method: str, faults: list[Any]
) -> None:
    """POST and PATCH are sent again only while every fault so far excludes that the server acted."""
    steps: list[Step] = [status(fault) if isinstance(fault, int) else fault for fault in faults]
    _, script, _ = _play(kind, operation(method), [*steps, ok()], retries=10, deadline=None)
    for fault in faults[: len(script.requests) - 1]:
        assert fault == 429 or not isinstance(fault, (int, *SENT_FAULTS))


@given(KINDS, METHODS, st.booleans(), st.integers(0, 5))
def test_409_is_never_sent_again(kind: str, method: str, idempotent: bool, retries: int) -> None:
    """409 is final, whatever the method, its idempotency and a Retry-After."""
    op = operation(method, idempotent=idempotent)
    _, script, _ = _play(kind, op, [status(409, retry_after="0"), ok()], retries=retries)
    assert len(script.requests) == 1


@given(
    KINDS,
    st.lists(
        st.one_of(st.none(), st.integers(0, 70), st.floats(0, 70).map(lambda value: round(value, 3))),
        min_size=1,
        max_size=8,
    ),
    st.floats(0.1, 100),
    st.integers(0, 8),
    st.integers(0, 2**32),
)
def test_planned_waits_keep_the_deadline_and_the_server_s_word(
    kind: str, asked: list[float | None], deadline: float, retries: int, seed: int
) -> None:
    """No wait ends after the deadline, and none is shorter than its Retry-After."""
    steps: list[Step] = [
        status(503) if wait is None else status(503, retry_after=str(wait)) for wait in asked
    ]
    driver, script, error = _play(
        kind, GET, [*steps, ok()], deadline=deadline, retries=retries, rng=random.Random(seed)
    )
    assert sum(driver.clock.waits) < deadline
    for wait, said in zip(driver.clock.waits, asked, strict=False):
        assert said is None or said <= wait <= said + 0.1
        assert said is None or said <= 60
    if error is not None:
        assert error.retry_after == asked[min(len(script.requests), len(asked)) - 1]


def test_an_operation_can_be_idempotent_by_a_field(driver: Driver) -> None:
    """With `idempotent_field` a POST is sent again after a 503 if that field and what it lists are sent."""
    op = operation("POST", idempotent_field="unique")
    full, short = {"unique": ["name"], "name": "a"}, {"unique": ["name"]}
    for body, attempts in ((full, 3), (short, 1), ({"unique": []}, 1), ({}, 1)):
        script = Script(status(503))
        driver.error(driver.client(script), request(op, json=body))
        assert len(script.requests) == attempts


def test_a_provider_can_name_its_retry_statuses(driver: Driver) -> None:
    """A provider's list of statuses replaces the default; rate limit statuses stay worth a retry."""
    from dataclasses import replace

    provider = replace(PROVIDER, retry_statuses=(418,), rate_limit_statuses=(429,))
    for code, attempts in ((418, 3), (503, 1), (429, 3), (420, 1)):
        script = Script(status(code))
        driver.error(driver.client(script, provider=provider), request())
        assert len(script.requests) == attempts


@pytest.mark.parametrize(("ceiling", "attempts"), [(0, 1), (4.9, 1), (5, 3), (60, 3)])
def test_the_ceiling_decides_over_a_retry_after(driver: Driver, ceiling: float, attempts: int) -> None:
    """A Retry-After at the ceiling is waited for, one above it is raised with its value."""
    script = Script(status(429, retry_after="5"))
    error = driver.error(driver.client(script, retry_after_ceiling=ceiling), request())
    assert (len(script.requests), error.retry_after) == (attempts, 5)


def test_a_sleep_that_overruns_the_deadline(driver: Driver) -> None:
    """If a sleep overruns the deadline nothing more is sent, and the failure that asked for it is raised."""
    client = driver.client(Script(status(503)), deadline=10)
    driver.clock.sleep = lambda seconds: driver.clock.advance(seconds + 20)  # type: ignore[method-assign]
    error = driver.error(client, request())
    assert (error.status_code, error.attempts) == (503, 1)


def test_a_wait_for_the_limit_that_overruns_the_deadline(driver: Driver) -> None:
    """If waiting for the rate limit overruns the deadline nothing is sent and a time-out is raised."""
    script = Script(ok())
    client = driver.client(script, deadline=10, rate_limit=RateLimit(1, 5))
    driver.send(client, request())
    driver.clock.sleep = lambda seconds: driver.clock.advance(seconds + 20)  # type: ignore[method-assign]
    error = driver.error(client, request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.attempts, error.maybe_sent, len(script.requests)) == ("deadline", 0, False, 1)


def test_time_outs_are_cut_to_what_is_left(driver: Driver) -> None:
    """Each phase of an attempt gets its time-out or what is left of the deadline, also as an attempt goes on."""
    seen: list[dict[str, float]] = []

    def handler(sent: httpx.Request) -> httpx.Response:
        timeouts = sent.extensions["timeout"]
        seen.append(dict(timeouts))
        driver.clock.advance(7)
        _trace(driver, sent, "http11.receive_response_headers.started")
        seen.append(dict(timeouts))
        driver.clock.advance(7)
        _trace(driver, sent, "http11.receive_response_body.started")
        seen.append(dict(timeouts))
        return ok()

    driver.error(driver.client(handler, deadline=12), request())
    assert seen[0] == {"connect": 5, "read": 10, "write": 10, "pool": 10}
    assert seen[1] == {"connect": 5, "read": 5, "write": 5, "pool": 5}
    assert set(seen[2].values()) == {0.001}


def _trace(driver: Driver, sent: httpx.Request, event: str, info: Mapping[str, Any] | None = None) -> None:
    reported = sent.extensions["trace"](event, info or {})
    if driver.asynchronous:
        with pytest.raises(StopIteration):
            reported.send(None)


def test_only_a_reused_connection_is_stale(driver: Driver) -> None:
    """A connection that the attempt opened itself, or that began to answer, breaks at the price of a retry."""

    def fresh(sent: httpx.Request) -> httpx.Response:
        _trace(driver, sent, "connection.connect_tcp.started")
        raise httpx.ReadError("reset")

    script = Script(fresh)
    driver.error(driver.client(script, retries=0), request())
    assert len(script.requests) == 1


def test_a_stale_connection_is_replaced_once_a_call(driver: Driver) -> None:
    """The second broken connection of one call counts as any failure."""

    def stale(sent: httpx.Request) -> httpx.Response:
        _trace(driver, sent, "http11.send_request_headers.started")
        raise httpx.RemoteProtocolError("disconnected")

    script = Script(stale)
    events: list[Event] = []
    error = driver.error(driver.client(script, retries=1, hooks=[events.append]), request())
    assert (len(script.requests), error.attempts) == (3, 3)
    assert driver.clock.waits[0] == 0
    retry = next(event for event in events if isinstance(event, RetryScheduled))
    assert (retry.delay, retry.reason) == (0.0, "a kept connection was closed")


@pytest.mark.parametrize(
    ("steps", "sent"),
    [
        ((httpx.ConnectError("x"),), False),
        ((httpx.ReadError("x"), httpx.ConnectError("x")), True),
        ((status(503), httpx.ConnectError("x")), True),
        ((status(500), httpx.ConnectError("x")), True),
        ((status(408), httpx.ConnectError("x")), False),
        ((status(429), httpx.ConnectError("x")), False),
    ],
)
def test_maybe_sent_remembers_earlier_attempts(driver: Driver, steps: tuple[Step, ...], sent: bool) -> None:
    """`maybe_sent` is False only if no attempt of the call can have reached the server."""
    error = driver.error(driver.client(Script(*steps)), request())
    assert isinstance(error, NetworkError)
    assert error.maybe_sent is sent


@pytest.mark.parametrize("code", [300, 301, 302, 303, 304, 307, 308])
def test_a_redirect_is_an_error(driver: Driver, code: int) -> None:
    """3xx raises RedirectError after one request, and nothing follows it."""
    script = Script(status(code, location="https://api.example.test/elsewhere"))
    error = driver.error(driver.client(script), request())
    assert type(error) is RedirectError
    assert error.message.endswith(
        " (it leads to https://api.example.test/elsewhere; redirects are not followed; is the base URL right?)"
    )
    assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("/login", "/login"),
        ("//user:pass@sso.test/login?next=/things", "//sso.test/login?***"),
        (
            "https://a.long.name.of.a.host.test/v2/things#part",
            "https://a.long.name.of.a.host.test/v2/things?***",
        ),
        (f"https://api.test/{KEY[:8]}", "https://api.test/kkkkkkkk"),
        (f"https://api.test/x{KEY}/y", "https://api.test/x***/y"),
        ("https://ping.test/11111111-2222-4333-8444-555555555555/fail", "https://ping.test/***/fail"),
        ("/0123456789abcdef", "/***"),
        ("0123456789abcdef/fail", "***/fail"),
        ("https://ping.test//0123456789abcdef", "https://ping.test//***"),
        ("https://ping.test\\0123456789abcdef", "https://ping.test\\***"),
        ("https://user:pa?ss@sso.test/", "***"),
        ("https://user:pa/ss@sso.test/", "***"),
        ("https://user:1#ss@sso.test/", "***"),
        ("https:\\\\user:pass@sso.test/", "***"),
        ("https://api.test/\x1b[2J\u202e", "https://api.test/\ufffd[2J\ufffd"),
        (f"https://{'x' * 200}.test/", f"https://{'x' * 91}\u2026"),
    ],
)
def test_where_a_redirect_leads(location: str, shown: str, driver: Driver) -> None:
    """The error names the Location, without what may be secret in it, on one line of a moderate length."""
    script = Script(lambda _: httpx.Response(302, headers=[(b"Location", location.encode())]))
    message = driver.error(driver.client(script), request()).message
    assert message == f"Found (it leads to {shown}; redirects are not followed; is the base URL right?)"


@pytest.mark.parametrize("code", [401, 403])
def test_a_refused_key_is_told_by_its_origin(
    driver: Driver, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 401 and a 403 name the argument or the environment variable of the key beside the server's own words."""
    refusal = status(code, {"error": "wrong key"})
    error = driver.error(driver.client(Script(refusal)), request())
    assert error.message == "wrong key (api_key= was used)"
    monkeypatch.setenv("EXAMPLE_API_KEY", KEY)
    client = driver.client(Script(refusal), secrets={"api_key": None})
    assert (
        driver.error(client, request()).message
        == "wrong key (the environment variable EXAMPLE_API_KEY was used)"
    )
    monkeypatch.delenv("EXAMPLE_API_KEY")
    client = driver.client(Script(refusal), secrets={"api_key": None})
    assert driver.error(client, request()).message == "wrong key (pass api_key= or set EXAMPLE_API_KEY)"


def test_a_404_says_what_was_asked(driver: Driver) -> None:
    """A 404 names the ids that are no secrets, or the address, without its query, if that may be wrong."""
    gone = status(404, {"error": "gone"})
    one = Operation("getThing", "GET", "/boxes/{box}/things/{thing}", secrets=("thing",))
    asked = Request(one, "/boxes/a%20b/things/secret-uuid", read_nothing)
    assert driver.error(driver.client(Script(gone)), asked).message == "gone (box 'a b')"
    html = httpx.Response(404, text="<html>", headers={"content-type": "text/html"})
    assert driver.error(driver.client(Script(html)), asked).message == (
        "Not Found (are the id and the base URL right? https://api.example.test/boxes/a%20b/things/*** was asked)"
    )
    listing = Request(Operation("listThings", "GET", "/things"), "/things", read_nothing, query={"q": "x"})
    assert driver.error(driver.client(Script(gone)), listing).message == (
        "gone (is the base URL right? https://api.example.test/things was asked)"
    )


def test_an_error_has_the_facts_of_the_answer(driver: Driver) -> None:
    """Message, code, details, request id, body and Retry-After of an error answer are on its error."""
    body = {"error": "bad", "code": 17, "errors": {"name": ["short", "odd"], "url": "wrong"}}
    answer = status(400, body, x_request_id="r7", retry_after="3")
    error = driver.error(driver.client(Script(answer)), request())
    assert (error.message, error.code, error.request_id, error.retry_after) == ("bad", "17", "r7", 3)
    assert error.details == {"name": ["short", "odd"], "url": ["wrong"]}
    assert (error.body, error.operation, error.attempts) == (body, "getThings", 1)
    assert str(error) == "getThings: HTTP 400: bad (request id r7)"


def test_a_date_to_come_back_is_told_in_seconds(driver: Driver) -> None:
    """Retry-After as a date is counted from the time of the client's own clock."""
    date = formatdate(driver.clock.time() + 90, usegmt=True)
    error = driver.error(driver.client(Script(status(503, retry_after=date))), request())
    assert (error.retry_after, error.attempts) == (90, 1)


def test_a_failure_is_chained_to_the_transports(driver: Driver) -> None:
    """The error of a connection that broke was raised from what the transport said."""
    broken = httpx.ReadError("reset")
    assert driver.error(driver.client(Script(broken), retries=1), request()).__cause__ is broken


@pytest.mark.parametrize(
    ("method", "code", "declared", "refused"),
    [
        ("GET", 200, "10", False),
        ("GET", 200, "11", True),
        ("GET", 200, "100", True),
        ("GET", 200, "0000000011", False),  # what a number may begin with does not count; the body does
        ("GET", 200, "00110", False),
        ("GET", 200, "9" * 5000, True),
        ("GET", 200, "many", False),
        ("HEAD", 200, "11", False),
        ("DELETE", 204, "11", False),
        ("GET", 304, "11", False),
    ],
)
def test_a_body_that_says_it_is_too_large_is_not_read(
    method: str, code: int, declared: str, refused: bool, driver: Driver
) -> None:
    """A Content-Length above the cap raises before a byte is read; after a HEAD, and with 204 or 304, it announces none."""
    read: list[bytes] = []

    class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __iter__(self) -> Any:
            read.append(b"0123456789")
            yield read[-1]

        async def __aiter__(self) -> Any:
            for piece in self:
                yield piece

    answer = httpx.Response(code, headers={"content-length": declared}, stream=Body())
    client = driver.client(lambda _: answer, max_response_bytes=10)
    if refused:
        error = driver.error(client, request(operation(method)))
        assert isinstance(error, ResponseTooLargeError)
        assert error.message == "the answer is larger than max_response_bytes (10)"
    elif code == 304:
        assert isinstance(driver.error(client, request(operation(method))), RedirectError)
    else:
        assert driver.send(client, request(operation(method))).content == b"0123456789"
    assert (read == []) is refused


def test_a_status_a_facade_names_gets_its_own_class(driver: Driver) -> None:
    """`error_classes` maps a status, its hundreds or 0 to a facade's own error class."""

    class Gone(APIStatusError):
        pass

    class Own(APIStatusError):
        pass

    for code, kind in ((410, Gone), (500, Own), (404, Own)):
        client = driver.client(Script(status(code)), error_classes={410: Gone, 0: Own}, retries=0)
        assert type(driver.error(client, request())) is kind


def test_a_class_may_be_built_in_another_way(driver: Driver) -> None:
    """A facade's class whose constructor takes something else than a message is built by its `saying`."""

    class Numbered(APIStatusError):
        def __init__(self, number: int, message: str) -> None:
            super().__init__(message)
            self.number = number

        @classmethod
        def saying(cls, message: str) -> Self:
            return cls(7, message)

    client = driver.client(Script(status(404, {"error": "gone"})), error_classes={404: Numbered})
    answered = driver.error(client, request())
    unauthorised = driver.client(Script(ok()), secrets={"api_key": None}, error_classes={401: Numbered})
    unsent = driver.error(unauthorised, request(operation(anonymous=False)))
    assert isinstance(answered, Numbered)
    assert (answered.number, answered.message, answered.status_code) == (
        7,
        "gone (is the base URL right? https://api.example.test/things was asked)",
        404,
    )
    assert isinstance(unsent, Numbered)
    assert (unsent.number, unsent.status_code) == (7, None)


def test_an_unusual_url_is_an_input_error(driver: Driver) -> None:
    """A path that makes no URL raises InputError with nothing sent."""
    script = Script(ok())
    error = driver.error(driver.client(script), request(path="/things/" + "x" * 70_000))
    assert type(error).__name__ == "InputError"
    assert error.message == "the request has no valid URL: URL too long"
    assert (script.requests, error.attempts) == ([], 0)
    error = driver.error(driver.client(script), request(query={"a": "\ud800"}))
    assert error.message == "the request has no valid URL: it holds half of a surrogate pair"


def test_a_deadline_that_has_come_sends_nothing(driver: Driver) -> None:
    """At the deadline, not only after it, a request is too late."""
    client = driver.client(Script(ok()), deadline=10)
    call = Call(client._shared, client._settings, request(), reports=True)
    driver.clock.advance(10)
    with pytest.raises(RequestTimeoutError) as caught:
        call.new_request(MAKE)
    assert (caught.value.phase, caught.value.message) == (
        "deadline",
        "api.example.test:443: the deadline of 10 s passed before the request was sent",
    )


def _begun(driver: Driver, **options: Any) -> Call:
    """Return a call whose first request is under way, on a transport that reports what it does."""
    client = driver.client(Script(ok()), **options)
    call = Call(client._shared, client._settings, request(), reports=True)
    _build(call)
    return call


def _build(call: Call) -> None:
    call.new_request(MAKE)


def test_a_piece_at_the_deadline_is_in_time(driver: Driver) -> None:
    """After the deadline, not at it, a body that still arrives is too late."""
    call = _begun(driver, deadline=10)
    driver.clock.advance(10)
    call.check_size(1)
    driver.clock.advance(0.1)
    with pytest.raises(RequestTimeoutError) as caught:
        call.check_size(2)
    assert (caught.value.phase, caught.value.message, caught.value.maybe_sent) == (
        "deadline",
        "api.example.test:443: the deadline of 10 s passed before the answer was complete",
        False,
    )


def test_a_late_attempt_does_not_make_the_earlier_ones_unsent(driver: Driver) -> None:
    """A deadline that passes while the second attempt connects leaves what the first one may have done."""
    call = _begun(driver)
    assert call.retry_delay((status(503), b"")) is not None
    _build(call)
    late = call.late()
    assert isinstance(late, RequestTimeoutError)
    assert late.maybe_sent


def test_a_failure_before_the_transport(driver: Driver) -> None:
    """What failed before the transport had it was not sent, and is told as it is."""
    call = _begun(driver, retries=0)
    with pytest.raises(RequestTimeoutError) as caught:
        call.retry_delay(Failure("no free connection", maybe_sent=False, phase="pool"))
    assert (caught.value.phase, caught.value.maybe_sent, caught.value.message) == (
        "pool",
        False,
        "no free connection",
    )


@pytest.mark.parametrize(
    ("method", "steps", "gone"),
    [
        ("DELETE", (status(503), status(404)), True),
        ("DELETE", (status(503), status(503), status(404)), True),
        ("DELETE", (httpx.ReadError("x"), status(404)), True),
        ("DELETE", (httpx.ConnectError("x"), status(404)), False),
        ("DELETE", (status(429), status(404)), False),
        ("DELETE", (status(404),), False),
        ("PUT", (status(503), status(404)), False),
        ("DELETE", (status(503), status(410)), False),
    ],
)
def test_a_repeated_delete_that_finds_nothing_worked(
    method: str, steps: tuple[Step, ...], gone: bool, driver: Driver
) -> None:
    """404 is what a DELETE wanted if an earlier attempt may have done it; after any other it is an error."""
    sent = request(operation(method, returns_body=False))
    if gone:
        raw = driver.send(driver.client(Script(*steps)), sent)
        assert (raw.already_gone, raw.maybe_repeated, raw.status_code) == (True, True, 404)
        return
    error = driver.error(driver.client(Script(*steps)), sent)
    assert "an earlier attempt" not in error.message


def test_a_repeated_delete_that_should_return_something(driver: Driver) -> None:
    """Where a DELETE returns what it deleted, nothing can be returned, and the error says what may have happened."""
    client = driver.client(Script(status(503), status(404, {"error": "no such thing"})))
    error = driver.error(client, request(operation("DELETE")))
    assert error.message == "no such thing (an earlier attempt of this call may have deleted it)"


def test_a_wait_that_ends_at_the_deadline_is_not_begun(driver: Driver) -> None:
    """A retry whose time would come at the deadline itself would find none left."""

    class Least(random.Random):
        def uniform(self, a: float, b: float) -> float:
            return a

    for deadline, attempts in ((10.0, 1), (10.1, 2)):
        script = Script(status(503, retry_after="10"), ok())
        client = driver.client(script, deadline=deadline, rng=Least())
        if attempts == 1:
            driver.error(client, request())
            assert driver.clock.waits == []
        else:
            driver.send(client, request())
        assert len(script.requests) == attempts


def test_a_failure_that_cannot_be_tried_again_is_raised(driver: Driver) -> None:
    """If the rate limit leaves no room for the retry, the failure that asked for it is what the caller sees."""
    client = driver.client(Script(httpx.ReadError("x")), rate_limit=RateLimit(1, 100), deadline=20.0)
    error = driver.error(client, request())
    assert type(error) is NetworkError
    assert error.attempts == 1


@pytest.mark.parametrize(("problem", "cost"), [(httpx.ReadError("x"), 5), (httpx.ReadTimeout("x"), 10)])
def test_what_a_retry_costs(driver: Driver, problem: httpx.RequestError, cost: int) -> None:
    """A retry after a time-out, which holds a connection for long, costs twice as much as any other."""
    events: list[Any] = []
    client = driver.client(Script(problem), retries=1, hooks=[events.append])
    driver.error(client, request())
    assert client._shared.budget(GET).tokens == 500 - cost
    (retry,) = (event for event in events if isinstance(event, RetryScheduled))
    assert retry.reason == failure_of(problem, "api.example.test:443", client._settings.phases).text


def test_a_secret_is_masked_before_a_message_is_cut(driver: Driver) -> None:
    """Where a message ends in the middle of an echoed secret, no half of it is left."""
    error = driver.error(driver.client(Script(status(400, {"error": "x" * 285 + " " + KEY}))), request())
    assert error.message == "x" * 285 + " ***"


def test_the_events_of_a_call(driver: Driver) -> None:
    """Hooks see each request, answer, retry and failure in order, with attempt numbers and no path."""
    events: list[Event] = []
    script = Script(status(503, x_request_id="r7"), httpx.ReadError("x"))
    client = driver.client(script, retries=1, hooks=[events.append])
    driver.error(client, request(path="/things/secret"))
    assert [(type(event), event.attempt) for event in events] == [
        (RequestSent, 1), (Answered, 1), (RetryScheduled, 1), (RequestSent, 2), (CallFailed, 2),
    ]  # fmt: skip
    assert all(event.path == "/things" and event.operation == "getThings" for event in events)
    assert isinstance(events[1], Answered)
    assert (events[1].status_code, events[1].elapsed, events[1].request_id) == (503, 0, "r7")
    assert isinstance(events[2], RetryScheduled)
    assert (events[2].reason, events[2].error) == ("HTTP 503", "ServerError")
    assert [events[2].delay] == driver.clock.waits
    assert isinstance(events[4], CallFailed)
    assert (events[4].error, events[4].reason) == (
        "NetworkError",
        "api.example.test:443: the connection broke (ReadError)",
    )


def test_events_name_the_server(driver: Driver) -> None:
    """Each event has the provider and the address of the server that the operation belongs to."""
    events: list[Event] = []
    client = driver.client(Script(ok()), hooks=[events.append])
    for server in ("base", "ping"):
        driver.send(client, request(operation(server=server)))
    assert [event.provider for event in events] == ["example"] * 4
    assert [event.base_url for event in events] == [URL] * 2 + ["https://ping.example.test"] * 2


def test_a_retry_names_the_error_that_it_avoids(driver: Driver) -> None:
    """A retry has the class of the error that would be raised without it, whatever came before."""
    events: list[Any] = []
    steps = (status(429), httpx.ReadTimeout("x"), httpx.DecodingError("x"), ok())
    driver.send(driver.client(Script(*steps), retries=3, hooks=[events.append]), request())
    retries = [event.error for event in events if isinstance(event, RetryScheduled)]
    assert retries == ["RateLimitError", "RequestTimeoutError", "DecodingError"]


class BrokenOff(BaseException):
    """What ends a program, such as KeyboardInterrupt."""


@pytest.mark.parametrize("of_the_hook", [None, RuntimeError("a hook's own")])
def test_a_request_that_is_broken_off_is_told(driver: Driver, of_the_hook: Exception | None) -> None:
    """Each request ends with an event, also when the program is interrupted; a hook cannot hide the interruption."""
    events: list[Any] = []

    def watch(event: Event) -> None:
        events.append(event)
        if of_the_hook is not None and isinstance(event, CallFailed):
            raise of_the_hook

    client = driver.client(Script(BrokenOff()), hooks=[watch])
    with pytest.raises(BrokenOff):
        driver.send(client, request())
    assert [type(event) for event in events] == [RequestSent, CallFailed]
    assert (events[1].error, events[1].reason) == ("BrokenOff", "the request was broken off")


def test_a_hook_that_fails_ends_the_request_for_the_others(driver: Driver) -> None:
    """A hook that raises when a request is sent breaks it off: the hooks before it are told."""
    events: list[Event] = []

    def fail(event: Event) -> None:
        if isinstance(event, RequestSent):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        driver.send(driver.client(Script(ok()), hooks=[events.append, fail]), request())
    assert [type(event) for event in events] == [RequestSent, CallFailed]


def test_hooks_see_what_nobody_logs(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    """Events come whether the log is switched on or not."""
    caplog.set_level(logging.WARNING, logger="uptimekit")
    events: list[Event] = []
    driver.send(driver.client(Script(ok()), hooks=[events.append]), request())
    assert [type(event) for event in events] == [RequestSent, Answered]
    assert caplog.records == []


def test_the_log_tells_what_no_hook_sees(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    """A retry is logged at INFO, whether there are hooks or not."""
    caplog.set_level(logging.INFO, logger="uptimekit")
    driver.send(driver.client(Script(status(503), ok())), request())
    (record,) = (record for record in caplog.records if record.name == "uptimekit")
    assert record.getMessage().startswith("GET /things (getThings): attempt 1 failed: HTTP 503; next in ")


@pytest.mark.parametrize(("before", "phase"), [(0, "read"), (9, "read"), (10, "deadline"), (11, "deadline")])
def test_a_time_out_has_its_phase_unless_the_deadline_cut_it(
    driver: Driver, before: float, phase: str
) -> None:
    """What the transport waited for in vain is told; at the deadline it was the deadline."""

    def slow(_: httpx.Request) -> httpx.Response:
        driver.clock.advance(before)
        raise httpx.ReadTimeout("x")

    error = driver.error(driver.client(slow, deadline=10, retries=0), request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.maybe_sent) == (phase, True)


def test_the_shortest_time_out_is_the_deadline_s(driver: Driver) -> None:
    """A phase that got no more than the least of all times was cut by the deadline."""
    driver.clock.now = 0.0
    error = driver.error(driver.client(Script(httpx.ReadTimeout("x")), deadline=0.001), request())
    assert isinstance(error, RequestTimeoutError)
    assert error.phase == "deadline"


@pytest.mark.parametrize("problem", [httpx.ReadError("x"), httpx.ReadTimeout("x"), httpx.DecodingError("x")])
def test_a_body_that_breaks_off_leaves_its_head(driver: Driver, problem: httpx.RequestError) -> None:
    """The error of an answer that never came to its end has the status and the cut request id of its head."""

    class Broken(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __iter__(self) -> Any:
            yield b"{"
            raise problem

        async def __aiter__(self) -> Any:
            yield b"{"
            raise problem

    headers = {"x-request-id": "r" * 1000}
    client = driver.client(lambda _: httpx.Response(206, headers=headers, stream=Broken()), retries=0)
    error = driver.error(client, request())
    assert (error.status_code, error.request_id) == (206, "r" * (SHORT_TEXT_LIMIT - 1) + "…")


def test_waits_for_the_limit_are_told(driver: Driver) -> None:
    """Each request says how long it waited for its turn, and only that: the wait before a retry is another event."""
    events: list[Any] = []
    script = Script(ok(), status(503, retry_after="30"), ok())
    client = driver.client(script, rate_limit=RateLimit(1, 10), hooks=[events.append])
    for _ in range(2):
        driver.send(client, request())
    waited = [event.waited for event in events if isinstance(event, RequestSent)]
    assert waited == pytest.approx([0, 10.1, 0])


def test_a_garbled_body_is_asked_for_once_more(driver: Driver) -> None:
    """Compression that is broken may be an accident once; twice it is how the server writes."""
    garbled = httpx.DecodingError("incorrect header check")
    assert driver.send(driver.client(Script(garbled, ok())), request()).attempts == 2
    assert driver.send(driver.client(Script(garbled, status(503), ok())), request()).attempts == 3
    for steps in ((garbled,), (garbled, status(503), garbled), (garbled, httpx.ReadError("x"), garbled)):
        script = Script(*steps)
        error = driver.error(driver.client(script, retries=5), request())
        assert isinstance(error, DecodingError)
        assert error.message == "api.example.test:443: the body's compression is broken"
        assert len(script.requests) == max(2, len(steps))


def test_what_is_sent(driver: Driver) -> None:
    """Method, address, query, key and body of a request are those of its operation and arguments."""
    script = Script(ok())
    driver.send(driver.client(script), request(POST, query={"a": "b c"}, json={"n": 1}))
    (sent,) = script.requests
    assert (sent.method, str(sent.url)) == ("POST", "https://api.example.test/things?a=b+c")
    assert (sent.content, sent.headers["content-type"]) == (b'{"n":1}', "application/json")
    assert sent.headers["x-api-key"] == KEY
    driver.send(driver.client(script), request(POST, form={"a": "b c"}))
    assert script.requests[-1].content == b"a=b+c"


def test_a_call_that_is_refused_names_its_operation(driver: Driver) -> None:
    """Also what is found before anything is built says which operation was called."""
    error = driver.error(
        driver.client(Script(ok()), secrets={"api_key": None}), request(operation(anonymous=False))
    )
    assert (error.operation, error.attempts) == ("getThings", 0)


@pytest.mark.parametrize("reports", [True, False])
def test_a_transport_that_reports_is_believed(driver: Driver, reports: bool) -> None:
    """Before its first report, "not sent" is true of a transport that reports, and not of any other."""
    client = driver.client(Script(ok()), retries=0)
    for end in (
        lambda call: call.retry_delay(httpx.ConnectTimeout("x")),
        lambda call: call.retry_delay(call.late()),
    ):
        call = Call(client._shared, client._settings, request(POST), reports=reports)
        assert call.turn() == 0
        call.new_request(MAKE)
        with pytest.raises(RequestTimeoutError) as caught:
            end(call)
        assert caught.value.maybe_sent is not reports


def test_an_announced_end_is_told(driver: Driver) -> None:
    """Each answer with a header that the provider uses for it is one event, in the spec's spelling."""
    provider = dataclasses.replace(PROVIDER, deprecation_headers=("X-Deprecation", "X-Sunset"))
    events: list[Any] = []
    script = Script(ok(x_sunset="2027-01-01"), ok())
    client = driver.client(script, provider=provider, hooks=[events.append])
    for _ in range(2):
        driver.send(client, request())
    (notice,) = (each for each in events if isinstance(each, DeprecationNoticed))
    assert (notice.operation, notice.notices) == (GET.id, {"X-Sunset": "2027-01-01"})


def test_success_gives_back_what_the_retry_took(driver: Driver) -> None:
    """A call that succeeds after a retry leaves the budget as full as it found it."""
    client = driver.client(Script(httpx.ReadTimeout("x"), status(503), ok()))
    budget = client._shared.budget(GET)
    budget.take(100)
    driver.send(client, request())
    assert budget.tokens == 400 - 10  # the time-out's tokens stay taken, the last retry's come back


@pytest.mark.parametrize(("code", "tokens"), [(200, 401), (399, 401), (400, 400), (404, 400)])
def test_only_success_gives_back(driver: Driver, code: int, tokens: int) -> None:
    """An answer that refuses the call says nothing about the health of the host."""
    client = driver.client(Script(status(code)))
    client._shared.budget(GET).take(100)
    if code == 200:
        driver.send(client, request())
    else:
        driver.error(client, request())
    assert client._shared.budget(GET).tokens == tokens


def test_an_empty_budget_raises_at_once(driver: Driver) -> None:
    """Without tokens the first failure is the last word."""
    script = Script(status(503))
    client = driver.client(script)
    client._shared.budget(GET).take(499)
    assert driver.error(client, request()).status_code == 503
    assert (len(script.requests), driver.clock.waits) == (1, [])


def test_elapsed_and_attempts_are_measured(driver: Driver) -> None:
    """An answer knows the seconds of its last attempt and how many were sent."""

    def slow(_: httpx.Request) -> httpx.Response:
        driver.clock.advance(1.5)
        return ok()

    raw = driver.send(driver.client(Script(status(503), slow)), request())
    assert (raw.elapsed, raw.attempts) == (1.5, 2)


def test_post_is_sent_once_by_default() -> None:
    """POST and PATCH count as not idempotent unless the operation says so."""
    assert not request(POST).idempotent
    assert request(GET).idempotent


@pytest.mark.parametrize(("base", "ceilings"), [(0, [0, 0, 0]), (2, [2, 4, 8])])
def test_backoff_is_an_option(driver: Driver, base: float, ceilings: list[float]) -> None:
    """The option backoff is the ceiling of the first wait, for a client and for a copy of it; 0 does not wait."""
    for client in (
        driver.client(Script(status(503)), backoff=base, retries=3),
        driver.client(Script(status(503)), retries=3).with_options(backoff=base),
    ):
        before = len(driver.clock.waits)
        driver.error(client, request())
        waits = driver.clock.waits[before:]
        assert all(wait <= ceiling for wait, ceiling in zip(waits, ceilings, strict=False))
        assert (sum(waits) > 0) == (base > 0)


@pytest.mark.parametrize(
    "problem", [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.ProxyError("x")]
)
@pytest.mark.parametrize("passed_in", ["transport", "http_client"])
def test_a_transport_that_reports_nothing_is_not_believed(
    driver: Driver, problem: httpx.RequestError, passed_in: str
) -> None:
    """A foreign transport that says "not sent" may have sent: an unsafe request goes once, a safe one again."""
    for op, attempts in ((POST, 1), (GET, 3)):
        script = Script(problem)
        foreign: Any = httpx.MockTransport(script)
        if passed_in == "transport":
            client = driver.client(transport=foreign)
        else:
            http: Any = httpx.AsyncClient if driver.asynchronous else httpx.Client
            client = driver.client(http_client=http(transport=foreign), close_http_client=True)
        error = driver.error(client, request(op))
        assert isinstance(error, NetworkError)
        assert (error.maybe_sent, error.attempts, len(script.requests)) == (True, attempts, attempts)
        assert "does not report whether it sent" in str(error)


@pytest.mark.parametrize(
    ("method", "sent"), [(b"CONNECT", False), (b"POST", True)], ids=["to the proxy", "to the server"]
)
def test_what_was_reported_counts_more_than_the_class(driver: Driver, method: bytes, sent: bool) -> None:
    """Once sending was reported the request may have arrived, whatever the exception; a tunnel's opening is not it."""

    def fail(given: httpx.Request) -> httpx.Response:
        info = {"request": httpcore.Request(method, "http://api.example.test/")}
        _trace(driver, given, "http11.send_request_headers.started", info)
        raise httpx.ConnectTimeout("says: not sent")

    error = driver.error(driver.client(fail), request(POST))
    assert isinstance(error, NetworkError)
    assert (error.maybe_sent, error.attempts) == ((True, 1) if sent else (False, 3))


def test_an_exception_that_the_transport_reported_is_its_failure(driver: Driver) -> None:
    """Of whatever class, what a transport reports as its failure is a NetworkError, and a stranger's passes."""
    problem = LookupError("odd")

    def fail(given: httpx.Request) -> httpx.Response:
        _trace(driver, given, "http11.send_request_headers.failed", {"exception": reported})
        raise problem

    reported: Exception = problem
    error = driver.error(driver.client(fail, retries=0), request())
    assert type(error) is NetworkError
    assert error.__cause__ is problem
    reported = LookupError("another")
    with pytest.raises(LookupError) as caught:
        driver.send(driver.client(fail, retries=0), request())
    assert caught.value is problem


def test_what_was_sent_once_may_have_arrived(driver: Driver) -> None:
    """A transport that repeats a request itself, and fails while it opens the second tunnel, has sent the first one."""

    def fail(given: httpx.Request) -> httpx.Response:
        for method in (b"CONNECT", b"POST", b"CONNECT"):
            info = {"request": httpcore.Request(method, "http://api.example.test/")}
            _trace(driver, given, "http11.send_request_headers.started", info)
        raise httpx.ProxyError("502 Bad Gateway")

    error = driver.error(driver.client(fail), request(POST))
    assert isinstance(error, NetworkError)
    assert (error.maybe_sent, error.attempts) == (True, 1)


@pytest.mark.parametrize("problem", [httpx.ReadTimeout("x"), httpx.ReadError("x"), ssl.SSLError("alert")])
def test_what_a_transport_did_not_begin_to_send_was_not_sent(driver: Driver, problem: Exception) -> None:
    """A failure before the request, such as in the answer to a CONNECT, leaves nothing behind, whatever its class."""

    def fail(given: httpx.Request) -> httpx.Response:
        info = {"request": httpcore.Request("CONNECT", "http://api.example.test/")}
        _trace(driver, given, "connection.connect_tcp.started", {})
        _trace(driver, given, "http11.send_request_headers.started", info)
        raise problem

    error = driver.error(driver.client(fail), request(POST))
    assert isinstance(error, NetworkError)
    assert (error.maybe_sent, error.attempts) == (False, 3)
    assert "before the request was sent; is there a proxy between?" in error.message


@pytest.mark.parametrize(
    "problem", [ssl.SSLError("alert"), ConnectionResetError(), EOFError(), anyio.EndOfStream()]
)
def test_a_raw_exception_of_a_transport_is_a_network_error(driver: Driver, problem: Exception) -> None:
    """What a transport lets through of sockets and TLS is a NetworkError that may have been sent, by the usual rules."""
    for op, attempts in ((POST, 1), (GET, 3)):
        error = driver.error(driver.client(Script(problem)), request(op))
        assert type(error) is NetworkError
        assert (error.maybe_sent, error.attempts, error.__cause__) == (True, attempts, problem)
    assert driver.send(driver.client(Script(problem, ok())), request(GET)).attempts == 2


def test_building_the_pool_takes_none_of_the_deadline(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first call of a client has its whole deadline, however long the certificates take to read."""

    def slow(_: TrustStore) -> ssl.SSLContext:
        driver.clock.advance(30)
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    monkeypatch.setattr(TrustStore, "context", slow)
    client = driver.client(urls={"base": "https://127.0.0.1:1"}, deadline=0.15, retries=0)
    before = driver.clock.now
    error = driver.error(client, request())
    assert type(error) is NetworkError
    assert (error.attempts, error.maybe_sent) == (1, False)
    assert driver.clock.now == before + 30
