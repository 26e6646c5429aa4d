"""A store that is away, slow or broken: calls go on as in one process, or say so, and never wait for long."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from benchmarks.stores import Store
from tests.runtime._kit import Driver, FakeClock, Script, ok, request, status

from uptimekit import RateLimit, SharedStoreError
from uptimekit._runtime.shared_limit import Reservation
from uptimekit.shared import SharedLimit, store_health
from uptimekit.shared.limiter import Limiter

from ._counting import PATIENT
from ._fake_store import FakeStore
from ._stores import NewStore

LimitAt = Callable[..., SharedLimit]
LIMIT = RateLimit(2, 10)
ROOT = Path(__file__).resolve().parents[2]
BROKEN = {
    "hangs up": (b"", "Connection closed by server"),
    "is silent": (b"$", "no answer within"),
    "hangs in the middle": (b"$100\r\ndone 17", "no answer within"),
    "loads its data": (b"-LOADING Redis is loading the dataset in memory\r\n", "loading the dataset"),
    "only reads": (b"-READONLY You can't write against a read only replica.\r\n", "read only replica"),
    "wants a password": (b"-NOAUTH Authentication required.\r\n", "Authentication required"),
    "is a node of a cluster": (b"-MOVED 1234 127.0.0.1:7001\r\n", "pass in a client=redis.RedisCluster(...)"),
    "is full": (b"-OOM command not allowed when used memory > 'maxmemory'.\r\n", "maxmemory"),
    "cannot save": (b"-MISCONF Errors writing to the AOF file\r\n", "AOF"),
    "is busy": (b"-BUSY Redis is busy running a script.\r\n", "busy"),
    "speaks another protocol": (b"HTTP/1.1 400 Bad Request\r\n\r\n", "Protocol Error"),
    "answers something else": (b"$2\r\nOK\r\n", "the answer is not the script's"),
    "answers a number": (b":5\r\n", "the answer is not the script's"),
    "answers nothing": (b"$-1\r\n", "the answer is not the script's"),
}


class Time:
    """The time of the tries and warnings."""

    now = 5000.0


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    monkeypatch.setattr(store_health, "monotonic", lambda: Time.now)
    monkeypatch.setattr(Time, "now", Time.now)
    return Time()


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_store_is_one_that_is_away(
    kind: str, driver: Driver, limit_at: LimitAt, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever it answers, the process keeps to the limit by itself, asks once, and warns once with what was said."""
    answer, said = BROKEN[kind]
    with FakeStore(answer) as store:
        timeout = 0.1 if said == "no answer within" else PATIENT
        client = driver.client(Script(ok()), rate_limit=limit_at(store.url, LIMIT, timeout=timeout))
        for _ in range(3):
            driver.send(client, request())
        assert driver.clock.waits == [pytest.approx(10.1)]
        assert store.commands <= 1
    (warning,) = warnings(caplog)
    assert said in warning
    assert warning.endswith("; each process keeps to the limit by itself until it answers again")


def test_an_answer_that_drips_in_is_none(driver: Driver, limit_at: LimitAt) -> None:
    """The time-out counts for the whole answer, not for each byte of it."""
    with FakeStore(b"$4000\r\n" + b"x" * 4000, drips=True) as store:
        client = driver.client(Script(ok()), rate_limit=limit_at(store.url, LIMIT, timeout=0.1, strict=True))
        assert "no answer within 0.1 s" in str(driver.error(client, request()))


def test_the_deadline_ends_the_wait_for_the_store(driver: Driver, limit_at: LimitAt) -> None:
    """A call does not wait for the store for longer than its deadline."""
    with FakeStore(b"$") as store:
        limit = limit_at(store.url, LIMIT, timeout=600, strict=True)
        client = driver.client(Script(ok()), rate_limit=limit, deadline=0.05)
        assert re.search(r"no answer within 0(\.0\d+)? s", str(driver.error(client, request())))
        assert (
            limit._health.problem() is None
        )  # the time of one call was over: that says nothing of the store


def test_a_strict_limit_raises(driver: Driver, limit_at: LimitAt) -> None:
    """With strict=True nothing is sent while the store is away; the error names the operation and the store."""
    with FakeStore(b"-LOADING Redis is loading the dataset in memory\r\n") as store:
        script = Script(ok())
        client = driver.client(script, rate_limit=limit_at(store.url, LIMIT, strict=True))
        for _ in range(2):
            error = driver.error(client, request())
            assert isinstance(error, SharedStoreError)
            assert (error.operation, error.attempts, error.maybe_sent) == ("getThings", 0, False)
            assert str(error) == f"getThings: {store.url}/0: Redis is loading the dataset in memory"
        assert (script.requests, store.commands) == ([], 1)


def test_the_store_is_tried_again_once_a_second_and_warned_of_once_a_minute(
    driver: Driver, limit_at: LimitAt, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    """Calls ask a store that is away again after a second, and a warning follows after a minute."""
    with FakeStore(b"-LOADING\r\n") as store:
        client = driver.client(Script(ok()), rate_limit=limit_at(store.url, None))
        for second in range(70):
            Time.now = 5000.0 + second
            driver.send(client, request())
            driver.send(client, request())
        assert store.commands == 70
    assert len(warnings(caplog)) == 2


def test_a_store_that_comes_back_empty_learns_what_was_sent(
    driver: Driver, limit_at: LimitAt, new_store: NewStore, time: Time
) -> None:
    """Nothing is forgotten: neither what a host sent before, nor what it sent alone, nor its pause."""
    store = new_store()
    limit = RateLimit(3, 100)
    options = {"deadline": None, "retries": 0}
    client = driver.client(Script(ok()), rate_limit=limit_at(store.url, limit), **options)
    other = driver.client(Script(ok()), rate_limit=limit_at(store.url, limit), **options)
    driver.send(client, request())
    driver.send(other, request())
    driver.send(client, request())  # which knows of the other's now
    store.stop()
    driver.clock.advance(101)  # the window is empty again
    driver.send(client, request())
    store.start()
    Time.now += 1
    driver.send(client, request())
    fresh = driver.client(Script(ok()), rate_limit=limit_at(store.url, limit), **options)
    driver.send(fresh, request())
    assert driver.clock.waits == []
    driver.send(fresh, request())
    assert driver.clock.waits == [pytest.approx(101)]


def test_a_store_that_lost_all_is_told_by_whoever_comes_first(
    driver: Driver, limit_at: LimitAt, store: Store
) -> None:
    """A host tells an emptied store what it knows, also of the others, before it takes a turn there."""
    limit = RateLimit(3, 100)
    first, second, third = (
        driver.client(Script(ok()), rate_limit=limit_at(store.url, limit), deadline=None) for _ in range(3)
    )
    driver.send(first, request())
    driver.send(second, request())
    store.client.flushall()
    driver.send(second, request())
    assert driver.clock.waits == []
    driver.send(third, request())
    assert driver.clock.waits == [pytest.approx(101)]


def test_a_pause_outlives_the_store(
    driver: Driver, limit_at: LimitAt, new_store: NewStore, time: Time
) -> None:
    """A 429 while the store is away pauses this process; once it is back, all others as well."""
    store = new_store()
    script = Script(ok(), status(429, retry_after="30"), ok())
    client = driver.client(script, rate_limit=limit_at(store.url, None), retries=0)
    driver.send(client, request())
    store.stop()
    driver.error(client, request())
    store.start()
    Time.now += 1
    driver.send(client, request())
    assert driver.clock.waits == [pytest.approx(30)]
    other = driver.client(Script(ok()), rate_limit=limit_at(store.url, None), retries=0)
    for _ in range(2):
        driver.send(other, request())
    assert driver.clock.waits[1:] == pytest.approx([0.75, 0.75])  # two in a second were too many


def test_who_waits_keeps_its_turn(driver: Driver, limit_at: LimitAt, new_store: NewStore, time: Time) -> None:
    """A turn that the store gave is used though the store has gone meanwhile; a new one comes after it."""
    store = new_store()
    limits = [limit_at(store.url, RateLimit(1, 10)) for _ in range(2)]
    client, other = (driver.client(Script(ok()), rate_limit=limit, deadline=None) for limit in limits)
    driver.send(client, request())
    driver.send(other, request())  # waits
    usual = driver.clock.sleep

    def sleep(seconds: float) -> None:
        store.stop()
        usual(seconds)

    driver.clock.sleep = sleep  # type: ignore[method-assign]
    driver.send(client, request())
    assert driver.clock.waits == pytest.approx([10.1, 10.1])
    driver.send(client, request())
    assert driver.clock.waits[2:] == pytest.approx([10.1])


def test_who_had_to_wait_takes_the_window_as_full(limit_at: LimitAt, new_store: NewStore) -> None:
    """What others reserved meanwhile nobody has told when the store goes: their turns are not taken a second time."""
    store, clock, limit = new_store(), FakeClock(), RateLimit(2, 10)
    one, other = (
        limit_at(store.url, limit).limiter("https://host", "key", limit, clock, "") for _ in range(2)
    )

    def wait(limiter: Limiter, turn: str) -> float:
        answer = limiter.carry(Reservation(turn, math.inf, 60), 10)
        assert answer is not None
        return answer.wait

    assert [wait(one, "first"), wait(one, "second")] == [0, 0]
    assert [wait(one, "third"), wait(other, "fourth")] == pytest.approx([10.1, 10.1])
    store.stop()
    clock.advance(10.1)
    assert wait(one, "third") == 0
    assert wait(one, "fifth") == pytest.approx(10.1)
    clock.advance(100)
    assert wait(one, "sixth") == 0


def test_another_programs_value_under_our_key(driver: Driver, limit_at: LimitAt, store: Store) -> None:
    """A key that holds something else is left alone, and counts as a store that is away."""
    client = driver.client(Script(ok()), rate_limit=limit_at(store.url, LIMIT, strict=True))
    driver.send(client, request())
    client_of_store: Any = store.client
    (key,) = client_of_store.keys("*:turns")
    client_of_store.set(key, "mine")
    assert "WRONGTYPE" in str(driver.error(client, request()))
    assert client_of_store.get(key) == b"mine"


def test_a_store_without_the_script_gets_it_again(
    driver: Driver, limit_at: LimitAt, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """After SCRIPT FLUSH, or a restart, the script is sent once more, and nobody is warned."""
    client = driver.client(Script(ok()), rate_limit=limit_at(store.url, LIMIT))
    driver.send(client, request())
    store.client.script_flush()
    driver.send(client, request())
    assert warnings(caplog) == []


def test_a_wrong_password(driver: Driver, limit_at: LimitAt, new_store: NewStore, caplog: Any) -> None:
    """A refused password is a fault of the store, whose text has no password; the right one works."""
    store = new_store("--requirepass", "correct horse")
    wrong = store.url.replace("//", "//:wrong%20horse@")
    driver.send(driver.client(Script(ok()), rate_limit=limit_at(wrong, LIMIT)), request())
    (warning,) = warnings(caplog)
    assert "invalid username-password pair" in warning
    assert "horse" not in caplog.text
    right = store.url.replace("//", "//:correct%20horse@")
    driver.send(driver.client(Script(ok()), rate_limit=limit_at(right, LIMIT, strict=True)), request())


def test_a_clock_that_is_set_back_stops_nobody(driver: Driver, limit_at: LimitAt, store: Store) -> None:
    """Turns from a time before the store's clock was set back by an hour do not wait for that hour to pass again."""
    driver.clock.advance(86_400)
    client = driver.client(Script(ok()), rate_limit=limit_at(store.url, RateLimit(1, 10)))
    driver.send(client, request())
    driver.clock.advance(-3600)
    stranger = driver.client(Script(ok()), rate_limit=limit_at(store.url, RateLimit(1, 10)))
    driver.send(stranger, request())
    assert driver.clock.waits == []


def test_the_rights_that_the_guide_gives_are_enough(
    driver: Driver, limit_at: LimitAt, new_store: NewStore, time: Time
) -> None:
    """A user with the rights that the guide lists can do all that a limit needs, and reads no other key."""
    guide = (ROOT / "docs" / "howto" / "many-hosts.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^ACL SETUSER (.*)$", guide, re.MULTILINE)
    store = new_store()
    store.client.execute_command("ACL", "SETUSER", *line.replace("PASSWORD", "correct-horse").split())
    url = store.url.replace("//", "//uptimekit-limits:correct-horse@")
    driver.clock.advance(86_400)
    limit = limit_at(url, RateLimit(1, 10), strict=True)
    script = Script(httpx.ConnectError("refused"), ok(), status(429), ok())
    client = driver.client(script, rate_limit=limit, retries=3)
    for _ in range(3):
        driver.send(client, request())
    store.client.flushall()
    driver.send(client, request())
    driver.clock.advance(-3600)
    for shared in (limit_at(url, RateLimit(1, 10), strict=True), limit_at(url, None, strict=True)):
        driver.send(driver.client(Script(ok()), rate_limit=shared), request())
