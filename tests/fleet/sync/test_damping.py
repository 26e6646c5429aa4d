"""Damping: how many readings it takes to show another state, and which one."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit.fleet import State
from uptimekit.fleet.sync import damped
from uptimekit.fleet.sync.damping import SEVERITY

UP, DEGRADED, DOWN = State.UP, State.DEGRADED, State.DOWN
STATES = st.sampled_from([UP, DEGRADED, DOWN])
READINGS = st.lists(STATES, max_size=30)
COUNTS = st.integers(1, 5)


def played(shown: State, readings: Iterable[State], fire: int, recover: int) -> list[State]:
    """Return what is shown after each reading, as a sync that remembers all readings does."""
    seen: list[State] = []
    all_shown = []
    for reading in readings:
        seen.append(reading)
        shown = damped(shown, seen, fire=fire, recover=recover)
        all_shown.append(shown)
    return all_shown


@pytest.mark.parametrize(
    ("shown", "readings", "then"),
    [
        (UP, [], UP),
        (UP, [DOWN, DOWN], UP),
        (UP, [DOWN, DOWN, DOWN], DOWN),
        (UP, [DOWN, UP, DOWN, DOWN], UP),
        (UP, [DOWN, DEGRADED, DOWN], DEGRADED),
        (DEGRADED, [DOWN, DOWN, DOWN], DOWN),
        (DOWN, [UP], DOWN),
        (DOWN, [UP, UP], UP),
        (DOWN, [UP, DEGRADED], DEGRADED),
        (DOWN, [UP, DOWN, UP], DOWN),
        (DEGRADED, [DEGRADED] * 9, DEGRADED),
    ],
)
def test_three_to_fire_and_two_to_recover(shown: State, readings: list[State], then: State) -> None:
    """Three readings that are worse, or two that are better, are needed one after the other; the nearest of them is shown."""
    assert damped(shown, readings, fire=3, recover=2) is then


@given(STATES, READINGS, COUNTS, COUNTS)
def test_a_change_has_its_readings_behind_it(
    shown: State, readings: list[State], fire: int, recover: int
) -> None:
    """Whatever is shown is confirmed: the last readings were all at least as bad, or at least as good, and one was equal."""
    then = damped(shown, readings, fire=fire, recover=recover)
    if then is shown:
        return
    worse = SEVERITY[then] > SEVERITY[shown]
    last = [SEVERITY[each] for each in readings[-(fire if worse else recover) :]]
    assert len(last) == (fire if worse else recover)
    assert (min(last) if worse else max(last)) == SEVERITY[then]


@given(STATES, READINGS, STATES, COUNTS, COUNTS)
def test_what_lasts_is_shown(
    shown: State, readings: list[State], lasting: State, fire: int, recover: int
) -> None:
    """A state that lasts is shown after as many readings as it takes, whatever was before."""
    steps = played(shown, [*readings, *[lasting] * max(fire, recover)], fire, recover)
    assert steps[-1] is lasting


@given(STATES, st.lists(st.tuples(STATES, COUNTS), max_size=20))
def test_what_does_not_last_is_never_shown(shown: State, runs: list[tuple[State, int]]) -> None:
    """Readings that leave what is shown for fewer times than it takes, and come back, change nothing: no flapping."""
    readings = [
        reading for state, length in runs for reading in [*[state] * min(length, 2), shown]
    ]  # at most two away from it
    assert set(played(shown, readings, 3, 3)) <= {shown}


@given(STATES, READINGS, COUNTS, COUNTS)
def test_older_readings_do_not_matter(shown: State, readings: list[State], fire: int, recover: int) -> None:
    """No more than the last readings that it takes decide, so that no more need to be kept."""
    short = readings[-max(fire, recover) :]
    assert damped(shown, readings, fire=fire, recover=recover) is damped(
        shown, short, fire=fire, recover=recover
    )
