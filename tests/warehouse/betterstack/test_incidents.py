"""Incidents and their timelines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

import uptimekit.warehouse.betterstack.incidents as module
from uptimekit.sandbox import Fault
from uptimekit.warehouse.betterstack.incidents import INCIDENT_EVENTS, INCIDENTS

from .._merged import Merged
from ._server import Server

_MONTH_OF_THE_WINDOW = ("2026-08", "2026-08", "2026-09", "2026-10", "2026-11")
"""By the number of slices that were loaded up to the ends of August, September, October, and until now."""


@pytest.fixture
def merged() -> Merged:
    return Merged()


def test_a_first_reading_goes_back_month_by_month(server: Server, merged: Merged) -> None:
    """The newest month comes first, and what is older than was asked for does not come."""
    for month in (8, 9, 10, 11):
        server.at(month, 20)
        server.incident(f"fire {month}")
    server.at(11, 28)
    server.asked()
    merged.read(INCIDENTS, server.api, server.span(days=60))
    assert merged.labels == ["2026-11", "2026-10", "2026-09"]
    assert sorted(merged.column("incidents", "cause")) == ["fire 10", "fire 11"]
    assert server.asked() == {"list_incidents": 4}


def test_a_row_has_what_the_service_tells_of_an_incident(server: Server, merged: Merged) -> None:
    """Attributes, the monitor that caused it, an address without its secrets; metadata names no person's address."""
    monitor = server.monitor(url="https://user:S3CRET@shop.example/?key=S3CRET")
    server.sandbox.set_monitor_status(monitor, "down")
    by_hand = server.api.api.incidents.create(
        requester_email="ann@example.org",
        summary="fire",
        metadata={
            "owner": [{"type": "User", "email": "ann@example.org"}],
            "room": [{"type": "String", "value": "7"}],
        },
    )
    merged.read(INCIDENTS, server.api, server.span())
    of_monitor, reported = merged.rows("incidents")
    assert (of_monitor["source_type"], of_monitor["source_id"]) == ("monitor", monitor)
    assert (of_monitor["url"], of_monitor["status"]) == ("https://shop.example/", "Started")
    assert (reported["source_type"], reported["source_id"], reported["id"]) == (None, None, by_hand.id)
    assert "ann@example.org" not in str(reported)
    assert reported["metadata"]["room"][0]["value"] == "7"
    assert "S3CRET" not in str(of_monitor)


def test_a_second_reading_asks_only_for_the_window(server: Server, merged: Merged) -> None:
    """A request for what is open, one for the days since the last reading and the window; older ones stay as they are."""
    for day in (2, 25):
        server.at(11, day)
        server.incident(f"fire {day}")
    server.at(11, 28)
    merged.read(INCIDENTS, server.api, server.span())
    server.at(11, 29)
    server.incident("fire 29")
    server.asked()
    merged.read(INCIDENTS, server.api, server.span())
    assert server.asked() == {"list_incidents": 2}
    assert merged.loaded == {"incidents": 2}
    assert sorted(merged.column("incidents", "cause")) == ["fire 2", "fire 25", "fire 29"]


@pytest.mark.parametrize("done", [0, 1, 2, 3, 4])
def test_readings_far_apart_leave_no_hole(server: Server, merged: Merged, done: int) -> None:
    """What began between two readings is loaded, over the borders of months, also if one is killed in between."""
    server.at(7, 1)
    old = server.incident("slow fire", resolved=False)
    server.at(8, 20)
    merged.read(INCIDENTS, server.api, server.span(days=30))
    server.resolve(old)
    for month in (8, 9, 10, 11):
        server.at(month, 27)
        server.incident(f"fire {month}")
    server.at(11, 28)
    merged.read(INCIDENTS, server.api, server.span(days=30), slices=done, rows=1)
    months = ["2026-08", "2026-09", "2026-10", "2026-11"]
    assert merged.labels == months[:done]
    server.at(11, 29)
    merged.read(INCIDENTS, server.api, server.span(days=30))
    assert merged.labels == [each for each in months if each >= _MONTH_OF_THE_WINDOW[done]]
    assert len(merged.rows("incidents")) == 5
    assert {*merged.column("incidents", "status")} == {"Resolved"}
    assert server.asked()["get_incident"] == (2 if done == 0 else 1)


def test_a_change_within_the_window_is_seen(server: Server, merged: Merged) -> None:
    """An incident that was over is read again for so many days."""
    server.at(11, 25)
    late = server.incident("fire")
    server.at(11, 28)
    merged.read(INCIDENTS, server.api, server.span())
    server.api.api.incidents.reopen(late)
    server.resolve(late)
    server.at(11, 30)
    merged.read(INCIDENTS, server.api, server.span())
    (row,) = merged.rows("incidents")
    assert row["reopened_at"].startswith("2026-11-28")


def test_what_was_open_is_read_again_whatever_its_age(server: Server, merged: Merged) -> None:
    """It ended long after it left the window, at the cost of one request, once."""
    server.at(9, 20)
    old = server.incident("slow fire", resolved=False)
    for day in (27, 28):
        server.at(11, day)
        merged.read(INCIDENTS, server.api, server.span())
        assert merged.column("incidents", "status") == ["Started"]
    assert "get_incident" not in server.asked()
    server.resolve(old)
    server.at(11, 29)
    server.asked()
    merged.read(INCIDENTS, server.api, server.span())
    assert merged.column("incidents", "status") == ["Resolved"]
    assert server.asked() == {"list_incidents": 2, "get_incident": 1}
    merged.read(INCIDENTS, server.api, server.span())
    assert server.asked() == {"list_incidents": 2}


def test_what_is_open_since_before_the_first_day_is_there(server: Server, merged: Merged) -> None:
    """A reading tells all that goes on, also what began before the time that is asked for."""
    server.at(2, 1)
    server.incident("the oldest fire", resolved=False)
    server.at(10, 30)
    server.incident("another fire", resolved=False)
    server.at(11, 28)
    merged.read(INCIDENTS, server.api, server.span(days=30))
    assert sorted(merged.column("incidents", "cause")) == ["another fire", "the oldest fire"]
    assert merged.loaded == {"incidents": 2}


def test_what_is_reopened_is_read_again_whatever_its_age(server: Server, merged: Merged) -> None:
    """An incident that was over at the last reading, and older than the window."""
    server.at(10, 1)
    old = server.incident("fire")
    server.at(11, 28)
    merged.read(INCIDENTS, server.api, server.span())
    server.api.api.incidents.reopen(old)
    server.at(11, 29)
    merged.read(INCIDENTS, server.api, server.span())
    assert merged.column("incidents", "status") == ["Started"]


def test_an_open_incident_that_was_deleted_ends_no_reading(server: Server, merged: Merged) -> None:
    """The server no longer knows it: its row stays as it was."""
    server.at(10, 1)
    gone = server.incident("fire", resolved=False)
    server.at(11, 28)
    merged.read(INCIDENTS, server.api, server.span())
    server.api.api.incidents.delete(gone)
    server.at(11, 29)
    merged.read(INCIDENTS, server.api, server.span())
    assert len(merged.rows("incidents")) == 1


@pytest.mark.parametrize("done", [0, 1, 2, 3])
def test_a_reading_that_was_killed_goes_on(server: Server, merged: Merged, done: int) -> None:
    """Whichever slice it was killed in: nothing is missing, and what is loaded is not read again but for the window."""
    for month in (8, 9, 10, 11):
        server.at(month, 20)
        server.incident(f"fire {month}", resolved=month > 8)
    server.at(11, 28)
    merged.read(INCIDENTS, server.api, server.span(days=110), slices=done, rows=1)
    assert len(merged.labels) == done
    server.at(11, 29)
    merged.read(INCIDENTS, server.api, server.span(days=111))
    assert len(merged.rows("incidents")) == 4
    months = ["2026-10", "2026-09", "2026-08"]
    assert merged.labels == ["2026-11", *months[max(done - 1, 0) :]]


def test_an_earlier_first_day_loads_what_is_older(server: Server, merged: Merged) -> None:
    """Only the days that are not loaded yet, with the window of every reading."""
    for month in (7, 10):
        server.at(month, 20)
        server.incident(f"fire {month}")
    server.at(11, 28)
    merged.read(INCIDENTS, server.api, server.span(days=60))
    assert merged.column("incidents", "cause") == ["fire 10"]
    merged.read(INCIDENTS, server.api, server.span(days=150))
    assert merged.labels == ["2026-11", "2026-09", "2026-08", "2026-07"]
    assert len(merged.rows("incidents")) == 2


def test_many_incidents_come_page_by_page(server: Server, merged: Merged) -> None:
    """Fifty to a request, each once."""
    server.at(11, 28)
    for number in range(60):
        server.incident(f"fire {number}", resolved=False)
    server.asked()
    merged.read(INCIDENTS, server.api, server.span(days=20))
    assert len(merged.rows("incidents")) == merged.loaded["incidents"] == 60
    assert server.asked() == {"list_incidents": 2 + 2}  # what is open, and the month


def test_an_incident_on_two_pages_comes_once(
    server: Server, merged: Merged, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that begins while pages are read moves others to the next page."""
    server.incident("fire")
    listed: Callable[..., Iterable[Any]] = vars(module)["_listed"]

    def listed_twice(*given: Any) -> list[Any]:
        return [*listed(*given)] * 2

    monkeypatch.setattr(module, "_listed", listed_twice)
    for feed in (INCIDENTS, INCIDENT_EVENTS):
        merged.read(feed, server.api, server.span())
    assert merged.loaded == {"incident_events": 2}


def test_a_timeline_has_its_comments(server: Server, merged: Merged) -> None:
    """In order, with titles and texts; a comment that came later is there after the next reading, and nothing twice."""
    server.at(11, 25)
    late = server.incident("fire")
    server.at(11, 28)
    merged.read(INCIDENT_EVENTS, server.api, server.span())
    before = [(row["position"], row["title"]) for row in merged.rows("incident_events")]
    assert before == [(0, "Incident started"), (1, "Incident resolved")]
    server.api.api.incident_comments.create(late, content="It was the oven.")
    merged.read(INCIDENT_EVENTS, server.api, server.span())
    *first, comment = merged.rows("incident_events")
    assert [(row["position"], row["title"]) for row in first] == before
    assert (comment["item_type"], comment["text"], comment["position"]) == ("comment", "It was the oven.", 2)
    assert comment["incident_id"] == late


def test_timelines_cost_a_request_for_each_incident_of_the_window(server: Server, merged: Merged) -> None:
    """Those of older incidents that are over are not asked for again."""
    for day in (2, 25):
        server.at(11, day)
        server.incident(f"fire {day}")
    server.at(11, 28)
    server.asked()
    merged.read(INCIDENT_EVENTS, server.api, server.span(days=20))
    assert server.asked() == {"list_incidents": 2, "get_incident_timeline": 1}
    merged.read(INCIDENT_EVENTS, server.api, server.span(days=20))
    assert server.asked() == {"list_incidents": 2, "get_incident_timeline": 1}


def test_an_incident_that_is_deleted_meanwhile_has_no_timeline(server: Server, merged: Merged) -> None:
    """It was listed before."""
    fire = server.incident("fire")
    server.sandbox.faults.add(Fault(status=404, match=f"GET /api/v3/incidents/{fire}/timeline"))
    merged.read(INCIDENT_EVENTS, server.api, server.span())
    assert merged.rows("incident_events") == []


def test_times_are_utc(server: Server, merged: Merged) -> None:
    """The state of a feed has them too, so that a reading in another zone goes on rightly."""
    server.at(11, 28)
    merged.read(INCIDENTS, server.api, server.span())
    assert datetime.fromisoformat(merged.state(INCIDENTS)["until"]) == datetime(2026, 11, 28, tzinfo=UTC)
