"""The script in the store: it does what a RateLimiter does in one process, and keeps to it when callers are late."""

from __future__ import annotations

import heapq
import random
from typing import Any

import pytest
from benchmarks.stores import Store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.runtime._kit import FakeClock

from uptimekit._runtime import RateLimit, rate_limiter
from uptimekit._runtime.constants import WINDOW_MARGIN
from uptimekit._runtime.rate_limiter import RateLimiter
from uptimekit.shared.script import SECOND, ScriptAnswer, question, script

FOREVER = float("inf")
IN_SECONDS = ("THROTTLE_COOLDOWN", "THROTTLE_MEASURE", "THROTTLE_PAUSE", "THROTTLE_SPACING_CAP")


class Turns:
    """The turns of one limit in a store, whose times are given."""

    def __init__(self, store: Store, limit: RateLimit | None) -> None:
        self.client: Any = store.client
        self.client.flushall()
        self.limit = limit
        self.run = self.client.register_script(script())
        self.keys = ["{limit}:turns", "{limit}:waiting", "{limit}:state"]

    def ask(self, now: float | None, **asked: Any) -> ScriptAnswer:
        facts = (
            {"requests": self.limit.requests, "period": self.limit.period * WINDOW_MARGIN}
            if self.limit
            else {}
        )
        asked = {"now": now, "period": 0.0, "tolerance": SECOND, "nonce": "first", **facts, **asked}
        return ScriptAnswer.parse(self.run(self.keys, [question(**asked)]))

    def reserve(
        self, now: float, turn: str, longest: float = FOREVER, patience: float = 1e15
    ) -> float | None:
        limited = {} if longest == FOREVER else {"longest": longest}
        answer = self.ask(now, id=turn, patience=patience, **limited)
        return answer.at if answer.outcome == "done" else None

    def slots(self) -> list[float]:
        return [score for _, score in self.client.zrange(self.keys[0], 0, -1, withscores=True)]


@pytest.fixture(autouse=True)
def microseconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A RateLimiter counts in microseconds, too: then both add up the same numbers, and may be compared exactly."""
    for name in IN_SECONDS:
        monkeypatch.setattr(rate_limiter, name, getattr(rate_limiter, name) * SECOND)


ACTS = st.one_of(
    st.tuples(st.just("reserve"), st.sampled_from([FOREVER, 0, 3, 20, 61]), st.sampled_from([1000, 2, 15])),
    st.tuples(st.just("again"), st.integers(0, 100), st.none()),
    st.tuples(st.just("release"), st.integers(0, 100), st.none()),
    st.tuples(st.just("refused"), st.sampled_from([None, 0, 0.5, 7, 400]), st.sampled_from([60, 0, 5])),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.none()
    | st.builds(
        RateLimit, st.integers(1, 7), st.sampled_from([1.0, 2.5, 17.3, 60.0]).map(lambda s: s * SECOND)
    ),
    st.lists(st.tuples(st.sampled_from([0, 0, 0, 0.25, 1, 3.7, 12, 45]), ACTS), max_size=70),
)
def test_the_script_is_a_rate_limiter(
    store: Store, limit: RateLimit | None, history: list[tuple[float, tuple[str, Any, Any]]]
) -> None:
    """Over any history the script gives the same turns as a RateLimiter, takes them back, and pauses and slows alike."""
    turns, limiter = Turns(store, limit), RateLimiter(limit, FakeClock())
    now, given = 1000 * SECOND, dict[str, float]()
    for number, (gap, (act, first, second)) in enumerate(history):
        now += round(gap * SECOND)
        names = list(given)
        if act == "reserve":
            longest, patience = first * SECOND, second * SECOND
            slot = limiter.reserve(now, longest, now + patience)
            assert turns.reserve(now, f"turn-{number}", longest, patience) == slot
            if slot is not None:
                given[f"turn-{number}"] = slot
        elif act == "refused":
            limiter.throttled(now, None if first is None else first * SECOND, second * SECOND)
            times = {"ceiling": second * SECOND} | ({} if first is None else {"asked": first * SECOND})
            turns.ask(now, refusals=[times])
        elif names:
            name = names[first % len(names)]
            if act == "release":
                limiter.release(given.pop(name))
                turns.ask(now, given_back=[name])
            elif given[name] > now and not limiter.postponed(given[name]):
                assert turns.reserve(now, name) == given[name]  # asked twice: nothing is taken twice
    matter = now - max(limit.period * WINDOW_MARGIN if limit else 0, rate_limiter.THROTTLE_MEASURE)
    assert [at for at in turns.slots() if at >= matter] == [at for at in limiter._slots if at >= matter]
    kept = turns.ask(now)
    pause = limiter.pause
    assert (kept.paused, kept.slow, kept.spacing) == (
        max(0, pause.until),
        max(0, pause.slow_until),
        pause.spacing,
    )


def sent_by(turns: Turns, workers: int, requests: int, late: Any, rng: random.Random) -> list[float]:
    """Let *workers* send *requests* each, waking up *late* after each wait; return when they went."""
    sent: list[float] = []
    events = [(1e9 + number, number, 0, False) for number in range(workers)]  # time, worker, request, waited
    heapq.heapify(events)
    while events:
        now, worker, done, waited = heapq.heappop(events)
        at = turns.reserve(now, f"{worker}-{done}")
        assert at is not None
        assert at >= now
        if at > now:
            heapq.heappush(events, (at + round(late(rng)), worker, done, True))
        else:
            sent.append(now)
            if done + 1 < requests:
                heapq.heappush(events, (now + rng.randrange(1000), worker, done + 1, waited))
    return sent


@pytest.mark.parametrize("late", [0.001, 0.01, 0.3, 3])
@pytest.mark.parametrize("requests", [1, 4, 20])
def test_late_wakers_break_no_window(store: Store, requests: int, late: float) -> None:
    """However late those who wait wake up, no window has more requests than the limit; and the limit is used."""
    rng = random.Random(requests)
    turns = Turns(store, RateLimit(requests, SECOND))
    sent = sorted(sent_by(turns, 12, 10, lambda rng: rng.expovariate(1) * late * SECOND, rng))
    period = SECOND * WINDOW_MARGIN
    assert len(sent) == 120
    assert all(last - first >= period for first, last in zip(sent, sent[requests:], strict=False))
    windows = (120 - 1) // requests
    assert sent[-1] - sent[0] <= windows * (period + 8 * late * SECOND)


def test_who_was_killed_leaves_no_hole_longer_than_its_turns(store: Store) -> None:
    """Turns that nobody uses count for one window, and hold up nobody whose turn has come."""
    turns = Turns(store, RateLimit(2, 10 * SECOND))
    begin = 1000 * SECOND
    for name in ("a", "b", "killed-1", "killed-2", "c"):
        turns.reserve(begin, name)
    assert turns.reserve(begin, "c") == begin + 20.2 * SECOND
    assert turns.reserve(begin + 20.2 * SECOND, "c") == begin + 20.2 * SECOND
    assert turns.reserve(begin + 20.3 * SECOND, "d") == begin + 20.3 * SECOND
    assert turns.reserve(begin + 20.3 * SECOND, "e") == begin + 30.3 * SECOND


@pytest.mark.parametrize("jump", [-3600, 3600])
def test_a_clock_that_is_set_loses_nothing(store: Store, jump: int) -> None:
    """Who knows better than the store what its time should be tells its turns again before it takes one."""
    turns, now = Turns(store, RateLimit(2, 10 * SECOND)), 86_400 * SECOND
    for name in ("a", "b"):
        assert turns.reserve(now, name) == now
    set_to = now + (1 + jump) * SECOND
    facts = {"id": "c", "patience": 0, "born": "first", "expected": now + SECOND}
    assert turns.ask(set_to, **facts).outcome == "unknown"
    told = {"sent": {"a": SECOND}, "seen": {"b": SECOND}}
    answer = turns.ask(set_to, **facts, told=told, nonce="second")
    assert (answer.outcome, answer.at) == ("done", set_to + 9.1 * SECOND)
    assert turns.ask(set_to, id="d", patience=0, born=answer.born, expected=set_to).outcome == "done"


def test_turns_that_a_full_server_dropped_are_told_again(store: Store) -> None:
    """A server with an eviction policy may drop one of the keys: the rest is worth nothing then."""
    turns, now = Turns(store, RateLimit(2, 10 * SECOND)), 1000 * SECOND
    for name in "ab":
        turns.reserve(now, name)
    turns.client.delete(turns.keys[0])
    facts = {"id": "c", "patience": 0, "born": "first", "expected": now}
    assert turns.ask(now, **facts).outcome == "unknown"
    told = {"sent": {}, "seen": {"a": 0, "b": 0}}
    assert turns.ask(now, **facts, told=told).at == now + 10.1 * SECOND


def test_a_question_that_waited_changes_nothing(store: Store) -> None:
    """A store that was busy reads questions whose askers have gone: they do not end what the others rely on."""
    turns, now = Turns(store, RateLimit(2, 10 * SECOND)), 1000 * SECOND
    turns.reserve(now, "a")
    late = {"id": "b", "patience": 0, "born": "first", "expected": now + SECOND, "given_back": ["a"]}
    assert turns.ask(now + 5 * SECOND, **late).outcome == "unknown"
    assert turns.slots() == [now]
    assert (
        turns.ask(now + 5 * SECOND, id="c", patience=0, born="first", expected=now + 5 * SECOND).outcome
        == "done"
    )


def test_a_clock_that_is_set_forward_moves_who_waits(store: Store) -> None:
    """Turns that were told anew are those of the new time, also those that have not gone yet."""
    turns, now = Turns(store, RateLimit(1, 10 * SECOND)), 1000 * SECOND
    for name in "ab":
        turns.reserve(now, name)
    facts = {"born": "first", "expected": now, "told": {"sent": {}, "seen": {"a": 0, "b": -10.1 * SECOND}}}
    answer = turns.ask(now + 3600 * SECOND, **facts)
    assert answer.turns == {"a": now + 3600 * SECOND, "b": now + 3610.1 * SECOND}
    assert turns.client.zscore(turns.keys[1], "b") == now + 3610.1 * SECOND


def test_a_repeated_question_takes_no_second_turn(store: Store) -> None:
    """An answer may be lost: who asks again for the same turn has it already, now or later."""
    turns, now = Turns(store, RateLimit(2, 10 * SECOND)), 1000 * SECOND
    assert [turns.reserve(now, name) for name in ("a", "a", "b", "b")] == [now] * 4
    assert [turns.reserve(now, name) for name in ("c", "c")] == [now + 10.1 * SECOND] * 2
    assert len(turns.slots()) == 3


def test_what_a_host_tells_does_not_replace_what_is_known(store: Store) -> None:
    """Turns that a host has only seen, and pauses that end sooner, leave the store's; its own sends count."""
    turns, now = Turns(store, RateLimit(5, 10 * SECOND)), 1000 * SECOND
    for name in ("seen", "sent"):
        turns.reserve(now, name)
    turns.ask(now, refusals=[{"asked": 5 * SECOND, "ceiling": 60 * SECOND}])
    told = {
        "sent": {"sent": SECOND},
        "seen": {"seen": 3 * SECOND, "new": -SECOND},
        "slow": SECOND,
        "paused": 0,
        "spacing": 7,
    }
    answer = turns.ask(now, told=told)
    assert answer.turns == {"seen": now, "sent": now - SECOND, "new": now + SECOND}
    assert (answer.paused, answer.slow) == (now + 5 * SECOND, now + 35 * SECOND)
    told |= {"slow": 50 * SECOND, "paused": 20 * SECOND}
    answer = turns.ask(now, told=told)
    assert (answer.paused, answer.slow, answer.spacing) == (now + 20 * SECOND, now + 50 * SECOND, 7)


def test_only_news_are_told(store: Store) -> None:
    """A host that knows the turns up to a time is told those from then on."""
    turns, now = Turns(store, None), 1000 * SECOND
    for second in range(5):
        turns.reserve(now + second * SECOND, f"turn-{second}")
    answer = turns.ask(now + 5 * SECOND, since=now + 3 * SECOND)
    assert list(answer.turns or {}) == ["turn-3", "turn-4"]


def test_who_is_late_does_not_hold_up_who_is_in_time(store: Store) -> None:
    """A turn that has come can be used though others that have come as well are not used; those find their room later."""
    turns, now = Turns(store, RateLimit(1, 10 * SECOND)), 1000 * SECOND
    assert [turns.reserve(now, name) for name in "abcd"] == [now + n * 10.1 * SECOND for n in range(4)]
    now += 31 * SECOND
    assert turns.reserve(now, "b") == now
    assert turns.reserve(now, "d") == now + 10.1 * SECOND
    assert turns.reserve(now, "c") == now + 20.2 * SECOND


def test_a_pause_that_began_later_puts_off_who_waits(store: Store) -> None:
    """Who asks again during a pause gets a turn at its end; it takes no second one."""
    turns, now = Turns(store, RateLimit(1, 10 * SECOND)), 1000 * SECOND
    for name in "ab":
        turns.reserve(now, name)
    turns.ask(now + SECOND, refusals=[{"asked": 30 * SECOND, "ceiling": 60 * SECOND}])
    assert turns.reserve(now + 10.1 * SECOND, "b") == now + 31 * SECOND
    assert turns.slots() == [now, now + 31 * SECOND]


def test_who_has_no_time_left_takes_no_turn(store: Store) -> None:
    """A turn that comes too late is none, also one that was reserved before."""
    turns, now = Turns(store, RateLimit(1, 10 * SECOND)), 1000 * SECOND
    for name in "ab":
        turns.reserve(now, name)
    assert turns.reserve(now + SECOND, "b", longest=5 * SECOND) is None
    assert turns.slots() == [now]


def test_without_a_limit_the_last_64_are_remembered(store: Store) -> None:
    """As a RateLimiter does: the pace before a 429 is taken from them and the one behind."""
    turns, now = Turns(store, None), 1000 * SECOND
    for number in range(100):
        turns.reserve(now, f"turn-{number:03}")
    turns.ask(now, refusals=[{"asked": 5 * SECOND, "ceiling": 60 * SECOND}])
    assert turns.reserve(now, "x") == now + 5 * SECOND
    assert turns.reserve(now, "y") == pytest.approx(now + 5 * SECOND + 1.5 / 65 * SECOND)


def test_what_was_sent_alone_counts_as_gone(store: Store) -> None:
    """Who waited, and went while the store was away, leaves the room that it took."""
    turns, now = Turns(store, RateLimit(1, 10 * SECOND)), 1000 * SECOND
    for name in "abc":
        turns.reserve(now, name)
    now += 20.2 * SECOND
    turns.ask(now, told={"sent": {"b": SECOND}, "seen": {}})
    assert turns.reserve(now, "c") == now + 9.1 * SECOND
