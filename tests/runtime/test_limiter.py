"""Tests of the client-side rate limits."""

from __future__ import annotations

import asyncio
import gc
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime import Provider, RateLimit, Server
from uptimekit._runtime.errors import RequestTimeoutError
from uptimekit._runtime.limiter import Limiter, shared_limiter

from ._kit import GET, URL, Driver, FakeClock, Script, ok, operation, request, status

FOREVER = float("inf")
HOSTED = Provider(
    name="limited",
    servers={"base": Server(URL), "ping": Server("https://ping.example.test")},
    rate_limit=RateLimit(3, 60),
)
OPEN = operation(security=())


@given(
    st.integers(1, 6),
    st.floats(0.5, 100),
    st.lists(st.tuples(st.floats(0, 40), st.integers(0, 2)), max_size=50),
)
def test_no_window_sees_more_than_the_limit(
    requests: int, period: float, arrivals: list[tuple[float, int]]
) -> None:
    """In no window of the period go more requests than the limit, also if some turns are given back."""
    limiter, now = Limiter(RateLimit(requests, period), FakeClock()), 0.0
    sent: list[float] = []
    for gap, act in arrivals:
        now += gap
        slot = limiter.reserve(now, FOREVER)
        assert slot is not None
        assert slot >= now
        if act == 0:
            limiter.release(slot)
        else:
            sent.append(slot)
    sent.sort()
    for first, last in zip(sent, sent[requests:], strict=False):
        assert last - first > period


@given(
    st.integers(1, 6) | st.none(),
    st.lists(st.floats(0, 40), max_size=20),
    st.none() | st.floats(0, 90),
    st.integers(1, 40),
)
def test_a_forecast_comes_true(
    requests: int | None, gaps: list[float], pause: float | None, more: int
) -> None:
    """A forecast is the wait of the last of so many requests, if nobody else sends any; it takes no token."""
    limiter, now = Limiter(None if requests is None else RateLimit(requests, 30), FakeClock()), 0.0
    for gap in gaps:
        now += gap
        limiter.reserve(now, FOREVER)
    if pause is not None:
        limiter.throttled(now, pause)
        limiter._spacing = 0.0  # a forecast does not count in that it goes slower for a while
    told, nothing = limiter.forecast(now, more), limiter.forecast(now, 0)
    slots = [limiter.reserve(now, FOREVER) or 0.0 for _ in range(more)]
    assert told == pytest.approx(slots[-1] - now)
    assert 0 <= nothing <= told


def test_the_whole_bucket_goes_at_once() -> None:
    """As many requests as the limit allows go without a wait; the next one waits a period."""
    limiter = Limiter(RateLimit(5, 10), FakeClock())
    assert [limiter.reserve(100, FOREVER) for _ in range(6)] == [100] * 5 + [110.1]


def test_a_wait_that_is_too_long_takes_nothing() -> None:
    """A refused reservation leaves the bucket as it was."""
    limiter = Limiter(RateLimit(1, 10), FakeClock())
    assert limiter.reserve(0, 5) == 0
    assert limiter.reserve(1, 5) is None
    assert limiter.reserve(6, 5) == 10.1


def test_without_a_limit_nothing_waits() -> None:
    """A limiter without a limit delays nothing before a 429."""
    limiter = Limiter(None, FakeClock())
    assert [limiter.reserve(1, FOREVER) for _ in range(500)] == [1] * 500


def test_a_429_pauses_everyone_then_slows_down_then_recovers() -> None:
    """After a 429 all wait out its Retry-After, then go 1.5 times slower for 30 s, then as before."""
    limiter = Limiter(None, FakeClock())
    for moment in range(11):
        limiter.reserve(moment, FOREVER)  # one a second for ten seconds
    limiter.throttled(10, 5)
    slots = [limiter.reserve(10, FOREVER) for _ in range(3)]
    assert slots[0] == 15
    spacing = 10 / 11 * 1.5
    assert slots[1:] == pytest.approx([15 + spacing, 15 + 2 * spacing])
    assert [limiter.reserve(46, FOREVER) for _ in range(3)] == [46] * 3


def test_a_429_without_a_time_pauses_a_second() -> None:
    """A 429 that names no time pauses for one second."""
    limiter = Limiter(None, FakeClock())
    limiter.throttled(10, None)
    assert limiter.reserve(10, FOREVER) == 11


def test_many_429s_of_one_burst_count_once() -> None:
    """Ten answers to one burst slow down no more than one does."""
    once, often = Limiter(None, FakeClock()), Limiter(None, FakeClock())
    for limiter, answers in ((once, 1), (often, 10)):
        for _ in range(20):
            limiter.reserve(0, FOREVER)
        for _ in range(answers):
            limiter.throttled(0.5, 2)
    slots = [[limiter.reserve(0.5, FOREVER) for _ in range(4)] for limiter in (once, often)]
    assert slots[0] == slots[1]


def test_spacing_is_capped() -> None:
    """However slow the calls were, a 429 spaces them at most ten seconds apart."""
    limiter = Limiter(None, FakeClock())
    limiter.reserve(0, FOREVER)
    limiter.throttled(9.9, 0)
    first, second = limiter.reserve(10, FOREVER), limiter.reserve(10, FOREVER)
    assert first is not None
    assert second is not None
    assert second - first == 10


def test_a_pause_puts_off_turns_that_were_given_before() -> None:
    """A turn that was reserved before a pause began counts as postponed, a later one does not."""
    limiter = Limiter(RateLimit(1, 10), FakeClock())
    limiter.reserve(0, FOREVER)
    slot = limiter.reserve(0, FOREVER)
    assert slot is not None
    assert not limiter.postponed(slot)
    limiter.throttled(1, 30)
    assert limiter.postponed(slot)
    limiter.release(slot)
    assert limiter.reserve(1, FOREVER) == 31


def test_one_limiter_for_one_key_origin_limit_and_clock() -> None:
    """The same key, origin, limit and clock share a limiter; another of any of them does not."""
    clock, limit = FakeClock(), RateLimit(1, 1)
    mine = shared_limiter("https://a.test", "key", limit, clock)
    assert shared_limiter("https://a.test", "key", RateLimit(1, 1), clock) is mine
    others = [
        shared_limiter("https://b.test", "key", limit, clock),
        shared_limiter("https://a.test", "other", limit, clock),
        shared_limiter("https://a.test", "key", None, clock),
        shared_limiter("https://a.test", "key", limit, FakeClock()),
    ]
    assert mine not in others
    assert len(set(map(id, others))) == 4


def test_two_clients_with_one_key_share_the_limit(driver: Driver) -> None:
    """Two clients with the same key fill one bucket, also one after the other; another key has its own."""
    limited = {"rate_limit": RateLimit(2, 10)}
    driver.send(driver.client(Script(ok()), **limited), request())
    second = driver.client(Script(ok()), **limited)
    driver.send(second, request())
    driver.send(driver.client(Script(ok()), secrets={"api_key": "another-key"}, **limited), request())
    assert driver.clock.slept == []
    driver.send(second, request())
    assert driver.clock.slept == [pytest.approx(10.1)]


def test_a_client_for_each_call_does_not_forget(driver: Driver) -> None:
    """A script that builds and closes a client for each call keeps to the limit all the same."""
    for _ in range(4):
        client = driver.client(Script(ok()), rate_limit=RateLimit(2, 10))
        driver.send(client, request())
        driver.close(client)
        driver._clients.clear()
        del client
        gc.collect()
    assert sum(driver.clock.slept) >= 10


def test_the_published_limit_holds_for_the_hosted_service_only(driver: Driver) -> None:
    """The limit in the spec applies to the default server at its own address, unless it is switched off."""

    def waits(op: Any = OPEN, **facts: Any) -> float:
        driver.clock.slept.clear()
        driver.clock.advance(1000)
        client = driver.client(Script(ok()), provider=HOSTED, **facts)
        for _ in range(4):
            driver.send(client, request(op))
        return sum(driver.clock.slept)

    assert waits() == pytest.approx(60.6)
    assert waits(rate_limit=None) == 0
    assert waits(urls={"base": "https://self.hosted.test"}) == 0
    assert waits(urls={"base": "https://api.example.test:8443"}) == 0
    assert waits(operation(security=(), server="ping")) == 0
    assert waits(urls={"base": "https://self.hosted.test"}, rate_limit=RateLimit(2, 5)) == pytest.approx(5.05)


def test_a_429_slows_the_other_clients_with_the_key(driver: Driver) -> None:
    """One client's 429 pauses another client of the same key, and not one of another key."""
    first = driver.client(Script(status(429, retry_after="30")), retries=0)
    second = driver.client(Script(ok()))
    stranger = driver.client(Script(ok()), secrets={"api_key": "another-key"})
    driver.error(first, request())
    driver.send(stranger, request())
    assert driver.clock.slept == []
    driver.send(second, request())
    assert driver.clock.slept == [30]


def test_a_429_elsewhere_puts_off_who_waits_already(driver: Driver) -> None:
    """A call that waits for its turn when another gets a 429 waits for the end of the pause as well."""
    client = driver.client(Script(ok()), rate_limit=RateLimit(1, 10))
    driver.send(client, request())
    limiter = client._family.limiter(GET)
    usual = driver.clock.sleep

    def sleep(seconds: float) -> None:
        if not driver.clock.slept:
            limiter.throttled(driver.clock.now, 50)
        usual(seconds)

    driver.clock.sleep = sleep  # type: ignore[method-assign]
    began = driver.clock.now
    driver.send(client, request())
    assert driver.clock.now - began == 50


def test_the_deadline_wins_over_the_limit(driver: Driver) -> None:
    """A turn after the deadline raises at once, naming the limit, and gives nothing up for the others."""
    client = driver.client(Script(ok()), rate_limit=RateLimit(1, 100), deadline=20)
    driver.send(client, request())
    error = driver.error(client, request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, driver.clock.slept) == ("limit", [])
    driver.clock.advance(101)
    driver.send(client, request())
    assert driver.clock.slept == []


def test_a_retry_that_the_limit_forbids_raises_the_answer(driver: Driver) -> None:
    """If the limit leaves no room for a retry the caller sees the status that asked for it, not a time-out."""
    client = driver.client(Script(status(503)), rate_limit=RateLimit(1, 100), deadline=20)
    assert driver.error(client, request()).status_code == 503


def test_a_turn_that_was_not_used_is_given_back(driver: Driver) -> None:
    """An interrupted wait, and a request that never left, take nothing from the limit."""
    import httpx

    script = Script(ok())
    client = driver.client(script, rate_limit=RateLimit(1, 100), deadline=None)
    driver.send(client, request())
    usual = driver.clock.sleep

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    driver.clock.sleep = interrupt  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        driver.send(client, request())
    driver.clock.sleep = usual  # type: ignore[method-assign]
    driver.clock.advance(101)
    script.steps = [httpx.ConnectError("refused"), ok()]
    driver.clock.slept.clear()
    driver.send(client, request())
    assert sum(driver.clock.slept) <= 0.5


def test_threads_keep_to_the_limit() -> None:
    """16 threads that reserve at once get distinct turns within the limit."""
    limiter, barrier = Limiter(RateLimit(10, 1), FakeClock()), threading.Barrier(16)
    slots: list[float] = []

    def work() -> None:
        barrier.wait(10)
        for _ in range(20):
            slot = limiter.reserve(0, FOREVER)
            assert slot is not None
            slots.append(slot)

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(slots) == 320
    slots.sort()
    assert all(later - first > 1 for first, later in zip(slots, slots[10:], strict=False))


def test_tasks_keep_to_the_limit() -> None:
    """20 tasks on one client go in turns of the limit."""
    driver = Driver("async")
    times: list[float] = []

    async def asleep(seconds: float) -> None:
        waits.append(seconds)

    waits: list[float] = []
    driver.clock.asleep = asleep  # type: ignore[method-assign]
    script = Script(lambda _: times.append(driver.clock.now) or ok())  # type: ignore[func-returns-value]
    client = driver.client(script, rate_limit=RateLimit(5, 10))

    async def gather() -> None:
        await asyncio.gather(*(client.send(request()) for _ in range(20)))

    driver.run(gather())
    assert sorted(round(wait, 1) for wait in waits) == [10.1] * 5 + [20.2] * 5 + [30.3] * 5
    driver.finish()


@pytest.mark.parametrize(
    "arguments",
    [(0,), (-1,), (1.5,), (True,), (1, 0), (1, -1), (1, FOREVER), (1, float("nan")), ("5",), (1, "x")],
)
def test_a_limit_that_makes_no_sense_is_refused(arguments: tuple[Any, ...]) -> None:
    """A RateLimit needs a whole number of requests and a finite period above 0."""
    with pytest.raises(ValueError, match="rate_limit"):
        RateLimit(*arguments)
