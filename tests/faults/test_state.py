"""The fault cases of arguments, load and a client's state, in process and over a socket."""

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
from ._network import Play, Played
from ._server import Seen, reset_after_request


@pytest.mark.parametrize(
    "value",
    [
        *("..", ".", "", "%2e%2e", "%2E", ".%2e", None),
        *("a/b", "a%2Fb", "a%252fb", "a\\b", "a%5cb", "a\nb", "a%00b"),
    ],
)
@pytest.mark.fault(45)
def test_case_45_an_identifier_that_would_lead_elsewhere(value: Any, driver: Driver, play: Play) -> None:
    """Dot segments, separators, control characters, their encoded forms and nothing never become a request."""
    peer = play(ok())
    with pytest.raises(InputError):
        driver.send(peer.client(), request(path=f"/things/{segment(value)}"))
    assert peer.requests == []


@pytest.mark.fault(45)
def test_case_45_an_identifier_arrives_encoded(driver: Driver, play: Play) -> None:
    """What the server gets is the encoded segment, not a normalised path."""
    peer = play(ok())
    client = peer.client()
    for value in ("a b", "ü", "..a", "100%", "a?b#c;d"):
        driver.send(client, request(path=f"/things/{segment(value)}"))
    assert [sent.target for sent in peer.requests] == [
        "/things/a%20b", "/things/%C3%BC", "/things/..a", "/things/100%25", "/things/a%3Fb%23c%3Bd",
    ]  # fmt: skip


@pytest.mark.parametrize("bad", ["line\r\nX-Evil: 1", "line\nbreak", "nul\0"])
@pytest.mark.fault(46)
def test_case_46_line_breaks_are_refused_without_echo(driver: Driver, play: Play, bad: str) -> None:
    """A line break in a key or header raises before any request, and its value is not repeated."""
    secret = KEY + bad
    peer = play(ok())
    with pytest.raises(ConfigurationError) as caught:
        peer.client(secrets={"api_key": secret})
    with pytest.raises(ConfigurationError) as header:
        peer.client(headers={"X-Team": secret})
    error = driver.error(peer.client(), request(headers={"X-Team": secret}))
    assert isinstance(error, InputError)
    assert peer.requests == []
    for text in (caught.value, header.value, error):
        assert KEY not in str(text)


@pytest.mark.fault(55)
def test_case_55_a_one_shot_body_is_refused(driver: Driver, play: Play) -> None:
    """A generator as a body is refused before anything is sent: a retry would send it empty."""
    peer = play(status(429, retry_after="1"), ok())
    body: Any = (piece for piece in [b"a", b"b"])
    error = driver.error(peer.client(), request(POST, content=body))
    assert isinstance(error, InputError)
    assert peer.requests == []
    driver.send(peer.client(), request(POST, content=b"ab"))
    assert [sent.body for sent in peer.requests] == [b"ab", b"ab"]


@pytest.mark.fault(47, 48)
def test_case_47_and_48_a_retry_storm_dies_down_and_recovers(driver: Driver, play: Play) -> None:
    """200 calls against a dead host send at most 200 + 500 / 5 requests; successes refill the budget."""
    peer = play(Played(httpx.ReadError("reset"), reset_after_request))
    client = peer.client()
    for _ in range(200):
        driver.error(client, request(GET))
    assert len(peer.requests) == 200 + BUDGET_CAPACITY // BUDGET_RETRY_COST
    assert client._shared.budget(GET).tokens == 0
    peer.play(ok())
    for _ in range(BUDGET_CAPACITY + 10):
        driver.send(client, request(GET))
    assert client._shared.budget(GET).tokens == BUDGET_CAPACITY


@pytest.mark.fault(49)
def test_case_49_fifty_callers_share_one_client(driver: Driver, play: Play) -> None:
    """50 threads or tasks with one client neither mix up answers, headers and cookies nor count each other's retries."""
    failed: set[str] = set()
    lock = threading.Lock()

    def answer(sent: Seen) -> httpx.Response:
        mine = sent.headers["x-caller"]
        with lock:
            again = mine in failed
            failed.add(mine)
        if not again:
            return status(503, retry_after="0")
        return ok({"caller": mine}, set_cookie=f"who={mine}")

    peer = play(answer)
    client = peer.client()
    calls = [request(headers={"X-Caller": str(number)}) for number in range(50)]
    if driver.asynchronous:

        async def gather() -> list[Any]:
            return await asyncio.gather(*(client.send(call) for call in calls))

        answers = driver.run(gather())
    else:
        answers = _in_threads(client, calls)
    assert [answer.json()["caller"] for answer in answers] == [str(number) for number in range(50)]
    assert {answer.attempts for answer in answers} == {2}
    assert [sent.headers["cookie"] for sent in peer.requests if "cookie" in sent.headers] == []


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


@pytest.mark.fault(50, level="core", driver="async")
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


@pytest.mark.fault(51)
def test_case_51_an_interrupt_in_a_sleep(driver: Driver, play: Play) -> None:
    """KeyboardInterrupt passes through a backoff; nothing is sent again."""

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    driver.clock.sleep = interrupt  # type: ignore[method-assign]
    peer = play(status(503))
    with pytest.raises(KeyboardInterrupt):
        driver.send(peer.client(), request())
    assert len(peer.requests) == 1


@pytest.mark.fault(51, level="core")
def test_case_51_an_interrupt_in_a_body(driver: Driver) -> None:
    """KeyboardInterrupt passes through a body; the answer is closed, nothing is sent again."""
    body = Broken(KeyboardInterrupt())
    script = Script(lambda _: httpx.Response(200, stream=body))
    with pytest.raises(KeyboardInterrupt):
        driver.send(driver.client(script), request())
    assert len(script.requests) == 1
    assert body.closed


@pytest.mark.fault(52)
def test_case_52_closed_before_a_call_and_in_a_wait(driver: Driver, play: Play) -> None:
    """A client that is closed, before a call or while it waits, raises ClientStateError, which is a RuntimeError."""
    peer = play(ok())
    client = peer.client()
    driver.send(client, request())
    driver.close(client)
    assert isinstance(driver.error(client, request()), ClientStateError)
    peer = play(status(503))
    client = peer.client()

    def close_meanwhile(_: float) -> None:
        client._pool.closed = True

    driver.clock.sleep = close_meanwhile  # type: ignore[method-assign]
    error = driver.error(client, request())
    assert isinstance(error, RuntimeError)
    assert isinstance(error, ClientStateError)
    assert len(peer.requests) == 1
    client._pool.closed = False  # so that its connections are closed in the end


@pytest.mark.parametrize("driver", ["async"], indirect=True)
@pytest.mark.fault(94)
def test_case_94_another_event_loop(driver: Driver, play: Play) -> None:
    """An asynchronous client works on a second event loop while the first one pauses, and then on the first again."""
    peer = play(ok())
    client = peer.client()
    driver.send(client, request())
    assert asyncio.run(client.send(request())).status_code == 200
    driver.send(client, request())
    assert len(peer.requests) == 3


@pytest.mark.fault(54)
def test_case_54_the_wall_clock_jumps(driver: Driver, play: Play) -> None:
    """A wall clock that jumps back or ahead moves no deadline and no wait."""

    def jump(_: Seen) -> httpx.Response:
        driver.clock.epoch -= 1e6
        return status(503)

    def leap(_: Seen) -> httpx.Response:
        driver.clock.epoch += 5e6
        return status(503)

    peer = play(jump, leap, ok())
    driver.send(peer.client(), request())
    assert len(peer.requests) == 3
    assert sum(driver.clock.waits) <= 1.5


@pytest.mark.fault(56)
def test_case_56_what_a_hook_raises_is_raised_once(driver: Driver, play: Play) -> None:
    """A hook's exception, even one of httpx, ends the call as it is, without a retry."""
    for problem in (ValueError("mine"), httpx.ConnectError("mine"), TimeoutError("mine")):
        calls: list[object] = []

        def hook(event: object, problem: Exception = problem, calls: list[object] = calls) -> None:
            calls.append(event)
            raise problem

        peer = play(ok())
        client = peer.client(hooks=[hook])
        with pytest.raises(type(problem), match="mine") as caught:
            driver.send(client, request())
        assert caught.value is problem
        assert (len(calls), len(peer.requests)) == (1, 0)


@pytest.mark.fault(56, level="core")
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


@pytest.mark.fault(58, level="core")
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


@pytest.mark.fault(60)
def test_case_60_a_frozen_clock_and_a_deadline(driver: Driver, play: Play) -> None:
    """With a rate limit and no time passing calls still end: sent at their turn, or refused by the deadline."""
    driver.clock = FrozenClock()
    peer = play(ok())
    client = peer.client(rate_limit=RateLimit(2, 10), deadline=25.0)
    for _ in range(6):
        driver.send(client, request())
    error = driver.error(client, request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.maybe_sent, error.attempts) == ("limit", False, 0)
    assert len(peer.requests) == 6
    assert peer.url not in str(error)
