"""Pauses that readings have seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from uptimekit.fleet import Monitor, State, StateSpan
from uptimekit.warehouse.fleet.seen_pauses import Pause, see, with_pauses

START = datetime(2026, 3, 1, tzinfo=UTC)


def at(hours: float) -> datetime:
    """So many hours after the start."""
    return START + timedelta(hours=hours)


def item(state: State, since: float | None = None) -> Monitor:
    """A monitor in a state."""
    begun = None if since is None else at(since)
    return Monitor(provider="p", account="a", id="1", name="Till", state=state, since=begun)


def over(spans: list[tuple[float, float, str]], *pauses: Pause) -> list[tuple[float, float, str]]:
    """Spans with the pauses laid over them, in hours after the start."""
    given = tuple(StateSpan(at(begin), at(end), State(state)) for begin, end, state in spans)
    hour = timedelta(hours=1)
    return [
        ((s.start - START) / hour, (s.end - START) / hour, str(s.state)) for s in with_pauses(given, pauses)
    ]


def test_a_pause_is_seen_from_its_beginning_to_its_end() -> None:
    """A second one is another pause; what was never paused has none."""
    pauses: list[Pause] = []
    for hour, state in (
        (1, State.UP),
        (5, State.PAUSED),
        (8, State.PAUSED),
        (9, State.UP),
        (12, State.PAUSED),
    ):
        pauses = see(pauses, item(state, since=4 if hour < 10 else None), at(hour))
    assert pauses == [Pause(at(4), at(5), at(8), at(9)), Pause(None, at(12), at(12), None)]
    assert [Pause.from_json(each.to_json()) for each in pauses] == pauses


def test_a_forgotten_pause_is_paused_until_it_was_last_seen() -> None:
    """Then nothing is known until it was seen to be over, but for an outage: what is paused has none."""
    pause = Pause(at(2), at(3), at(5), at(9))
    assert over([(0, 12, "up")], pause) == [(0, 2, "up"), (2, 5, "paused"), (5, 9, "unknown"), (9, 12, "up")]
    assert over([(0, 6, "up"), (6, 7, "down"), (7, 12, "up")], pause) == [
        (0, 2, "up"),
        (2, 5, "paused"),
        (5, 6, "unknown"),
        (6, 7, "down"),
        (7, 9, "unknown"),
        (9, 12, "up"),
    ]


def test_a_pause_that_goes_on_ends_where_it_was_seen() -> None:
    """The reading that saw it is the last one."""
    assert over([(0, 5, "up")], Pause(at(2), at(3), at(5))) == [(0, 2, "up"), (2, 5, "paused")]


@pytest.mark.parametrize("told", ["down", "unknown", "pending"])
def test_where_the_provider_tells_of_a_change_the_pause_ended_there(told: str) -> None:
    """A provider that tells only that a check was not up is right about when."""
    pause = Pause(None, at(3), at(5), at(9))
    assert over([(0, 2, "up"), (2, 6, told), (6, 12, "up")], pause) == [
        (0, 2, "up"),
        (2, 6, "paused"),
        (6, 12, "up"),
    ]


def test_an_outage_before_a_pause_stays() -> None:
    """The beginning that a provider told is not moved."""
    assert over([(0, 6, "down"), (6, 8, "up")], Pause(at(2), at(3), at(5), at(7))) == [
        (0, 2, "down"),
        (2, 6, "paused"),
        (6, 8, "up"),
    ]
