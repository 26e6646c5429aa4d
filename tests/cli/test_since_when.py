"""Since when items are as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest

from uptimekit import RequestTimeoutError
from uptimekit.cli.since_when import since_of_history, with_since
from uptimekit.fleet import AccountFault, Heartbeat, History, Incident, Item, Monitor, State, StateSpan

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(hours: float) -> datetime:
    """So many hours before now."""
    return NOW - timedelta(hours=hours)


def monitor(name: str = "Shop", **fields: Any) -> Monitor:
    """A monitor that is down."""
    return Monitor(provider="betterstack", account="main", id=name, name=name, state=State.DOWN, **fields)


def incident(started: datetime, *affects: str, **fields: Any) -> Incident:
    """An incident of the same account."""
    return Incident(
        provider="betterstack", account=fields.pop("account", "main"), id="i", name="Fire", state=State.DOWN,
        started=started, affects=affects, **fields,
    )  # fmt: skip


class Histories:
    """A fleet that has nothing but histories, and counts what is asked."""

    def __init__(self, *spans: StateSpan, fault: bool = False) -> None:
        self.spans = spans
        self.fault = fault
        self.asked: list[str] = []

    def histories(
        self, items: Iterable[Item], start: datetime, end: datetime, *, deadline: float | None = None
    ) -> Iterator[tuple[Item, History | AccountFault]]:
        """The spans for each item."""
        self.deadline = deadline
        for item in items:
            self.asked.append(item.name)
            fault = AccountFault("main", "betterstack", None, RequestTimeoutError("late"))
            yield item, fault if self.fault else History(start=start, end=end, spans=self.spans)


def since(fleet: Histories, *items: Item, incidents: Iterable[Incident] = ()) -> list[datetime | None]:
    """The times that are found."""
    return [item.since for item in with_since(fleet, items, incidents, NOW)]  # type: ignore[arg-type]


def test_what_a_listing_tells_stands() -> None:
    """A time that the provider told is neither changed nor asked for."""
    fleet = Histories()
    assert since(fleet, monitor(since=at(5)), incidents=[incident(at(1), "Shop")]) == [at(5)]
    assert fleet.asked == []


def test_the_first_open_incident_about_it_tells() -> None:
    """An open incident of the account about the item says since when; others do not, and no history is read."""
    fleet = Histories()
    incidents = [incident(at(2), "Shop"), incident(at(3), "Search", "Shop")]
    assert since(fleet, monitor(), incidents=incidents) == [at(3)]
    assert fleet.asked == []
    others = [
        incident(at(9), "Shop", account="other"),
        incident(at(9), "Shop", resolved=at(8)),
        incident(at(9), "Search"),
    ]
    assert since(fleet, monitor(), incidents=others) == [None]
    assert fleet.asked == ["Shop"]


def test_a_history_tells() -> None:
    """Otherwise the last span of its history does, if it is of the same state."""
    down = StateSpan(at(5), at(4), State.UP), StateSpan(at(4), NOW, State.DOWN)
    assert since(Histories(*down), monitor()) == [at(4)]
    assert since(Histories(*down, StateSpan(at(1), NOW, State.UP)), monitor()) == [None]
    assert since(Histories(), monitor()) == [None]
    assert since(Histories(fault=True), monitor()) == [None]


def test_what_is_late_is_not_late_since_it_was_up() -> None:
    """The state of a late job is the one from before: no history tells since when it is late, and none is read."""
    late = Heartbeat(provider="healthchecks", account="main", id="2", name="Job", state=State.UP, late=True)
    up = StateSpan(at(5), at(4), State.DOWN), StateSpan(at(4), NOW, State.UP)
    fleet = Histories(*up)
    assert since(fleet, late) == [None]
    assert fleet.asked == []
    assert since_of_history(late, History(start=at(9), end=NOW, spans=up)) is None


def test_what_lasts_longer_than_a_history_is_not_known() -> None:
    """A span that begins with the history may have begun before: no time is better than a wrong one."""
    history = History(start=at(24), end=NOW, spans=(StateSpan(at(24), NOW, State.DOWN),))
    assert since_of_history(monitor(), history) is None


@pytest.mark.parametrize("number", [3, 50])
def test_no_more_than_ten_histories_are_read(number: int) -> None:
    """Each costs a request, so that with many things down only the first ten are looked up."""
    fleet = Histories()
    since(fleet, *(monitor(str(each)) for each in range(number)))
    assert len(fleet.asked) == min(number, 10)


def test_an_incident_about_a_namesake_does_not_tell() -> None:
    """Where two monitors have one name, nobody can tell which of them an incident is about: their histories tell."""
    fleet = Histories(StateSpan(at(1), NOW, State.DOWN))
    first, second = monitor(), attrs.evolve(monitor(), id="other")
    assert since(fleet, first, second, incidents=[incident(at(9), "Shop")]) == [at(1), at(1)]
