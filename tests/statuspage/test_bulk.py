"""The state of a bulk action: what is next, what came of it, how far it is."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.statuspage import Progress
from uptimekit.statuspage._bulk import Bulk
from uptimekit.statuspage._plans import Together

from ._support import FakeClock


def _bulk(
    count: int, told: list[Progress] | None = None, forecast: float = 0.0, workers: int = 8
) -> tuple[Bulk, FakeClock]:
    clock = FakeClock()
    plans: Any = [lambda number=number: f"plan {number}" for number in range(count)]
    step: Any = Together(plans, None if told is None else told.append, workers)
    return Bulk(step, clock, lambda more: forecast * (more + 1)), clock


def test_plans_are_taken_once_and_in_order() -> None:
    """Each plan is handed out once, in order; results stand in the order of the plans."""
    bulk, _ = _bulk(3)
    taken: list[Any] = [bulk.take() for _ in range(4)]
    assert taken == [(0, "plan 0"), (1, "plan 1"), (2, "plan 2"), None]
    for number in (2, 0, 1):
        bulk.finish(number, f"result {number}")
    assert bulk.results == ["result 0", "result 1", "result 2"]


def test_a_stop_gives_up_what_is_not_begun() -> None:
    """After a stop nothing more is handed out."""
    bulk, _ = _bulk(3)
    bulk.take()
    bulk.stop()
    assert bulk.take() is None


@pytest.mark.parametrize(("count", "workers", "needed"), [(0, 8, 0), (3, 8, 3), (20, 8, 8), (20, 1, 1)])
def test_no_more_workers_than_work(count: int, workers: int, needed: int) -> None:
    """There are as many workers as may be, but no more than plans."""
    assert _bulk(count, workers=workers)[0].workers == needed


def test_progress_goes_by_the_time_so_far() -> None:
    """Without a limit the rest is told to take as long as what is done took for each."""
    told: list[Progress] = []
    bulk, clock = _bulk(4, told)
    for number in range(4):
        bulk.take()
        clock.now += 2
        bulk.finish(number, None)
    assert told == [Progress(1, 4, 6.0), Progress(2, 4, 4.0), Progress(3, 4, 2.0), Progress(4, 4, 0.0)]


def test_progress_is_no_faster_than_the_limit() -> None:
    """The rest is told to take at least as long as the limit takes for what is not begun; at the end nothing."""
    told: list[Progress] = []
    bulk, _ = _bulk(3, told, forecast=10.0)
    bulk.take()
    bulk.take()
    bulk.finish(0, None)
    bulk.take()
    bulk.finish(1, None)
    bulk.finish(2, None)
    assert [each.seconds_left for each in told] == [20.0, 10.0, 0.0]
