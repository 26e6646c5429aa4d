"""The mapping: which items are meant, and which state theirs make, as far as that is known."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit.fleet import Monitor, State
from uptimekit.fleet.sync import ComponentMapping, Rule, Source
from uptimekit.fleet.sync.damping import SEVERITY

UP, DEGRADED, DOWN, UNKNOWN, PAUSED = State.UP, State.DEGRADED, State.DOWN, State.UNKNOWN, State.PAUSED


def mapping(rule: Rule, **facts: float) -> ComponentMapping:
    return ComponentMapping(account="page", component="Web", sources=(), rule=rule, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "states", "made"),
    [
        (Rule.WORST, [UP, UP], UP),
        (Rule.WORST, [UP, DEGRADED], DEGRADED),
        (Rule.WORST, [UP, DEGRADED, DOWN], DOWN),
        (Rule.WORST, [DOWN, UNKNOWN], DOWN),
        (Rule.WORST, [UP, UNKNOWN], None),
        (Rule.WORST, [UP, PAUSED], UP),
        (Rule.WORST, [UP, State.MAINTENANCE, State.PENDING], UP),
        (Rule.WORST, [PAUSED], None),
        (Rule.WORST, [], None),
        (Rule.ANY, [DOWN, UP], UP),
        (Rule.ANY, [DOWN, DEGRADED], DEGRADED),
        (Rule.ANY, [DOWN, DOWN], DOWN),
        (Rule.ANY, [UP, UNKNOWN], UP),
        (Rule.ANY, [DOWN, UNKNOWN], None),
        (Rule.SHARE, [UP] * 4, UP),
        (Rule.SHARE, [UP, UP, UP, DOWN], DEGRADED),
        (Rule.SHARE, [UP, UP, DOWN, DOWN], DEGRADED),
        (Rule.SHARE, [UP, DOWN, DOWN], DOWN),
        (Rule.SHARE, [UP, UP, DOWN, UNKNOWN], DEGRADED),
        (Rule.SHARE, [UP, UP, UP, UNKNOWN], None),
        (Rule.SHARE, [DOWN, DOWN, DOWN, UNKNOWN], DOWN),
    ],
)
def test_what_states_make(rule: Rule, states: list[State], made: State | None) -> None:
    """Each rule in its cases; what is not watched does not count, and what is not known only if it could change nothing."""
    assert mapping(rule).state_of(states, complete=True) is made


@given(
    st.sampled_from(Rule), st.lists(st.sampled_from([UP, DEGRADED, DOWN, UNKNOWN]), min_size=1, max_size=4)
)
def test_no_knowledge_would_change_what_is_told(rule: Rule, states: list[State]) -> None:
    """What is told holds whichever states the unknown ones are."""
    told = mapping(rule).state_of(states, complete=True)
    unknown = states.count(UNKNOWN)
    for instead in product([UP, DEGRADED, DOWN], repeat=unknown):
        filled = iter(instead)
        whole = [next(filled) if each is UNKNOWN else each for each in states]
        if told is not None:
            assert mapping(rule).state_of(whole, complete=True) is told


@pytest.mark.parametrize(
    ("rule", "states", "made"),
    [
        (Rule.WORST, [DOWN], DOWN),
        (Rule.WORST, [UP], None),
        (Rule.ANY, [UP], UP),
        (Rule.ANY, [DOWN], None),
        (Rule.SHARE, [DOWN] * 9, None),
    ],
)
def test_an_account_that_could_not_be_read(rule: Rule, states: list[State], made: State | None) -> None:
    """Of an unknown number of others nothing is known, so that no share can be told, and never that all is well."""
    assert mapping(rule).state_of(states, complete=False) is made


def test_limits_of_a_share() -> None:
    """A share that is equal to a limit is not below it."""
    lenient = mapping(Rule.SHARE, degraded_below=0.5, down_below=0.25)
    assert lenient.state_of([UP, DOWN], complete=True) is UP
    assert lenient.state_of([UP, DOWN, DOWN], complete=True) is DEGRADED
    assert lenient.state_of([UP, DOWN, DOWN, DOWN], complete=True) is DEGRADED
    assert lenient.state_of([UP, DOWN, DOWN, DOWN, DOWN], complete=True) is DOWN


@pytest.mark.parametrize(
    ("wanted", "matches"),
    [
        ({"name": "[prod] API"}, True),
        ({"name": "[PROD] api"}, True),
        ({"name": "*API"}, True),
        ({"name": "api"}, False),
        ({"name": "m1"}, True),
        ({"name": "*", "tag": "web"}, True),
        ({"name": "*", "tag": "mail"}, False),
    ],
)
def test_which_items_are_meant(wanted: dict[str, str], matches: bool) -> None:
    """A name is meant as it is, whatever its letter case, or as a pattern; an id is, too."""
    item = Monitor(provider="p", account="shop", id="m1", name="[prod] API", state=UP, tags=("web",))
    assert Source(account="shop", **wanted).matches(item) is matches
    assert not Source(account="office", **wanted).matches(item)


def test_words_are_read_back() -> None:
    """A word of ours means the state that we write it for, the worst if there are several; others mean what they do."""
    words = {UP: "operational", DEGRADED: "partial_outage", DOWN: "partial_outage"}
    made = ComponentMapping(account="page", component="Web", sources=(), words=words)
    assert made.shown("partial_outage", DEGRADED) is DOWN
    assert made.shown("major_outage", DOWN) is DOWN
    assert made.shown("under_maintenance", State.MAINTENANCE) is State.MAINTENANCE
    assert SEVERITY[made.shown("operational", UP)] == 0
