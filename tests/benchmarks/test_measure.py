"""Samples and ratios."""

from __future__ import annotations

import gc
from collections.abc import Callable
from random import Random

import pytest
from benchmarks.measure import Row, compare, interleave, timed


def test_every_task_runs_once_a_round_after_a_warm_up() -> None:
    """With n rounds every task runs n + 1 times, in rounds, and the first value of each is dropped."""
    calls: list[str] = []

    def task(name: str) -> Callable[[], float]:
        def sample() -> float:
            calls.append(name)
            return float(calls.count(name))

        return sample

    samples = interleave({name: task(name) for name in "abc"}, 4, Random(0))
    assert samples == {name: [2.0, 3.0, 4.0, 5.0] for name in "abc"}
    assert all(set(calls[start : start + 3]) == {"a", "b", "c"} for start in range(0, 15, 3))


def test_the_order_is_drawn_anew_each_round() -> None:
    """No task is always the one that runs after a certain other."""
    calls: list[str] = []

    def task(name: str) -> Callable[[], float]:
        def sample() -> float:
            calls.append(name)
            return 1.0

        return sample

    tasks = {name: task(name) for name in "abc"}
    interleave(tasks, 20, Random(0))
    orders = {"".join(calls[start : start + 3]) for start in range(0, len(calls), 3)}
    assert len(orders) > 3


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    """One slow sample does not move the ratio, nor does a slow time that both sides saw."""
    row = compare("x", {"a": [2.0, 2.0, 90.0], "b": [1.0, 1.0, 1.0]}, "a", "b", unit="s")
    assert (row.ours, row.reference, row.ratio) == (2.0, 1.0, 2.0)
    assert row.ratios == (2.0, 2.0, 46.0)
    assert compare("x", {"a": [2.0, 20.0, 2.0], "b": [1.0, 10.0, 1.0]}, "a", "b").ratios == (2.0, 2.0, 2.0)


def test_what_both_share_can_be_taken_off() -> None:
    """With a floor, both sides count only what they take above it."""
    samples = {"a": [0.030] * 3, "b": [0.020] * 3, "floor": [0.010] * 3}
    assert compare("x", samples, "a", "b").ratio == pytest.approx(1.5)
    assert compare("x", samples, "a", "b", minus="floor").ratio == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("target", "ok"), [(None, True), (2.0, True), (1.99, False)], ids=["none", "met", "missed"]
)
def test_a_target_is_the_largest_ratio_allowed(target: float | None, ok: bool) -> None:
    """A ratio equal to its target meets it, a larger one misses it."""
    assert Row("x", 2.0, 1.0, "ms", (2.0, 2.0, 2.0), target).ok is ok


def test_noise_is_told_from_a_difference() -> None:
    """Only a reference that differs much from itself says that the machine was busy."""
    wide, narrow = (0.9, 1.0, 1.1), (0.98, 1.0, 1.02)
    assert Row("x", 1.0, 1.0, "ms", wide, noise=True).restless
    assert not Row("x", 1.0, 1.0, "ms", narrow, noise=True).restless
    assert not Row("x", 1.0, 1.0, "ms", wide).restless


def test_a_timed_action_runs_as_often_as_asked() -> None:
    """The sample is a mean over the repeats, with the garbage collector on, as in a program."""
    seen: list[bool] = []
    sample = timed(lambda: seen.append(gc.isenabled()), repeat=3)
    assert sample() >= 0.0
    assert seen == [True, True, True]
