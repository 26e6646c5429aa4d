"""Incidents, maintenances and their updates."""

from __future__ import annotations

import pytest

import uptimekit.warehouse.statuspage.incidents as module
from uptimekit.sandbox import ManualClock, StatuspageSandbox, serve
from uptimekit.warehouse.statuspage.incidents import INCIDENTS

from .._merged import Merged
from .._server import span
from ._server import NOW, Server

OPEN = {"list_unresolved_incidents": 1, "list_active_maintenance": 1, "list_upcoming_incidents": 1}


@pytest.fixture
def merged() -> Merged:
    return Merged()


def _names(merged: Merged) -> list[str]:
    return sorted(merged.column("incidents", "name"))


def test_an_incident_comes_with_its_updates_and_components(server: Server, merged: Merged) -> None:
    """An update is a row, with the changes of components in it; of a component the incident has the id."""
    api = server.client.components.find("API")
    fire = server.incident("fire", components={api.id: "major_outage"}, component_ids=[api.id])
    merged.read(INCIDENTS, server.client, server.span())
    (row,) = merged.rows("incidents")
    assert (row["id"], row["status"], row["components"]) == (fire, "resolved", [api.id])
    assert "incident_updates" not in row
    updates = merged.rows("incident_updates")
    assert sorted(each["status"] for each in updates) == ["investigating", "resolved"]
    (began,) = (each for each in updates if each["status"] == "investigating")
    assert (began["incident_id"], began["body"]) == (fire, "fire.")
    assert began["affected_components"][0]["new_status"] == "major_outage"


def test_a_first_reading_goes_back_as_far_as_it_is_asked_to(server: Server, merged: Merged) -> None:
    """What is older does not come, unless it goes on: an open incident, a maintenance planned long before."""
    server.at(8, 1)
    server.incident("old fire")
    server.incident("slow fire", resolved=False)
    server.maintenance("new roof", days_ahead=150)
    for month in (10, 11):
        server.at(month, 20)
        server.incident(f"fire {month}")
    server.at(11, 28)
    server.asked()
    merged.read(INCIDENTS, server.client, server.span(days=60))
    assert _names(merged) == ["fire 10", "fire 11", "new roof", "slow fire"]
    assert merged.labels == ["since 2026-09-29"]
    assert server.asked() == {**OPEN, "list_incidents": 1}


def test_a_second_reading_asks_only_for_what_is_new(merged: Merged) -> None:
    """No further page of the listing once 50 in a row are older than the window, whose rows alone are loaded again."""
    clock = ManualClock(NOW)
    sandbox = StatuspageSandbox(clock=clock, incidents=299)  # ten a day
    with serve(sandbox.app) as running, Server(running.url, clock, sandbox).client as client:
        merged.read(INCIDENTS, client, span(NOW))
        assert sandbox.requests == {**OPEN, "list_incidents": 3}
        assert merged.loaded["incidents"] == 299
        later = clock.advance(3600)
        merged.read(INCIDENTS, client, span(later, window=3))
        assert sandbox.requests["list_incidents"] == 3 + 1
        assert merged.loaded["incidents"] == 30


def test_a_change_within_the_window_is_seen(server: Server, merged: Merged) -> None:
    """A postmortem is written after the incident was over; an update that was corrected is not there twice."""
    server.at(11, 25)
    fire = server.incident("fire", resolved=False)
    merged.read(INCIDENTS, server.client, server.span())
    server.client.incidents.update(fire, status="resolved")
    server.at(11, 28)
    merged.read(INCIDENTS, server.client, server.span())
    assert "get_incident" not in server.asked()
    server.client.postmortems.draft(fire, "It was the oven.")
    server.client.postmortems.publish(fire)
    merged.read(INCIDENTS, server.client, server.span())
    assert merged.column("incidents", "postmortem_body") == ["It was the oven."]
    assert len(merged.rows("incident_updates")) == 2


def test_what_was_open_is_read_again_whatever_its_age(server: Server, merged: Merged) -> None:
    """It ended long after it left the window, at the cost of one request, once; so does a maintenance."""
    server.at(9, 20)
    fire = server.incident("slow fire", resolved=False)
    server.maintenance("new roof", days_ahead=69)
    server.at(11, 27)
    merged.read(INCIDENTS, server.client, server.span())
    assert merged.column("incidents", "resolved_at") == [None, None]
    server.at(11, 28, 12)
    merged.read(INCIDENTS, server.client, server.span())
    server.client.incidents.update(fire, status="resolved")
    server.at(12, 20)
    server.asked()
    merged.read(INCIDENTS, server.client, server.span())
    assert None not in merged.column("incidents", "resolved_at")
    assert server.asked() == {**OPEN, "list_incidents": 1, "get_incident": 1}
    merged.read(INCIDENTS, server.client, server.span())
    assert server.asked() == {**OPEN, "list_incidents": 1}


def test_an_open_incident_that_was_deleted_ends_no_reading(server: Server, merged: Merged) -> None:
    """The server no longer knows it: its row stays as it was."""
    server.at(10, 1)
    fire = server.incident("fire", resolved=False)
    server.at(11, 28)
    merged.read(INCIDENTS, server.client, server.span())
    server.client.incidents.delete(fire)
    merged.read(INCIDENTS, server.client, server.span())
    assert _names(merged) == ["fire"]


def test_readings_far_apart_leave_no_hole(server: Server, merged: Merged) -> None:
    """What began between two readings is loaded."""
    server.at(8, 20)
    merged.read(INCIDENTS, server.client, server.span())
    for month in (8, 9, 10, 11):
        server.at(month, 27)
        server.incident(f"fire {month}")
    server.at(11, 28)
    merged.read(INCIDENTS, server.client, server.span())
    assert len(merged.rows("incidents")) == 4


@pytest.mark.parametrize("done", [0, 1, 2, 3])
def test_a_first_reading_that_was_killed_goes_on(
    server: Server, merged: Merged, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    """Whichever slice it was killed in, nothing is missing; what is loaded is loaded again within the window only."""
    monkeypatch.setattr(module, "_BATCH", 3)
    for day in range(1, 13):
        server.at(10, 2 * day)
        server.incident(f"fire {day}")
    server.at(11, 28)
    merged.read(INCIDENTS, server.client, server.span(), slices=done, rows=2)
    assert merged.loaded.get("incidents", 0) == 3 * done
    server.at(11, 29)
    merged.read(INCIDENTS, server.client, server.span())
    assert len(merged.rows("incidents")) == 12
    again = {0: 0, 1: 3, 2: 4, 3: 4}[done]  # created up to seven days after the last one that was loaded
    assert merged.loaded["incidents"] == 12 - 3 * done + again


@pytest.mark.parametrize("done", [0, 1, 2])
def test_a_later_reading_that_was_killed_goes_on(
    server: Server, merged: Merged, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    """What is new comes from the newest on, so that nothing is done before all of it is loaded."""
    monkeypatch.setattr(module, "_BATCH", 3)
    server.at(10, 1)
    merged.read(INCIDENTS, server.client, server.span())
    for day in range(1, 10):
        server.at(11, 2 * day)
        server.incident(f"fire {day}")
    merged.read(INCIDENTS, server.client, server.span(), slices=done, rows=2)
    merged.read(INCIDENTS, server.client, server.span())
    assert len(merged.rows("incidents")) == 9
    assert merged.state(INCIDENTS)["until"].startswith("2026-11-18")


def test_an_earlier_first_day_loads_what_is_older(server: Server, merged: Merged) -> None:
    """With the window, but not what lies between."""
    for month in (6, 8, 10, 11):
        server.at(month, 20)
        server.incident(f"fire {month}")
    server.at(11, 28)
    merged.read(INCIDENTS, server.client, server.span(days=60))
    assert _names(merged) == ["fire 10", "fire 11"]
    merged.read(INCIDENTS, server.client, server.span(days=120))
    assert _names(merged) == ["fire 10", "fire 11", "fire 8"]
    assert merged.loaded["incidents"] == 1
    merged.read(INCIDENTS, server.client, server.span(days=60))
    assert merged.loaded == {}
