"""The clocks."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from uptimekit.sandbox import ManualClock, SystemClock
from uptimekit.sandbox._clock import ReplayClock


def test_system_clock_is_aware_and_now() -> None:
    """The system clock tells the machine's time, in UTC."""
    before = datetime.now(UTC)
    told = SystemClock().now()
    assert before <= told <= datetime.now(UTC)
    assert told.tzinfo is UTC


def test_a_replay_is_behind_and_comes_back() -> None:
    """While a past is played it is so much behind the machine's time, and goes on; then it tells that time."""
    clock, day = ReplayClock(), timedelta(days=1)
    clock.go_back(day)
    before = datetime.now(UTC)
    assert before - day <= clock.now() <= clock.now() <= datetime.now(UTC) - day
    clock.go_back(timedelta())
    assert before <= clock.now() <= datetime.now(UTC)


def test_manual_clock_stands_still() -> None:
    """Two readings are the same moment."""
    clock = ManualClock()
    assert clock.now() == clock.now() == datetime(2026, 1, 12, 9, tzinfo=UTC)


def test_advance_moves_by_seconds_and_fractions() -> None:
    """Advancing adds what is asked for and returns the new time."""
    clock = ManualClock()
    start = clock.now()
    assert clock.advance(1.5) == clock.now() == start + timedelta(seconds=1.5)


def test_advance_refuses_to_go_back() -> None:
    """A negative advance is an error and changes nothing."""
    clock = ManualClock()
    with pytest.raises(ValueError, match="negative"):
        clock.advance(-1)
    assert clock.now() == ManualClock().now()


def test_set_jumps_and_converts_to_utc() -> None:
    """Any aware moment can be set, and is told in UTC."""
    clock = ManualClock()
    clock.set(datetime(2020, 1, 1, 2, tzinfo=timezone(timedelta(hours=2))))
    assert clock.now().isoformat() == "2020-01-01T00:00:00+00:00"


def test_naive_times_are_refused() -> None:
    """A moment without a zone is an error, at the start and later."""
    with pytest.raises(ValueError, match="aware"):
        ManualClock(datetime(2020, 1, 1))
    with pytest.raises(ValueError, match="aware"):
        ManualClock().set(datetime(2020, 1, 1))


def test_a_client_can_live_in_it() -> None:
    """It is a client's clock, too: a wait of a thread or a task moves it on for both, and costs no time."""
    clock = ManualClock()
    begin = clock.now()
    clock.sleep(90.5)
    asyncio.run(clock.asleep(29.5))
    assert clock.now() - begin == timedelta(minutes=2)
    assert clock.monotonic() == clock.time() == clock.now().timestamp()
