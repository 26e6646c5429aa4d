"""Lanes of the time line."""

from __future__ import annotations

from datetime import UTC, datetime

from uptimekit.fleet import Incident, State
from uptimekit.fleet.report.lanes import lanes_of


def at(day: int) -> datetime:
    """A day in November 2026 in UTC."""
    return datetime(2026, 11, day, tzinfo=UTC)


def incident(name: str, started: int | None, resolved: int | None) -> Incident:
    """An incident between two days."""
    return Incident(
        provider="statuspage", account="main", id=name, name=name, state=State.DOWN,
        started=at(started) if started else None, resolved=at(resolved) if resolved else None,
    )  # fmt: skip


def names(*incidents: Incident) -> list[list[str]]:
    """The names of the incidents in each lane of a time line from the 5th to the 25th."""
    return [[each.incident.name for each in lane] for lane in lanes_of(incidents, at(5), at(25))]


def test_incidents_that_do_not_overlap_share_a_lane() -> None:
    """One that begins when another ends follows it."""
    assert names(incident("b", 8, 10), incident("a", 6, 8)) == [["a", "b"]]


def test_incidents_that_overlap_lie_in_lanes_of_their_own() -> None:
    """A third one takes the first lane that is free."""
    assert names(incident("a", 6, 9), incident("b", 7, 15), incident("c", 10, 12)) == [["a", "c"], ["b"]]


def test_a_stretch_is_cut_to_the_time_line() -> None:
    """What began before begins with the line; what is open lasts until its end."""
    ((early,), (open_one,)) = lanes_of([incident("a", 1, 7), incident("b", 6, None)], at(5), at(25))
    assert (early.start, early.end) == (at(5), at(7))
    assert (open_one.start, open_one.end) == (at(6), at(25))


def test_what_is_not_on_the_time_line_is_left_out() -> None:
    """Incidents that were over before it, begin after it, or of which the beginning is not known."""
    assert names(incident("a", 1, 5), incident("b", 25, None), incident("c", None, None)) == []
