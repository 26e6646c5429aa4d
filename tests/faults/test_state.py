"""The fault cases of arguments, load and a client's state, in process."""

from __future__ import annotations

import asyncio
import itertools
import threading
from typing import Any

import httpx
import pytest
from tests.runtime._kit import (
    GET,
    KEY,
    POST,
    URL,
    Driver,
    FrozenClock,
    Script,
    ok,
    request,
    status,
)

from uptimekit._runtime import RateLimit, segment
from uptimekit._runtime.constants import BUDGET_CAPACITY, BUDGET_RETRY_COST
from uptimekit._runtime.errors import (
    ClientStateError,
    ConfigurationError,
    InputError,
    RequestTimeoutError,
    ResponseTooLargeError,
)

from ._bodies import Broken
from ._cases import covers


@pytest.mark.parametrize("value", ["..", ".", "", "%2e%2e", "%2E", ".%2e", None])
@covers(45)
def test_case_45_a_path_argument_that_would_lead_elsewhere(value: Any) -> None:
    """Dot segments, empty text and their encoded forms are refused before any request."""
    with pytest.raises(InputError):
        segment(value)


@covers(45)
def test_case_45_a_slash_stays_inside_its_segment(driver: Driver) -> None:
    """A slash in an identifier reaches the server encoded, within its segment."""
    script = Script(ok())
    driver.send(driver.client(script), request(path=f"/things/{segment('a/b')}"))
    assert script.requests[0].url.raw_path == b"/things/a%2Fb"


@pytest.mark.parametrize("bad", ["line\r\nX-Evil: 1", "line\nbreak", "nul\0"])
@covers(46)
def test_case_46_line_breaks_are_refused_without_echo(driver: Driver, bad: str) -> None:
    """A line break in a key or header raises before any request, and its value is not repeated."""
    secret = KEY + bad
    with pytest.raises(ConfigurationError) as caught:
        driver.client(secrets={"api_key": secret})
    with pytest.raises(ConfigurationError) as header:
        driver.client(headers={"X-Team": secret})
    script = Script(ok())
    error = driver.error(driver.client(script), request(headers={"X-Team": secret}))
    assert isinstance(error, InputError)
    assert script.requests == []
    for text in (caught.value, header.value, error):
        assert KEY not in str(text)


@covers(55)
def test_case_55_a_one_shot_body_is_refused(driver: Driver) -> None:
    """A generator as a body is refused before anything is sent: a retry would send it empty."""
    script = Script(ok())
    body: Any = (piece for piece in [b"a", b"b"])
    error = driver.error(driver.client(script), request(POST, content=body))
    assert isinstance(error, InputError)
    assert script.requests == []
    script = Script(status(429, retry_after="1"), ok())
    driver.send(driver.client(script), request(POST, content=b"ab"))
    assert [sent.content for sent in script.requests] == [b"ab", b"ab"]


@covers(47, 48)
def test_case_47_and_48_a_retry_storm_dies_down_and_recovers(driver: Driver) -> None:
    """200 calls against a dead host send at most 200 + 500 / 5 requests; successes refill the budget."""
    script = Script(httpx.ConnectError("refused"))
    client = driver.client(script)
    for _ in range(200):
        driver.error(client, request(GET))
    assert len(script.requests) == 200 + BUDGET_CAPACITY // BUDGET_RETRY_COST
    assert client._family.budget(GET).tokens == 0
    script.steps = [ok()]
    for _ in range(BUDGET_CAPACITY + 10):
        driver.send(client, request(GET))
    assert client._family.budget(GET).tokens == BUDGET_CAPACITY


@covers(49)
def test_case_49_fifty_callers_share_one_client(driver: Driver) -> None:
    """50 threads or tasks with one client neither mix up answers, headers and cookies nor count each other's retries."""
    failed: set[str] = set()
    lock = threading.Lock()
    cookies: list[str] = []

    def handler(sent: httpx.Request) -> httpx.Response:
        mine = sent.headers["x-caller"]
        with lock:
            cookies.extend(sent.headers.get_list("cookie"))
            again = mine in failed
            failed.add(mine)
        if not again:
            return status(503, retry_after="0")
        return ok({"caller": mine}, set_cookie=f"who={mine}")

    client = driver.client(handler)
    calls = [request(headers={"X-Caller": str(number)}) for number in range(50)]
    if driver.asynchronous:

        async def gather() -> list[Any]:
            return await asyncio.gather(*(client.send(call) for call in calls))

        answers = driver.run(gather())
    else:
        answers = _in_threads(client, calls)
    assert [answer.json()["caller"] for answer in answers] == [str(number) for number in range(50)]
    assert {answer.attempts for answer in answers} == {2}
    assert cookies == []


def _in_threads(client: Any, calls: list[Any]) -> list[Any]:
    answers: list[Any] = [None] * len(calls)
    barrier = threading.Barrier(len(calls))

    def work(number: int) -> None:
        barrier.wait(10)
        answers[number] = client.send(calls[number])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return answers


@covers(50)
def test_case_50_cancelling_while_waiting_and_reading() -> None:
    """CancelledError passes through a backoff and a body, closes the answer and sends nothing more."""
    driver = Driver("async")
    reached = asyncio.Event()

    async def hang(_: float) -> None:
        reached.set()
        await asyncio.Event().wait()

    async def cancelled(client: Any) -> None:
        reached.clear()
        task = asyncio.create_task(client.send(request()))
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    class Hanging(Broken):
        async def __aiter__(self) -> Any:
            yield b"{"
            await hang(0)

    body = Hanging(ValueError())
    waiting, reading = Script(status(503)), Script(lambda _: httpx.Response(200, stream=body))
    first, second = driver.client(waiting), driver.client(reading)
    driver.clock.asleep = hang  # type: ignore[method-assign]
    driver.run(cancelled(first))
    driver.run(cancelled(second))
    assert (len(waiting.requests), len(reading.requests), body.closed > 0) == (1, 1, True)
    driver.finish()


@covers(51)
def test_case_51_an_interrupt_in_a_sleep_and_in_a_body(driver: Driver) -> None:
    """KeyboardInterrupt passes through a backoff and a body; the answer is closed, nothing is sent again."""

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    driver.clock.sleep = interrupt  # type: ignore[method-assign]
    body = Broken(KeyboardInterrupt())
    for script in (Script(status(503)), Script(lambda _: httpx.Response(200, stream=body))):
        client = driver.client(script)
        with pytest.raises(KeyboardInterrupt):
            driver.send(client, request())
        assert len(script.requests) == 1
    assert body.closed


@covers(52)
def test_case_52_closed_during_and_before_a_call(driver: Driver) -> None:
    """A client that is closed, before or during a call, raises ClientStateError, which is a RuntimeError."""
    client = driver.client(Script(ok()))
    driver.send(client, request())
    driver.close(client)
    assert isinstance(driver.error(client, request()), ClientStateError)
    script = Script(status(503))
    client = driver.client(script)
    client._pool.closed = False

    def close_meanwhile(_: float) -> None:
        client._pool.closed = True

    driver.clock.sleep = close_meanwhile  # type: ignore[method-assign]
    error = driver.error(client, request())
    assert isinstance(error, RuntimeError)
    assert isinstance(error, ClientStateError)
    assert len(script.requests) == 1


@covers(52)
def test_case_52_another_event_loop() -> None:
    """An asynchronous client on a second event loop raises ClientStateError instead of hanging."""
    driver = Driver("async")
    client = driver.client(Script(ok()))
    driver.send(client, request())

    async def elsewhere() -> None:
        with pytest.raises(ClientStateError, match="another event loop"):
            await client.send(request())

    asyncio.run(elsewhere())
    driver.finish()


@covers(54)
def test_case_54_the_wall_clock_jumps(driver: Driver) -> None:
    """A wall clock that jumps back or ahead moves no deadline and no wait."""

    def jump(_: httpx.Request) -> httpx.Response:
        driver.clock.epoch -= 1e6
        return status(503)

    def leap(_: httpx.Request) -> httpx.Response:
        driver.clock.epoch += 5e6
        return status(503)

    script = Script(jump, leap, ok())
    driver.send(driver.client(script), request())
    assert len(script.requests) == 3
    assert sum(driver.clock.slept) <= 1.5


@covers(56)
def test_case_56_what_a_hook_raises_is_raised_once(driver: Driver) -> None:
    """A hook's exception, even one of httpx, ends the call as it is, without a retry."""
    for problem in (ValueError("mine"), httpx.ConnectError("mine"), TimeoutError("mine")):
        calls: list[object] = []

        def hook(event: object, problem: Exception = problem, calls: list[object] = calls) -> None:
            calls.append(event)
            raise problem

        script = Script(ok())
        client = driver.client(script, hooks=[hook])
        with pytest.raises(type(problem), match="mine") as caught:
            driver.send(client, request())
        assert caught.value is problem
        assert (len(calls), len(script.requests)) == (1, 0)


@covers(56)
def test_case_56_what_an_injected_client_raises_is_not_retried(driver: Driver) -> None:
    """An event hook of an injected client that raises ends the call as it is."""
    problem = RuntimeError("from the event hook")

    def hook(_: object) -> None:
        raise problem

    async def ahook(_: object) -> None:
        raise problem

    script = Script(ok())
    http = driver.http(script, event_hooks={"response": [ahook if driver.asynchronous else hook]})
    client = driver.client(http_client=http, close_http_client=True)
    with pytest.raises(RuntimeError, match="from the event hook"):
        driver.send(client, request())
    assert len(script.requests) == 1


@covers(58)
def test_case_58_an_answer_that_is_too_large(driver: Driver) -> None:
    """A body above the cap, announced or not, raises before it is read to the end, and only once."""
    pieces = itertools.count()

    class Endless(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __iter__(self) -> Any:
            while next(pieces) < 10_000:
                yield b"x" * 1000

        async def __aiter__(self) -> Any:
            for piece in self:
                yield piece

    announced = Script(lambda _: httpx.Response(200, stream=Endless(), headers={"content-length": "9" * 20}))
    streamed = Script(lambda _: httpx.Response(200, stream=Endless()))
    for script, read in ((announced, 0), (streamed, 11)):
        before = next(pieces)
        error = driver.error(driver.client(script, max_response_bytes=10_000), request())
        assert isinstance(error, ResponseTooLargeError)
        assert error.status_code == 200
        assert (len(script.requests), next(pieces) - before - 1) == (1, read)


@covers(60)
def test_case_60_a_frozen_clock_and_a_deadline(driver: Driver) -> None:
    """With a rate limit and no time passing calls still end: sent at their turn, or refused by the deadline."""
    driver.clock = FrozenClock()
    script = Script(ok())
    client = driver.client(script, rate_limit=RateLimit(2, 10), deadline=25.0)
    for _ in range(6):
        driver.send(client, request())
    error = driver.error(client, request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.maybe_sent, error.attempts) == ("limit", False, 0)
    assert len(script.requests) == 6
    assert str(URL) not in str(error)
