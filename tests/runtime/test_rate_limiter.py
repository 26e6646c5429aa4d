"""Tests of the client-side rate limits."""

from __future__ import annotations

import asyncio
import gc
import threading
from typing import Any
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime import Provider, RateLimit, Server
from uptimekit._runtime import rate_limiter as limiter_module
from uptimekit._runtime.errors import RequestTimeoutError
from uptimekit._runtime.events import RequestSent
from uptimekit._runtime.rate_limiter import RateLimiter, shared_rate_limiter

from ._kit import GET, URL, Driver, FakeClock, Script, ok, operation, request, status

FOREVER = float("inf")
CEILING = 60.0
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
    limiter, now = RateLimiter(RateLimit(requests, period), FakeClock()), 0.0
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
    limiter, now = RateLimiter(None if requests is None else RateLimit(requests, 30), FakeClock()), 0.0
    for gap in gaps:
        now += gap
        limiter.reserve(now, FOREVER)
    if pause is not None:
        limiter.throttled(now, pause, FOREVER)
    told, nothing = limiter.forecast(now, more), limiter.forecast(now, 0)
    slots = [limiter.reserve(now, FOREVER) or 0.0 for _ in range(more)]
    assert told == pytest.approx(slots[-1] - now)
    assert 0 <= nothing <= told


def test_the_whole_bucket_goes_at_once() -> None:
    """As many requests as the limit allows go without a wait; the next one waits a period."""
    limiter = RateLimiter(RateLimit(5, 10), FakeClock())
    assert [limiter.reserve(100, FOREVER) for _ in range(6)] == [100] * 5 + [110.1]


def test_a_wait_that_is_too_long_takes_nothing() -> None:
    """A refused reservation leaves the bucket as it was."""
    limiter = RateLimiter(RateLimit(1, 10), FakeClock())
    assert limiter.reserve(0, 5) == 0
    assert limiter.reserve(1, 5) is None
    assert limiter.reserve(6, 5) == 10.1


def test_the_longest_wait_is_still_waited() -> None:
    """A wait of exactly so many seconds is not too long, and a turn at the end of a pause is not put off."""
    limiter = RateLimiter(None, FakeClock())
    limiter.throttled(0, 30, CEILING)
    assert limiter.reserve(0, 29.9) is None
    slot = limiter.reserve(0, 30, 30)
    assert slot == 30
    assert not limiter.postponed(slot)


def test_a_429_at_the_end_of_a_pause_is_a_new_one() -> None:
    """What is refused when the pause is over was sent too fast: the pace is measured again."""
    limiter = RateLimiter(None, FakeClock())
    for moment in range(11):
        limiter.reserve(moment, FOREVER)
    limiter.throttled(10, 5, CEILING)
    limiter.reserve(15, FOREVER)
    limiter.throttled(15, 5, CEILING)
    spacing = 10 / 7 * 1.5  # seven requests in the last ten seconds
    assert [limiter.reserve(15, FOREVER) for _ in range(2)] == pytest.approx([20, 20 + spacing])


def test_without_a_limit_nothing_waits() -> None:
    """A limiter without a limit delays nothing before a 429."""
    limiter = RateLimiter(None, FakeClock())
    assert [limiter.reserve(1, FOREVER) for _ in range(500)] == [1] * 500


def test_a_large_bucket_is_remembered_whole() -> None:
    """A limit of more requests than are kept without one is kept to, too."""
    limiter = RateLimiter(RateLimit(100, 10), FakeClock())
    assert [limiter.reserve(1, FOREVER) for _ in range(101)] == [1] * 100 + [pytest.approx(11.1)]


def test_without_a_limit_the_last_64_sends_are_remembered() -> None:
    """The pace of a burst is taken from the last 64 and the one behind them, however many there were."""
    limiter = RateLimiter(None, FakeClock())
    for _ in range(500):
        limiter.reserve(1, FOREVER)
    limiter.throttled(1, 5, CEILING)
    first, second = limiter.reserve(1, FOREVER), limiter.reserve(1, FOREVER)
    assert (first, second) == (6, pytest.approx(6 + 1.5 / 65))


def test_a_429_pauses_everyone_then_slows_down_then_recovers() -> None:
    """After a 429 all wait out its Retry-After, then go 1.5 times slower for 30 s, then as before."""
    limiter = RateLimiter(None, FakeClock())
    for moment in range(11):
        limiter.reserve(moment, FOREVER)  # one a second for ten seconds
    limiter.throttled(10, 5, CEILING)
    slots = [limiter.reserve(10, FOREVER) for _ in range(3)]
    assert slots[0] == 15
    spacing = 10 / 11 * 1.5
    assert slots[1:] == pytest.approx([15 + spacing, 15 + 2 * spacing])
    assert [limiter.reserve(46, FOREVER) for _ in range(3)] == [46] * 3


@pytest.mark.parametrize(("moment", "slow"), [(15, True), (44.9, True), (45, False)])
def test_the_slow_phase_lasts_from_the_end_of_the_pause(moment: float, slow: bool) -> None:
    """30 s after the pause, not after the 429, the second of two requests goes with the first again."""
    limiter = RateLimiter(None, FakeClock())
    limiter.throttled(10, 5, CEILING)
    first, second = limiter.reserve(moment, FOREVER), limiter.reserve(moment, FOREVER)
    assert first == moment
    assert (second != first) is slow


def test_a_429_without_a_time_pauses_a_second() -> None:
    """A 429 that names no time pauses for one second."""
    limiter = RateLimiter(None, FakeClock())
    limiter.throttled(10, None, CEILING)
    assert limiter.reserve(10, FOREVER) == 11


def test_many_429s_of_one_burst_count_once() -> None:
    """Ten answers to one burst slow down no more than one does, however late in the pause they come."""
    once, often = RateLimiter(None, FakeClock()), RateLimiter(None, FakeClock())
    for limiter, answers in ((once, (0.5,)), (often, (0.5, 0.5, 4, 9, 29))):
        for _ in range(20):
            limiter.reserve(0, FOREVER)
        for moment in answers:
            limiter.throttled(moment, 30.5 - moment, CEILING)
    slots = [[limiter.reserve(30, FOREVER) for _ in range(4)] for limiter in (once, often)]
    assert slots[0] == slots[1] == pytest.approx([30.5, 30.575, 30.65, 30.725])


@pytest.mark.parametrize("asked", [3600, 300_000_000])
def test_a_pause_is_remembered_for_the_ceiling_at_most(asked: float) -> None:
    """However long a Retry-After is, others pause for the ceiling, then go slower for 30 s, then as before."""
    limiter = RateLimiter(None, FakeClock())
    for _ in range(20):
        limiter.reserve(9, FOREVER)
    limiter.throttled(10, asked, 60)
    slots = [limiter.reserve(10, FOREVER) or 0.0 for _ in range(402)]
    assert slots[:3] == pytest.approx([70, 70.075, 70.15])
    assert slots[-2:] == pytest.approx([100, 100])  # full speed again 30 s after the pause
    assert limiter.reserve(101, FOREVER) == 101


def test_a_pause_of_no_length_is_not_remembered() -> None:
    """With a ceiling of 0 nobody pauses, also not the second that a 429 without a time is worth."""
    limiter = RateLimiter(None, FakeClock())
    limiter.throttled(10, None, 0)
    assert limiter.reserve(10, FOREVER) == 10


def test_a_pause_beyond_the_patience_takes_nothing() -> None:
    """Who would have to pause for longer than it wants to gets no turn, whatever the longest wait is."""
    limiter = RateLimiter(None, FakeClock())
    limiter.throttled(10, 50, 60)
    assert limiter.reserve(10, FOREVER, patience=59.9) is None
    assert limiter.reserve(10, FOREVER, patience=60) == 60


def test_a_forecast_counts_the_pause_and_the_slow_phase() -> None:
    """After a 429 the first request goes when the pause ends, the next ones spaced, those after 30 s at once."""
    limiter = RateLimiter(None, FakeClock())
    limiter.reserve(0, FOREVER)
    limiter.throttled(4, 3600, 60)  # one call in 4 s: from now on 6 s apart
    assert [limiter.forecast(4, more) for more in (0, 1, 2, 6, 7, 1_000_000)] == [0, 60, 66, 90, 90, 90]
    limiter = RateLimiter(RateLimit(2, 10), FakeClock())
    limiter.throttled(0, 5, 60)
    assert [limiter.forecast(0, more) for more in (1, 2, 3, 4)] == pytest.approx([5, 6.5, 15.1, 16.6])


def test_a_limiter_goes_on_where_another_stopped() -> None:
    """With its slots, in any order, and its pause it gives the same turns as the other one."""
    first = RateLimiter(RateLimit(3, 10), FakeClock())
    slots = [first.reserve(moment, FOREVER) or 0.0 for moment in (0, 4, 4, 9)]
    first.throttled(9, 20, CEILING)
    second = RateLimiter.resumed(first.limit, first.clock, reversed(slots), first.pause)
    for moment in (9, 9, 9, 30, 30, 61):
        assert second.reserve(moment, FOREVER) == first.reserve(moment, FOREVER)
    assert RateLimiter(None, FakeClock()).pause == limiter_module.Pause()


def test_spacing_is_capped() -> None:
    """However slow the calls were, a 429 spaces them at most ten seconds apart."""
    limiter = RateLimiter(None, FakeClock())
    limiter.reserve(0, FOREVER)
    limiter.throttled(9.9, 0, CEILING)
    first, second = limiter.reserve(10, FOREVER), limiter.reserve(10, FOREVER)
    assert first is not None
    assert second is not None
    assert second - first == 10


def test_a_pause_puts_off_turns_that_were_given_before() -> None:
    """A turn that was reserved before a pause began counts as postponed, a later one does not."""
    limiter = RateLimiter(RateLimit(1, 10), FakeClock())
    limiter.reserve(0, FOREVER)
    slot = limiter.reserve(0, FOREVER)
    assert slot is not None
    assert not limiter.postponed(slot)
    limiter.throttled(1, 30, CEILING)
    assert limiter.postponed(slot)
    limiter.release(slot)
    assert limiter.reserve(1, FOREVER) == 31


def test_one_limiter_for_one_key_origin_limit_and_clock() -> None:
    """The same key, origin, limit and clock share a limiter; another of any of them does not."""
    clock, limit = FakeClock(), RateLimit(1, 1)
    mine = shared_rate_limiter("https://a.test", "key", limit, clock)
    assert shared_rate_limiter("https://a.test", "key", RateLimit(1, 1), clock) is mine
    others = [
        shared_rate_limiter("https://b.test", "key", limit, clock),
        shared_rate_limiter("https://a.test", "other", limit, clock),
        shared_rate_limiter("https://a.test", "key", None, clock),
        shared_rate_limiter("https://a.test", "key", limit, FakeClock()),
    ]
    assert mine not in others
    assert shared_rate_limiter("https://a.test", "key", limit, clock, scope="") is mine
    assert mine.clock is clock  # which lives as long, so that no other clock gets its id
    assert len(set(map(id, others))) == 4


def test_a_registry_keeps_what_was_used_last_or_is_in_use() -> None:
    """Beyond its size a registry keeps only those limiters that somebody holds."""
    registry, clock = limiter_module.Registry[RateLimiter](2), FakeClock()

    def get(name: str) -> RateLimiter:
        return registry.get(("https://a.test", name, None, 0), lambda: RateLimiter(None, clock))

    held, kept, forgotten = get("held"), ref(get("kept")), ref(get("forgotten"))
    assert get("kept") is kept()
    get("new")
    gc.collect()
    assert forgotten() is None
    assert get("kept") is kept()
    assert get("held") is held


def test_two_clients_with_one_key_share_the_limit(driver: Driver) -> None:
    """Two clients with the same key fill one bucket, also one after the other; another key has its own."""
    limited = {"rate_limit": RateLimit(2, 10)}
    driver.send(driver.client(Script(ok()), **limited), request())
    second = driver.client(Script(ok()), **limited)
    driver.send(second, request())
    driver.send(driver.client(Script(ok()), secrets={"api_key": "another-key"}, **limited), request())
    assert driver.clock.waits == []
    driver.send(second, request())
    assert driver.clock.waits == [pytest.approx(10.1)]


def test_a_client_for_each_call_does_not_forget(driver: Driver) -> None:
    """A script that builds and closes a client for each call keeps to the limit all the same."""
    for _ in range(4):
        client = driver.client(Script(ok()), rate_limit=RateLimit(2, 10))
        driver.send(client, request())
        driver.close(client)
        driver._clients.clear()
        del client
        gc.collect()
    assert sum(driver.clock.waits) >= 10


def test_the_published_limit_holds_for_the_hosted_service_only(driver: Driver) -> None:
    """The limit in the spec applies to the default server at its own address, unless it is switched off."""

    def waits(op: Any = OPEN, **facts: Any) -> float:
        driver.clock.waits.clear()
        driver.clock.advance(1000)
        client = driver.client(Script(ok()), provider=HOSTED, **facts)
        for _ in range(4):
            driver.send(client, request(op))
        return sum(driver.clock.waits)

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
    assert driver.clock.waits == []
    driver.send(second, request())
    assert driver.clock.waits == [30]


def _poisoned(driver: Driver, asked: str, **options: Any) -> None:
    """Let a client of the key get a 429 with this Retry-After, and go away."""
    client = driver.client(Script(status(429, retry_after=asked)), retries=0, **options)
    assert driver.error(client, request()).retry_after == float(asked)
    driver.close(client)


@pytest.mark.parametrize("asked", ["3600", "300000000"])
@pytest.mark.parametrize("deadline", [None, 120.0])
def test_one_429_holds_up_new_clients_for_the_ceiling_at_most(
    driver: Driver, asked: str, deadline: float | None
) -> None:
    """However long one Retry-After was, a later call of the key waits for the ceiling and is sent then."""
    _poisoned(driver, asked)
    script = Script(ok())
    client = driver.client(script, deadline=deadline)
    assert client.forecast(1) == 60
    driver.send(client, request())
    assert (driver.clock.waits, len(script.requests)) == ([60], 1)


def test_a_call_pauses_no_longer_than_its_own_ceiling(driver: Driver) -> None:
    """A pause that another client remembers for longer raises at once, with nothing sent and the time that is left."""
    _poisoned(driver, "500", retry_after_ceiling=600.0)
    driver.clock.advance(100)
    script = Script(ok())
    error = driver.error(driver.client(script, deadline=None), request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, error.retry_after, error.maybe_sent, error.attempts) == ("limit", 400, False, 0)
    assert (script.requests, driver.clock.waits) == ([], [])
    patient = driver.client(script, deadline=None, retry_after_ceiling=400.0)
    driver.send(patient, request())
    assert driver.clock.waits == [400]


def test_pauses_that_follow_each_other_end_at_the_ceiling(driver: Driver) -> None:
    """A call that is put off again and again by the 429s of others gives up when it has paused for the ceiling."""
    _poisoned(driver, "40")
    client = driver.client(Script(ok()), deadline=None)
    limiter = client._shared.limiter(request())
    usual = driver.clock.sleep

    def sleep(seconds: float) -> None:
        usual(seconds)
        limiter.throttled(driver.clock.now, 40, CEILING)

    driver.clock.sleep = sleep  # type: ignore[method-assign]
    error = driver.error(client, request())
    assert (driver.clock.waits, error.retry_after) == ([40], 40)


def test_the_limits_own_waits_are_no_pauses(driver: Driver) -> None:
    """A turn that the client's own limit gives for later than the ceiling is waited for, a short pause in it too."""
    events: list[Any] = []
    client = driver.client(Script(ok()), deadline=None, rate_limit=RateLimit(1, 200), hooks=[events.append])
    driver.send(client, request())
    driver.clock.advance(1)
    limiter = client._shared.limiter(request())
    usual = driver.clock.sleep

    def sleep(seconds: float) -> None:
        usual(seconds)
        if len(driver.clock.waits) == 1:
            limiter.throttled(driver.clock.now, 50, CEILING)

    driver.clock.sleep = sleep  # type: ignore[method-assign]
    driver.send(client, request())
    assert driver.clock.waits == pytest.approx([201, 50])
    waited = [event.waited for event in events if isinstance(event, RequestSent)]
    assert waited == pytest.approx([0, 251])


def test_no_limit_means_nothing_is_remembered(driver: Driver) -> None:
    """With rate_limit=None a call waits for the Retry-After of its own answer, and nobody else for anything."""
    script = Script(status(429, retry_after="30"), ok())
    client = driver.client(script, rate_limit=None)
    limited = driver.client(Script(ok()))
    _poisoned(driver, "3600", rate_limit=None)
    assert (client.forecast(1_000), driver.clock.waits) == (0, [])
    driver.send(client, request())
    (slept,) = driver.clock.waits
    assert 30 <= slept <= 30.1
    for one in (client, client.with_options(retries=0), limited):
        driver.send(one, request())
    assert len(driver.clock.waits) == 1
    _poisoned(driver, "3600")
    driver.send(client, request())
    assert len(driver.clock.waits) == 1


COUNTED = Provider(
    name="counted",
    servers={
        "base": Server(URL),
        "ping": Server("https://ping.example.test", limit_by=("uuid", "key", "slug")),
    },
)


def _ping(path: str, template: str = "/{uuid}") -> Any:
    return request(operation(security=(), server="ping", path=template), path=path)


def test_a_429_holds_up_only_what_the_limit_is_counted_by(driver: Driver) -> None:
    """Where a server counts by path parameters, other values of them go on; so do calls of other servers."""
    script = Script(status(429, retry_after="30"), ok())
    client = driver.client(script, provider=COUNTED, retries=0)
    driver.error(client, _ping("/one"))
    others = [
        _ping("/two"),
        _ping("/two/fail", "/{uuid}/fail"),
        _ping("/one/a", "/{key}/{slug}"),
        request(OPEN),
    ]
    for other in others:
        driver.send(client, other)
    assert driver.clock.waits == []
    driver.send(driver.client(Script(ok()), provider=COUNTED), _ping("/one/start", "/{uuid}/{kind}"))
    assert driver.clock.waits == [30]


def test_what_is_remembered_of_many_checks_is_bounded(driver: Driver) -> None:
    """The limiters of the last 1,024 checks are kept, the last used ones longest; a key's own is not pushed out."""
    limits = {"provider": COUNTED, "rate_limit": RateLimit(1, 100)}
    driver.send(driver.client(Script(ok()), **limits), request(OPEN))
    limiter = driver.client(Script(ok()), provider=COUNTED)._shared.limiter
    kept, forgotten = (ref(limiter(_ping(f"/{name}"))) for name in ("kept", "forgotten"))
    for number in range(1_023):
        limiter(_ping(f"/{number}"))
        assert limiter(_ping("/kept")) is kept()
    gc.collect()  # what other tests left in cycles still counts, else
    assert forgotten() is None
    assert len(limiter_module._of_scopes._kept) == 1_024
    own = {
        key for key in limiter_module._of_scopes._found if key[-1] == id(driver.clock)
    }  # not another test's
    assert own == set(limiter_module._of_scopes._kept)
    assert not limiter_module._of_keys._kept.keys() & limiter_module._of_scopes._kept.keys()
    driver.send(driver.client(Script(ok()), **limits), request(OPEN))
    assert driver.clock.waits == [101]


def test_a_429_elsewhere_puts_off_who_waits_already(driver: Driver) -> None:
    """A call that waits for its turn when another gets a 429 waits for the end of the pause as well."""
    client = driver.client(Script(ok()), rate_limit=RateLimit(1, 10))
    driver.send(client, request())
    limiter = client._shared.limiter(request(GET))
    usual = driver.clock.sleep

    def sleep(seconds: float) -> None:
        if not driver.clock.waits:
            limiter.throttled(driver.clock.now, 50, CEILING)
        usual(seconds)

    driver.clock.sleep = sleep  # type: ignore[method-assign]
    began = driver.clock.now
    driver.send(client, request())
    assert driver.clock.now - began == 50


@pytest.mark.parametrize(("period", "deadline"), [(100, 20), (0.5, 0.5)])
def test_the_deadline_wins_over_the_limit(driver: Driver, period: float, deadline: float) -> None:
    """A turn after the deadline raises at once, naming the limit, and gives nothing up for the others."""
    client = driver.client(Script(ok()), rate_limit=RateLimit(1, period), deadline=deadline)
    driver.send(client, request())
    error = driver.error(client, request())
    assert isinstance(error, RequestTimeoutError)
    assert (error.phase, driver.clock.waits) == ("limit", [])
    assert error.message == (
        f"the rate limit lets the next request go in {error.retry_after:.3g} s, after the deadline of {deadline:g} s "
        "or the retry_after_ceiling of 60 s; send fewer, or raise it"
    )
    driver.clock.advance(101)
    driver.send(client, request())
    assert driver.clock.waits == []


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
    driver.clock.waits.clear()
    driver.send(client, request())
    assert sum(driver.clock.waits) <= 0.5


def test_threads_keep_to_the_limit() -> None:
    """16 threads that reserve at once get distinct turns within the limit."""
    limiter, barrier = RateLimiter(RateLimit(10, 1), FakeClock()), threading.Barrier(16)
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


def test_threads_keep_to_a_pause() -> None:
    """While 8 threads send and 8 take note of 429s, no turn is given for before the pause that is known by then."""
    limiter, barrier = RateLimiter(None, FakeClock()), threading.Barrier(16)
    slots: list[float] = []

    def send() -> None:
        barrier.wait(10)
        for _ in range(50):
            slots.append(limiter.reserve(0, FOREVER) or 0.0)

    def refuse() -> None:
        barrier.wait(10)
        for _ in range(50):
            limiter.throttled(0, 300_000_000, CEILING)

    threads = [threading.Thread(target=target) for target in (send, refuse) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(slots) == 400
    assert all(slot == 0 or slot >= 60 for slot in slots)


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
