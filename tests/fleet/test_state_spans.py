"""Histories are made of spans in order that do not overlap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from uptimekit.fleet import State, StateSpan
from uptimekit.fleet.state_spans import Change, Outage, changes_of, laid_over, read_time, spans_of

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def shown(spans: tuple[StateSpan, ...]) -> list[tuple[float, float, str]]:
    """Spans in minutes after noon."""
    return [
        ((s.start - NOON).total_seconds() / 60, (s.end - NOON).total_seconds() / 60, str(s.state))
        for s in spans
    ]


def test_a_state_lasts_until_the_next_change() -> None:
    """The state at the beginning is that of the last change before it; the last state lasts until the end."""
    changes: list[Change] = [(at(20), State.UP), (at(-5), State.UP), (at(10), State.DOWN)]
    assert shown(spans_of(changes, at(0), at(60))) == [(0, 10, "up"), (10, 20, "down"), (20, 60, "up")]


def test_equal_states_are_one_span_and_unknown_ones_a_gap() -> None:
    """Changes to the same state make no new span; what is not known is left out."""
    changes: list[Change] = [(at(5), State.UP), (at(10), State.UP), (at(20), None), (at(30), State.UP)]
    assert shown(spans_of(changes, at(0), at(60))) == [(5, 20, "up"), (30, 60, "up")]


def test_changes_after_the_end_do_not_count() -> None:
    """A history ends when it was read."""
    assert shown(spans_of([(at(5), State.UP), (at(90), State.DOWN)], at(0), at(60))) == [(5, 60, "up")]
    assert spans_of([(at(90), State.DOWN)], at(0), at(60)) == ()
    assert spans_of([(at(5), State.UP)], at(60), at(0)) == ()


def test_outages_that_overlap_are_one_time_of_trouble() -> None:
    """An outage within another one adds nothing, and one that goes on lasts until the end."""
    outages: list[Outage] = [
        (at(30), None, State.DOWN),
        (at(10), at(20), State.DOWN),
        (at(12), at(15), State.DEGRADED),
        (at(18), at(25), State.DOWN),
        (at(40), at(50), State.DOWN),
        (at(28), at(27), State.DOWN),  # an odd one, which ended before it began
    ]
    assert shown(spans_of(changes_of(outages, at(-60)), at(0), at(60))) == [
        (0, 10, "up"),
        (10, 25, "down"),
        (25, 30, "up"),
        (30, 60, "down"),
    ]


def test_a_history_is_read_no_later_than_now() -> None:
    """The future is not known."""
    assert read_time(at(60), NOON.timestamp()) == NOON
    assert read_time(at(-60), NOON.timestamp()) == at(-60)


def test_a_cover_takes_the_place_of_some_states() -> None:
    """It may reach over several spans, and fills no gap."""
    spans = (
        StateSpan(at(0), at(10), State.UP),
        StateSpan(at(10), at(20), State.PAUSED),
        StateSpan(at(30), at(60), State.DOWN),
    )
    covers = [StateSpan(at(5), at(35), State.MAINTENANCE), StateSpan(at(40), at(45), State.MAINTENANCE)]
    assert shown(laid_over(spans, covers, only=(State.UP, State.DOWN))) == [
        (0, 5, "up"),
        (5, 10, "maintenance"),
        (10, 20, "paused"),
        (30, 35, "maintenance"),
        (35, 40, "down"),
        (40, 45, "maintenance"),
        (45, 60, "down"),
    ]
    assert shown(laid_over(spans, covers[:1])) == [
        (0, 5, "up"),
        (5, 20, "maintenance"),
        (30, 35, "maintenance"),
        (35, 60, "down"),
    ]


minutes = st.integers(-100, 200)
states = st.sampled_from([State.UP, State.DOWN, None])


@given(st.lists(st.tuples(minutes, states)), minutes, minutes)
def test_spans_are_in_order_and_within_the_range(
    changes: list[tuple[int, State | None]], start: int, end: int
) -> None:
    """Whatever changed when, spans have a length, follow one another and stay between the two times."""
    spans = spans_of([(at(minute), state) for minute, state in changes], at(start), at(end))
    assert all(span.start < span.end for span in spans)
    for one, other in pairwise(spans):
        assert one.end <= other.start
        assert one.end < other.start or one.state is not other.state
    assert all(at(start) <= span.start and span.end <= at(end) for span in spans)
