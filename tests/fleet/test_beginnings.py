"""Since when items are as they are."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest

from uptimekit import ServerError
from uptimekit.fleet import Filter, Fleet, Heartbeat, History, Incident, Item, Kind, Monitor, State, StateSpan
from uptimekit.fleet.beginnings import begun_in, unknown_begins, with_begin_of_incidents

from ._kit import LanternReader, lantern

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(hours: float) -> datetime:
    """So many hours before now."""
    return NOW - timedelta(hours=hours)


def monitor(name: str = "Shop", **fields: Any) -> Monitor:
    """A monitor that is down."""
    facts = {
        "provider": "betterstack",
        "account": "main",
        "id": name,
        "name": name,
        "state": State.DOWN,
        **fields,
    }
    return Monitor(**facts)


def incident(started: datetime, *affects: str, **fields: Any) -> Incident:
    """An incident of the same account."""
    facts = {"account": "main", "id": "i", "name": "Fire", "state": State.DOWN, **fields}
    return Incident(**{"provider": "betterstack", "started": started, "affects": affects, **facts})


def since(*items: Item, incidents: Iterable[Incident] = ()) -> list[datetime | None]:
    """The times that open incidents tell of *items*."""
    return [item.since for item in with_begin_of_incidents([*items, *incidents])][: len(items)]


def history(*spans: StateSpan, **fields: Any) -> History:
    """A history of a day."""
    return History(start=at(24), end=NOW, spans=spans, **fields)


def test_what_a_listing_tells_stands() -> None:
    """A time that the provider told is not changed."""
    assert since(monitor(since=at(5)), incidents=[incident(at(1), "Shop")]) == [at(5)]


def test_the_first_open_incident_about_it_tells() -> None:
    """An open incident of the account about the item says since when; others do not."""
    incidents = [incident(at(2), "Shop"), incident(at(3), "Search", "Shop")]
    assert since(monitor(), incidents=incidents) == [at(3)]
    others = [
        incident(at(9), "Shop", account="other"),
        incident(at(9), "Shop", resolved=at(8)),
        incident(at(9), "Search"),
    ]
    assert since(monitor(), incidents=others) == [None]


@pytest.mark.parametrize("state", [State.UP, State.PAUSED, State.MAINTENANCE])
def test_an_incident_tells_nothing_of_what_is_well(state: State) -> None:
    """What is up while an incident names it was not up since that incident began."""
    assert since(monitor(state=state), incidents=[incident(at(2), "Shop")]) == [None]


def test_an_incident_about_a_namesake_does_not_tell() -> None:
    """Where two monitors that are down have one name, nobody can tell which of them an incident is about."""
    first, second = monitor(), monitor(id="other")
    about = [incident(at(9), "Shop")]
    assert since(first, second, incidents=about) == [None, None]
    assert since(first, attrs.evolve(second, state=State.UP), incidents=about) == [at(9), None]


def test_a_history_tells() -> None:
    """The last span of a history does, if it is of the same state and follows on another one."""
    down = StateSpan(at(5), at(4), State.UP), StateSpan(at(4), NOW, State.DOWN)
    assert begun_in(monitor(), history(*down)) == at(4)
    assert begun_in(monitor(), history(*down, StateSpan(at(1), NOW, State.UP))) is None
    assert begun_in(monitor(), history()) is None


def test_what_may_have_begun_earlier_is_not_known() -> None:
    """A span after a gap, or at the begin of a history, may have begun before: no time is better than a wrong one."""
    assert begun_in(monitor(), history(StateSpan(at(24), NOW, State.DOWN))) is None
    gap = StateSpan(at(9), at(8), State.UP), StateSpan(at(4), NOW, State.DOWN)
    assert begun_in(monitor(), history(*gap)) is None
    assert begun_in(monitor(), history(gap[1])) is None


def test_the_making_of_an_item_begins_its_state() -> None:
    """What has been so since it was made began then."""
    span = StateSpan(at(4), NOW, State.DOWN)
    assert begun_in(monitor(), history(span, created=at(4))) == at(4)
    assert begun_in(monitor(), history(span, created=at(5))) is None


def test_a_provider_may_know_what_its_spans_do_not_show() -> None:
    """A check that came down before the range, or after a time without data, did so at a known moment."""
    span = StateSpan(at(24), NOW, State.DOWN)
    assert begun_in(monitor(), history(span, since=at(99))) == at(99)
    assert begun_in(monitor(state=State.UP), history(span, since=at(99))) is None


def test_what_is_late_is_not_late_since_it_was_up() -> None:
    """The state of a late job is the one from before: nothing tells since when it is late, and nothing is asked."""
    late = Heartbeat(provider="healthchecks", account="main", id="2", name="Job", state=State.UP, late=True)
    up = StateSpan(at(5), at(4), State.DOWN), StateSpan(at(4), NOW, State.UP)
    assert begun_in(late, history(*up)) is None
    assert since(late, incidents=[incident(at(9), "Job")]) == [None]
    assert unknown_begins([late]) == []


@pytest.mark.parametrize("number", [3, 50])
def test_no_more_than_ten_begins_are_looked_for(number: int) -> None:
    """Each costs a request, so that with many things down only the first ten are looked up."""
    well = monitor("well", state=State.UP)
    assert len(unknown_begins([well, *(monitor(str(each)) for each in range(number))])) == min(number, 10)


class _Begun(LanternReader):
    """Its shop is down since an incident, and its API has a history."""

    async def incidents(self, *, resolved_since: datetime | None = None) -> AsyncIterator[Incident]:
        del resolved_since
        yield incident(at(3), "shop", provider="lantern", account=self.account.name, name="blaze")

    async def history(self, item: Item, start: datetime, end: datetime) -> History:
        if item.name == "backup":
            raise ServerError("out of oil")
        spans = StateSpan(start, at(7), State.DOWN), StateSpan(at(7), end, item.state)
        return History(start=start, end=end, spans=spans)


def test_a_survey_tells_since_when(lamps: list[LanternReader], monkeypatch: pytest.MonkeyPatch) -> None:
    """A survey has it from the incidents that it reads anyway, also for a filter that wants none of them."""
    monkeypatch.setattr(LanternReader, "incidents", _Begun.incidents)
    with Fleet([lantern("main")]) as fleet:
        found = {item.name: item.since for item in fleet.survey().items}
        assert (found["shop"], found["API"]) == (at(3), None)
        assert fleet.find("shop").since == at(3)
        assert [item.since for item in fleet.survey(where=Filter(name="shop")).items] == [at(3)]
        assert [item.since for item in fleet.survey(Kind.MONITORS).items] == [None, None]


def test_histories_tell_the_rest(lamps: list[LanternReader], monkeypatch: pytest.MonkeyPatch) -> None:
    """``with_since`` asks for what no listing tells; a history that cannot be read leaves an item as it is."""
    monkeypatch.setattr(LanternReader, "history", _Begun.history)
    with Fleet([lantern("main")]) as fleet:
        items = fleet.survey().items
        found = {item.name: item.since for item in fleet.with_since(items, now=NOW)}
    assert found == {"API": at(7), "shop": at(7), "backup": None}
