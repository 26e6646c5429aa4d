"""Filters of a fleet's items."""

from __future__ import annotations

import attrs
import pytest

from uptimekit.fleet import Filter, Heartbeat, Monitor, State

SHOP = Monitor(
    provider="betterstack", account="main", id="1", name="Shop API", state=State.DOWN, tags=("eu", "critical")
)


@pytest.mark.parametrize(
    ("wanted", "matches"),
    [
        (Filter(), True),
        (Filter(states={"down", "degraded"}), True),
        (Filter(states=["up"]), False),
        (Filter(name="shop*"), True),
        (Filter(name="shop"), False),
        (Filter(tags=["eu"]), True),
        (Filter(tags=["eu", "us"]), False),
        (Filter(providers=["betterstack"], accounts=["main"]), True),
        (Filter(providers=["statuspage"]), False),
        (Filter(accounts=["other"]), False),
    ],
)
def test_an_item_is_wanted_if_every_condition_holds(wanted: Filter, matches: bool) -> None:
    """States are alternatives, a name is a whole pattern in any case, tags are all needed."""
    assert wanted.matches(SHOP) is matches


@pytest.mark.parametrize(("late", "matches"), [(True, True), (False, False), (None, False)])
def test_what_tables_show_as_late_is_found_so(late: bool | None, matches: bool) -> None:
    """A heartbeat that is late is up, and matches both words; one that is not known to be late matches one."""
    job = Heartbeat(provider="healthchecks", account="main", id="1", name="job", state=State.UP, late=late)
    assert Filter(states=["late"]).matches(job) is matches
    assert Filter(states=["up"]).matches(job)
    assert not Filter(states=["late"]).matches(attrs.evolve(job, state=State.DOWN))


def test_a_state_that_there_is_not_is_refused() -> None:
    """A misspelt state would match nothing in silence."""
    with pytest.raises(ValueError, match="dwon"):
        Filter(states=["dwon"])
