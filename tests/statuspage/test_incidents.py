"""Incidents, field by field."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from uptimekit import InputError
from uptimekit.statuspage import NotFoundError, UnprocessableError

from ._support import Driver, Recorder, Server, act

P = "/v1/pages/page00000001/incidents"
FIRST = {"page": "1", "per_page": "100"}


@pytest.mark.parametrize(
    ("action", "path"),
    [
        ("list_unresolved", "unresolved"),
        ("list_scheduled", "scheduled"),
        ("list_upcoming", "upcoming"),
        ("list_active_maintenance", "active_maintenance"),
    ],
)
def test_lists(driver: Driver, action: str, path: str) -> None:
    """Each list of some incidents reads its own path."""
    found, sent = act(driver, f"incidents.{action}", answer=[{"id": "i"}])
    assert sent == [("GET", f"{P}/{path}", FIRST, None)]
    assert type(found[0]).__name__ == "Incident"


def test_a_search(driver: Driver) -> None:
    """list() and iter() hand the text on that is looked for."""
    _, sent = act(driver, "incidents.list", q="slow", answer=[])
    assert sent == [("GET", P, {"q": "slow", "limit": "100", "page": "1"}, None)]
    recorder = Recorder([])
    driver.take(driver.client(recorder).incidents.iter(q="slow"))
    assert recorder.sent == sent


def test_get_and_replace(driver: Driver) -> None:
    """get() and replace() return the incident."""
    found, sent = act(driver, "incidents.get", "i1")
    assert (found, sent) == ({"id": "x"}, [("GET", f"{P}/i1", {}, None)])
    found, sent = act(driver, "incidents.replace", "i1", body="b")
    assert (found, sent) == ({"id": "x"}, [("PUT", f"{P}/i1", {}, {"incident": {"body": "b"}})])


@pytest.mark.parametrize(("action", "args"), [("create", ()), ("create_scheduled", ()), ("update", ("i1",))])
def test_the_old_name_of_the_text(driver: Driver, action: str, args: tuple[Any, ...]) -> None:
    """`message` is sent as `body`; both at once raise InputError, and nothing is sent."""
    _, sent = act(driver, f"incidents.{action}", *args, name="n", message="What happens")
    assert sent[0][3]["incident"]["body"] == "What happens"
    assert "message" not in sent[0][3]["incident"]
    recorder = Recorder()
    call = getattr(driver.client(recorder).incidents, action)
    error = driver.error(call, *args, name="n", message="a", body="b")
    assert isinstance(error, InputError)
    assert (error.field, recorder.sent) == ("message", [])


def test_a_status_of_its_own_for_a_scheduled_one(driver: Driver) -> None:
    """create_scheduled() sends `scheduled`, or the status that is given."""
    _, sent = act(driver, "incidents.create_scheduled", name="n", status="in_progress")
    assert sent[0][3] == {"incident": {"status": "in_progress", "name": "n"}}


def test_an_incident_from_its_making_to_its_end(driver: Driver, server: Server) -> None:
    """Against a real server: created, updated by number of the status code, resolved, listed, deleted."""
    client = driver.client(**server.options)
    api = driver.run(client.components.find("API"))
    made = driver.run(
        client.incidents.create(
            name="Slow",
            status="investigating",
            body="We look.",
            components={api.id: "major_outage"},
            component_ids=[api.id],
        )
    )
    assert (made.impact, made.components[0].name, made.incident_updates[0].body) == (
        "critical",
        "API",
        "We look.",
    )
    assert [each.id for each in driver.run(client.incidents.list_unresolved())] == [made.id]
    assert driver.run(client.incidents.update(made.id, status="resolved", message="Solved.")) == 200
    now = driver.run(client.incidents.get(made.id))
    assert (now.status, now.incident_updates[0].body) == ("resolved", "Solved.")
    assert driver.run(client.incidents.list_unresolved()) == []
    assert len(driver.run(client.incidents.list())) == 3
    assert driver.run(client.incidents.delete(made.id)) == 200
    assert isinstance(driver.error(client.incidents.get, made.id), NotFoundError)


def test_a_scheduled_one(driver: Driver, server: Server) -> None:
    """Against a real server: a maintenance is among the scheduled and the upcoming ones."""
    client = driver.client(**server.options)
    start = datetime(2026, 2, 1, 22, tzinfo=UTC)
    made = driver.run(
        client.incidents.create_scheduled(
            name="Move", scheduled_for=start, scheduled_until=start + timedelta(hours=2), message="We move."
        )
    )
    assert made.status == "scheduled"
    for listed in (client.incidents.list_scheduled(), client.incidents.list_upcoming()):
        assert [each.id for each in driver.run(listed)] == [made.id]
    assert driver.run(client.incidents.list_active_maintenance()) == []


def test_what_the_server_refuses(driver: Driver, server: Server) -> None:
    """Against a real server: a name that is missing is a ResourceError that tells it."""
    error = driver.error(driver.client(**server.options).incidents.create, status="investigating")
    assert isinstance(error, UnprocessableError)
    assert error.http_status == 422
    assert any("ame" in (each.message or each.field or "") for each in error.errors)


def test_updates_and_those_who_follow(driver: Driver, server: Server) -> None:
    """Against a real server: an update is corrected, and somebody follows a single incident and leaves."""
    client = driver.client(**server.options)
    made = driver.run(client.incidents.create(name="Slow", body="Wrong."))
    update = made.incident_updates[0]
    corrected = driver.run(client.incident_updates.update(made.id, update.id, body="Right."))
    assert (corrected.id, corrected.body) == (update.id, "Right.")
    follower = driver.run(client.incident_subscribers.create(made.id, email="a@example.org"))
    assert [each.id for each in driver.run(client.incident_subscribers.list(made.id))] == [follower.id]
    assert driver.run(client.incident_subscribers.resend_confirmation(made.id, follower.id)) in (200, 201)
    assert driver.run(client.incident_subscribers.delete(made.id, follower.id)).email == "a@example.org"
    assert driver.run(client.incident_subscribers.list(made.id)) == []


def test_a_postmortem_on_its_way(driver: Driver, server: Server) -> None:
    """Against a real server: drafted, published, taken back, deleted."""
    client = driver.client(**server.options)
    made = driver.run(client.incidents.create(name="Slow", body="b"))
    driver.run(client.incidents.resolve(made.id, "Solved."))
    posts = client.postmortems
    assert driver.run(posts.draft(made.id, "What happened")).body_draft == "What happened"
    published = driver.run(posts.publish(made.id, notify_subscribers=False))
    assert published.body == "What happened"
    assert published.published_at is not None
    assert driver.run(posts.revert(made.id)).published_at is None
    assert driver.run(posts.get(made.id)).body_draft == "What happened"
    assert driver.run(posts.delete(made.id)) == 204
