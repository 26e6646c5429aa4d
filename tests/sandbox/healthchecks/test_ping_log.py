"""The stored pings of a check."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.healthchecks._past_runs import PastRuns
from uptimekit.sandbox.healthchecks._ping_log import PingLog

_CHECK = UUID("11111111-2222-4333-8444-555555555555")


def _log(received: int = 0, *, past: int = 5, keep: int = 3) -> PingLog:
    runs = PastRuns(_CHECK, past + received, ManualClock().now())
    log = PingLog(PastRuns(_CHECK, past, ManualClock().now()), keep)
    for number in range(past + 1, past + received + 1):
        log.append(runs.ping(number))
    return log


def test_it_is_a_sequence_of_what_is_kept_and_what_came_later() -> None:
    """The newest of the past and the received pings are counted, indexed, sliced and iterated over as one list."""
    log = _log(received=2)
    listed = list(log)
    assert [ping.n for ping in listed] == [3, 4, 5, 6, 7]
    assert len(log) == 5
    assert [log[place] for place in range(-5, 5)] == listed * 2
    assert (log[-2:], log[:2], log[1:9:2]) == (listed[-2:], listed[:2], listed[1::2])
    with pytest.raises(IndexError):
        log[5]


@pytest.mark.parametrize("keep", range(7))
def test_pruning_drops_the_oldest(keep: int) -> None:
    """Those of the past go first, then received ones; a log that is short enough stays as it is."""
    log = _log(received=2)
    log.prune(keep)
    assert [ping.n for ping in log] == [3, 4, 5, 6, 7][max(0, 5 - keep) :]


def test_a_long_past_takes_no_memory() -> None:
    """A log of a thousand million pings is made at once, and its newest ping can be read."""
    log = _log(past=10**9, keep=10**9)
    assert len(log) == 10**9
    assert log[-1].n == 10**9


def test_an_empty_log() -> None:
    """Without a past there is nothing to see until a ping comes."""
    log = PingLog()
    assert not log
    assert list(log) == []
    log.append(PastRuns(_CHECK, 1, ManualClock().now()).ping(1))
    assert [ping.date < ManualClock().now() + timedelta() for ping in log] == [True]
