"""Plans say what is to be done, and do nothing themselves."""

from __future__ import annotations

from typing import Any

from uptimekit.statuspage._plans import WORKERS, Plan, Together, call, collected, together
from uptimekit.statuspage._requests import listed, single
from uptimekit.statuspage.results import Component


def _finish(plan: Plan[Any], outcome: Any) -> Any:
    try:
        plan.send(outcome)
    except StopIteration as end:
        return end.value
    raise AssertionError("the plan goes on")


def test_a_plan_yields_its_step_and_returns_what_comes_of_it() -> None:
    """One request and one listing are one step each, and their outcome is the plan's result."""
    one, many = single("components.get", Component, "p", "c"), listed("components.list", Component, "p")
    for plan, step in ((call(one), one), (collected(many), many)):
        assert next(plan) is step
        assert _finish(plan, "outcome") == "outcome"


def test_plans_together_are_one_step() -> None:
    """Several plans are handed over together, unbegun, with who is told and how many go at once."""
    begun: list[int] = []

    def make(number: int) -> Plan[int]:
        begun.append(number)
        return (yield from call(single("components.get", Component, "p", "c")))  # type: ignore[return-value]

    plan = together((lambda: make(1), lambda: make(2)), print, workers=3)
    step = next(plan)
    assert isinstance(step, Together)
    assert (len(step.plans), step.on_progress, step.workers) == (2, print, 3)
    assert begun == []
    assert _finish(plan, [1, 2]) == [1, 2]
    default = next(together([]))
    assert isinstance(default, Together)
    assert (default.plans, default.on_progress, default.workers) == ([], None, WORKERS)
