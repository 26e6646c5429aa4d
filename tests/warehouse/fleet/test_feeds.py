"""What the feeds of a fleet read, and what they ask for again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from uptimekit import ServerError
from uptimekit.betterstack import Incident, Monitor, UptimeAPI
from uptimekit.fleet import Fleet
from uptimekit.sandbox import BetterStackSandbox, Fault, ManualClock, UptimeHuntSandbox, serve
from uptimekit.sandbox._instructions import environment
from uptimekit.warehouse.feed import Feed, Slice, Span, Table
from uptimekit.warehouse.feeds import feeds_of
from uptimekit.warehouse.fleet import past
from uptimekit.warehouse.fleet.incidents import IncidentFeed
from uptimekit.warehouse.fleet.items import ItemFeed
from uptimekit.warehouse.fleet.past import PastFeed

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


class Server:
    """A served sandbox with monitors, and readings of it."""

    def __init__(self, sandbox: BetterStackSandbox, clock: ManualClock, fleet: Fleet, api: UptimeAPI) -> None:
        self.sandbox, self.clock, self.fleet, self.api = sandbox, clock, fleet, api

    def monitor(self, name: str) -> Monitor:
        """Make a monitor that is up."""
        url = "https://reader:sesame@shop.example/?key=sesame"
        made = Monitor.new(self.api, pronounceable_name=name, monitor_type="status", url=url)
        self.sandbox.set_monitor_status(made.id, "up")
        return made

    def slices(self, feed: Feed, state: Mapping[str, Any]) -> Iterator[Slice]:
        """What a feed reads now, with a window of two days."""
        return feed.slices(self.fleet, state, Span(self.clock.now() - 3 * DAY, self.clock.now(), 2 * DAY))

    def read(
        self, feed: Feed, state: Mapping[str, Any] | None = None
    ) -> tuple[list[tuple[Table, Any]], Mapping[str, Any]]:
        """All rows that a feed reads, and its state afterwards, which is a value of JSON."""
        rows = list[tuple[Table, Any]]()
        for part in self.slices(feed, state or {}):
            rows += part.rows()
            state = json.loads(json.dumps(part.state))
        return rows, state or {}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A sandbox of its own, since the limiters of a server that two tests share would see time go back."""
    clock = ManualClock(START)
    sandbox = BetterStackSandbox(clock=clock, teams=["main"])
    with serve(sandbox.app) as running:
        told = environment(sandbox, running.url)
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        api = UptimeAPI(told["BETTERSTACK_API_TOKEN"], base_url=told["BETTERSTACK_BASE_URL"], clock=clock)
        with Fleet.load(accounts=["betterstack"], clock=clock, retries=0, deadline=60) as fleet, api:
            yield Server(sandbox, clock, fleet, api)


def test_a_fleet_has_these_feeds() -> None:
    """An export finds them by the name of the fleet."""
    assert [feed.name for feed in feeds_of("fleet")] == ["items", "incidents", "past"]


def test_items_have_no_secret(server: Server) -> None:
    """Each has the fields of its kind, and the address without what may be secret."""
    server.monitor("Till")
    ((table, row),), _ = server.read(ItemFeed())
    assert table.whole
    assert row.keys() <= table.columns.keys()
    assert (row["kind"], row["name"], row["state"], row["target"]) == (
        "monitor",
        "Till",
        "up",
        "https://shop.example/",
    )
    assert (row["schedule"], row["component_group"]) == (None, None)
    assert "sesame" not in str(row)


def test_an_incomplete_listing_is_none(server: Server) -> None:
    """What it lacks would be marked as deleted."""
    server.monitor("Till")
    server.sandbox.faults.add(Fault(status=500, match="GET /api/v2/heartbeats", times=1))
    with pytest.raises(ServerError):
        server.read(ItemFeed())


def test_what_was_open_is_read_again(server: Server) -> None:
    """An incident of long ago that was open at the last reading is there when it has been resolved."""
    till = server.monitor("Till")
    server.sandbox.set_monitor_status(till.id, "down")
    rows, state = server.read(IncidentFeed())
    assert [(row["name"], row["resolved"]) for _, row in rows] == [("Till", None)]
    assert all(row.keys() <= table.columns.keys() for table, row in rows)
    server.clock.advance(30 * 86_400)
    server.sandbox.set_monitor_status(till.id, "up")
    server.clock.advance(86_400)
    rows, state = server.read(IncidentFeed(), state)
    assert [(row["name"], row["resolved"]) for _, row in rows] == [("Till", START + 30 * DAY)]
    server.clock.advance(5 * 86_400)
    _, state = server.read(IncidentFeed(), state)
    assert server.read(IncidentFeed(), state)[0] == []
    assert [each.name for each in Incident.get_all_instances(server.api)] == ["Till"]


def days(rows: list[tuple[Table, Any]]) -> list[tuple[str, int, str]]:
    """Name, day and state of each span."""
    return [
        (row["item_id"], row["day"].day, row["state"]) for table, row in rows if table is past.STATE_SPANS
    ]


def test_the_past_is_read_from_the_day_of_the_window(server: Server) -> None:
    """At first as far back as was asked for; a new item always is."""
    till = server.monitor("Till").id
    server.clock.advance(10 * 86_400)
    rows, state = server.read(PastFeed())
    assert days(rows) == [(till, day, "up") for day in (9, 10, 11, 12)]
    measured = [row for table, row in rows if table is past.RESPONSE_TIMES]
    assert {row["region"] for row in measured} == {"us", "eu", "as", "au"}
    assert all(row.keys() <= table.columns.keys() for table, row in rows)
    server.clock.advance(86_400)
    new = server.monitor("New").id
    rows, state = server.read(PastFeed(), state)
    assert days(rows) == [
        *((new, day, "absent") for day in (10, 11, 12, 13)),
        *((till, day, "up") for day in (10, 11, 12, 13)),
    ]


def test_a_history_that_fails_does_not_stop_the_others(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their rows and state are there when the error is raised, and the next reading makes up for it."""
    monkeypatch.setattr(past, "BATCH", 1)
    good, bad, gone = (server.monitor(name).id for name in ("Good", "Bad", "Gone"))
    server.clock.advance(86_400)
    faults = server.sandbox.faults
    faults.add(Fault(status=500, match=f"GET /api/v2/monitors/{bad}/response-times", times=1))
    faults.add(Fault(status=404, match=f"GET /api/v2/monitors/{gone}/response-times", times=1))
    parts = server.slices(PastFeed(), {})
    rows, labels, state = list[Any](), list[str](), dict[str, Any]()
    for _ in range(3):
        part = next(parts)
        labels.append(part.label)
        rows += part.rows()
        state = dict(part.state)
    with pytest.raises(ServerError):
        next(parts)
    assert {name for name, _, _ in days(rows)} == {good}
    assert [*state["read"]] == [f"monitor/{good}"]
    assert sorted(labels) == [f"histories {number} to {number} of 3" for number in (1, 2, 3)]
    again, _ = server.read(PastFeed(), state)
    assert {name for name, _, _ in days(again)} == {good, bad, gone}


def test_a_pause_that_is_over_is_remembered(server: Server) -> None:
    """Until no reading reaches back to it, and for no item that is gone."""
    till = server.monitor("Till")
    till.pause()
    server.clock.advance(86_400)
    _, state = server.read(PastFeed())
    till.resume()
    server.sandbox.set_monitor_status(till.id, "up")
    rows, state = server.read(PastFeed(), state)
    assert days(rows) == [
        (till.id, 1, "absent"),
        (till.id, 2, "absent"),
        (till.id, 2, "paused"),
        (till.id, 3, "paused"),
    ]
    server.clock.advance(86_400)
    rows, state = server.read(PastFeed(), state)
    assert [state for _, _, state in days(rows)] == ["absent", "absent", "paused", "paused", "up", "up"]
    assert state["pauses"]
    server.clock.advance(3 * 86_400)
    _, state = server.read(PastFeed(), state)
    _, state = server.read(PastFeed(), state)
    assert state["pauses"] == {}
    till.delete()
    server.monitor("New")
    _, state = server.read(PastFeed(), state)
    assert f"monitor/{till.id}" not in state["read"]


def test_a_provider_that_tells_of_the_last_hours_is_read_every_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one reading has seen of a day stays when the next one replaces the day."""
    clock = ManualClock(START)
    sandbox = UptimeHuntSandbox(clock=clock, services=1)
    sandbox.faults.add(Fault(status=400, match="/api/v1/services/1/metrics/uptime"))  # errors tell nothing
    state: Mapping[str, Any] = {}
    with serve(sandbox.app) as running:
        for name, value in environment(sandbox, running.url).items():
            monkeypatch.setenv(name, value)
        for hours in (0, 2, 4):
            clock.set(START + timedelta(hours=hours))
            with Fleet.load(accounts=["uptimehunt"], clock=clock, deadline=60) as fleet:
                span = Span(START, clock.now(), DAY)
                (part,) = PastFeed().slices(fleet, state, span)
                rows = [row for table, row in part.rows() if table is past.STATE_SPANS]
                state = json.loads(json.dumps(part.state))
    known = [(row["start_at"], row["end_at"], row["state"]) for row in rows if row["state"] != "unknown"]
    assert known == [(START - timedelta(minutes=145), START + timedelta(hours=4), "up")]
    assert {row["day"].day for row in rows} == {2}
