"""Incidents: lists, searches, and updates that are changed afterwards."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import Caller

_PLANNED = {"scheduled_for": "2026-01-13T02:00:00Z", "scheduled_until": "2026-01-13T04:00:00Z"}


def test_one_incident(call: Caller) -> None:
    """What is created is found, listed and, once deleted, gone."""
    reply = call("POST", "incidents", {"incident": {"name": "Slow"}})
    made = reply.json()
    path = f"incidents/{made['id']}"
    assert reply.status_code == 201
    assert made["shortlink"].endswith(made["id"])
    assert call.get(path) == made
    gone = call("DELETE", path)
    assert (gone.status_code, gone.json()) == (200, made)
    assert call("GET", path).status_code == 404
    assert call.ids("incidents") == []


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_both_verbs(call: Caller, method: str) -> None:
    """PUT does what PATCH does."""
    path = f"incidents/{call.incident()['id']}"
    assert call.ok(method, path, {"incident": {"status": "resolved"}})["status"] == "resolved"


def test_newest_first(call: Caller, clock: ManualClock) -> None:
    """Lists begin with the newest; of two of the same second the later one comes first."""
    first = call.incident()["id"]
    clock.advance(1)
    second, third = call.incident()["id"], call.incident()["id"]
    assert call.ids("incidents") == [third, second, first]


def test_the_four_listings(call: Caller) -> None:
    """Open incidents, and maintenance by its state, have lists of their own."""
    opened, solved = call.incident(), call.incident(status="resolved")
    waiting, running, checked, done = (call.incident(**_PLANNED) for _ in range(4))
    call.edit(running, status="in_progress")
    call.edit(checked, status="verifying")
    call.edit(done, status="completed")

    def shown(path: str) -> set[str]:
        return set(call.ids(f"incidents/{path}"))

    assert shown("unresolved") == {opened["id"]}
    assert shown("upcoming") == {waiting["id"]}
    assert shown("active_maintenance") == {running["id"], checked["id"]}
    assert shown("scheduled") == {one["id"] for one in (waiting, running, checked, done)}
    assert set(call.ids("incidents")) == shown("scheduled") | {opened["id"], solved["id"]}


def test_listings_are_paged(call: Caller) -> None:
    """The special lists have their size under another name than the general one."""
    whole = [call.incident(**_PLANNED)["id"] for _ in range(3)][::-1]
    for path in ("scheduled", "upcoming"):
        assert call.ids(f"incidents/{path}?per_page=2&page=2") == whole[2:]
    assert call.ids("incidents?limit=2&page=2") == whole[2:]


@pytest.mark.parametrize("wanted", ["CHECKOUT", "identified", "a disk", "post-mortem text"])
def test_searching(call: Caller, wanted: str) -> None:
    """A search looks into name, status, updates and postmortem, whatever the case."""
    call.incident(name="Other")
    found = call.incident(name="Checkout is slow")
    call.edit(found, status="identified", body="A disk is full.")
    path = f"incidents/{found['id']}/postmortem"
    call.ok("PUT", path, {"postmortem": {"body_draft": "Post-mortem text"}})
    if wanted == "post-mortem text":
        assert call.ids(f"incidents?q={wanted}") == []  # a draft is not searched
        call.ok("PUT", f"{path}/publish", {"postmortem": {}})
    assert call.ids(f"incidents?q={wanted}") == [found["id"]]


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_changing_an_update(call: Caller, clock: ManualClock, method: str) -> None:
    """What an update said, and when, can be corrected; that adds no other one."""
    incident = call.incident()
    path = f"incidents/{incident['id']}/incident_updates/{incident['incident_updates'][0]['id']}"
    inner = {"body": "It is slow.", "display_at": "2026-01-12T08:00:00Z", "wants_twitter_update": True}
    clock.advance(60)
    changed = call.ok(method, path, {"incident_update": inner})
    assert (changed["body"], changed["display_at"]) == ("It is slow.", "2026-01-12T08:00:00.000Z")
    assert changed["created_at"] == "2026-01-12T09:00:00.000Z"
    assert changed["updated_at"] == "2026-01-12T09:01:00.000Z"
    assert call.get(f"incidents/{incident['id']}")["incident_updates"] == [changed]


@pytest.mark.parametrize("inner", [{"body": "x" * 25_001}, {"body": None}, {"display_at": "soon"}])
def test_unfit_updates(call: Caller, inner: dict[str, object]) -> None:
    """A text that is too long or none, and a time that is none, are refused."""
    incident = call.incident()
    path = f"incidents/{incident['id']}/incident_updates/{incident['incident_updates'][0]['id']}"
    call.refused("PATCH", path, {"incident_update": inner})
    assert call.get(f"incidents/{incident['id']}") == incident


def test_updates_belong_to_their_incident(call: Caller) -> None:
    """An update is found below its own incident only."""
    first, second = call.incident(), call.incident()
    path = f"incidents/{first['id']}/incident_updates/{second['incident_updates'][0]['id']}"
    assert call("PATCH", path, {"incident_update": {"body": "x"}}).status_code == 404


def test_deleting_leaves_components(call: Caller) -> None:
    """Components stay in the status that a deleted incident has given them."""
    part = call.component()
    incident = call.incident(components={part: "major_outage"})
    call.ok("DELETE", f"incidents/{incident['id']}")
    assert call.get(f"components/{part}")["status"] == "major_outage"
