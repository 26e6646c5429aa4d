"""Tests of the retry budget."""

from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime.retry_budget import RetryBudget


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 40)), max_size=60), st.integers(1, 50))
def test_tokens_stay_between_nothing_and_the_capacity(steps: list[tuple[bool, int]], capacity: int) -> None:
    """Whatever is taken and given back, the bucket is never below 0 nor above its capacity."""
    budget = RetryBudget(capacity)
    for take, amount in steps:
        before = budget.tokens
        if take:
            assert budget.take(amount) == (amount <= before)
            assert budget.tokens == (before - amount if amount <= before else before)
        else:
            budget.refund(amount)
            assert budget.tokens == min(capacity, before + (amount or 1))
        assert 0 <= budget.tokens <= capacity


def test_threads_never_take_more_than_there_is() -> None:
    """16 threads that take at once get exactly what the bucket holds."""
    budget, barrier, got = RetryBudget(500), threading.Barrier(16), [0] * 16

    def work(number: int) -> None:
        barrier.wait(10)
        got[number] = sum(budget.take(5) for _ in range(50))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sum(got) == 100
    assert budget.tokens == 0
