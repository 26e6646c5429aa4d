"""An incident on its way, and a maintenance announced: components by name, times checked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from uptimekit.statuspage import InputError, NotFoundError

from ._support import Driver, Recorder, Server

P = "/v1/pages/page00000001"
ROWS = [{"id": "c1", "name": "API"}, {"id": "c2", "name": "Website"}, {"id": "c3", "name": "API"}]
START = datetime(2026, 2, 1, 22, tzinfo=UTC)
END = START + timedelta(hours=2)


def _sent(driver: Driver, step: str, *args: Any, **kwargs: Any) -> tuple[Any, list[Any]]:
    reads = kwargs.get("components")
    recorder = Recorder(*([ROWS] if reads else []), {"id": "i1"})
    result = driver.run(getattr(driver.client(recorder).incidents, step)(*args, **kwargs))
    assert result == {"id": "i1"}
    if reads:
        assert recorder.sent[0][:2] == ("GET", f"{P}/components")
    return recorder.sent[-1], recorder.sent


def test_open(driver: Driver) -> None:
    """open() sends what is given and nothing else; without components it is one request."""
    last, all_sent = _sent(driver, "open", "Slow")
    assert last == ("POST", f"{P}/incidents", {}, {"incident": {"name": "Slow", "status": "investigating"}})
    assert len(all_sent) == 1


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        ({"status": "investigatin"}, "status must be one of 'investigating', "),
        ({"impact": "huge"}, "impact must be one of 'none', "),
        ({"components": {"API": "down"}}, "components['API'] must be one of 'operational', "),
    ],
)
def test_a_wrong_value_is_refused_before_anything_is_sent(
    driver: Driver, arguments: dict[str, Any], start: str
) -> None:
    """A status or impact that the API does not document is refused in the caller's names; nothing is read."""
    recorder = Recorder()
    error = driver.error(driver.client(recorder).incidents.open, "Slow", **arguments)
    assert type(error) is InputError
    assert str(error).startswith(start)
    assert recorder.requests == []


def test_open_with_everything(driver: Driver) -> None:
    """Components are named by name, and sent by id with their new statuses, in one request."""
    last, all_sent = _sent(
        driver,
        "open",
        "Slow",
        status="identified",
        body="We look.",
        components={"Website": "major_outage", "c1": "partial_outage"},
        impact="minor",
        metadata={"alert": {"id": 7}},
        deliver_notifications=False,
    )
    assert last[3] == {
        "incident": {
            "name": "Slow",
            "status": "identified",
            "body": "We look.",
            "impact_override": "minor",
            "metadata": {"alert": {"id": 7}},
            "deliver_notifications": False,
            "component_ids": ["c2", "c1"],
            "components": {"c2": "major_outage", "c1": "partial_outage"},
        }
    }
    assert len(all_sent) == 2


def test_post_update(driver: Driver) -> None:
    """post_update() sends text, status and components as one update."""
    last, _ = _sent(driver, "post_update", "i1", "Found it.")
    assert last == ("PATCH", f"{P}/incidents/i1", {}, {"incident": {"body": "Found it."}})
    last, _ = _sent(
        driver,
        "post_update",
        "i1",
        "b",
        status="monitoring",
        components={"Website": "operational"},
        deliver_notifications=True,
    )
    assert last[3]["incident"] == {
        "body": "b",
        "status": "monitoring",
        "deliver_notifications": True,
        "component_ids": ["c2"],
        "components": {"c2": "operational"},
    }


def test_resolve(driver: Driver) -> None:
    """resolve() sends the last text with the status, and components if they are given."""
    last, _ = _sent(driver, "resolve", "i1", "Solved.")
    assert last == ("PATCH", f"{P}/incidents/i1", {}, {"incident": {"body": "Solved.", "status": "resolved"}})
    last, _ = _sent(driver, "resolve", "i1", "Solved.", components={"Website": "operational"})
    assert last[3]["incident"]["components"] == {"c2": "operational"}


def test_schedule(driver: Driver) -> None:
    """schedule() sends times with their zones, the switches that are given, and components by id."""
    zone = timezone(timedelta(hours=2))
    last, _ = _sent(
        driver,
        "schedule",
        "Move",
        START.astimezone(zone),
        END,
        body="We move.",
        components=["Website", "c1", "Website"],
        scheduled_remind_prior=True,
        scheduled_auto_in_progress=True,
        scheduled_auto_completed=False,
        auto_transition_to_maintenance_state=True,
        auto_transition_to_operational_state=True,
        deliver_notifications=False,
    )
    assert last[:2] == ("POST", f"{P}/incidents")
    assert last[3]["incident"] == {
        "name": "Move",
        "status": "scheduled",
        "body": "We move.",
        "scheduled_for": "2026-02-02T00:00:00+02:00",
        "scheduled_until": "2026-02-02T00:00:00+00:00",
        "scheduled_remind_prior": True,
        "scheduled_auto_in_progress": True,
        "scheduled_auto_completed": False,
        "auto_transition_to_maintenance_state": True,
        "auto_transition_to_operational_state": True,
        "deliver_notifications": False,
        "component_ids": ["c2", "c1"],
    }


def test_schedule_one_component(driver: Driver) -> None:
    """A single name is one component, not one for each letter."""
    last, _ = _sent(driver, "schedule", "Move", START, END, components="Website")
    assert last[3]["incident"]["component_ids"] == ["c2"]


@pytest.mark.parametrize(
    ("start", "end", "field", "message"),
    [
        (START, START, "end", "start must be before end"),
        (END, START, "end", "start must be before end"),
        (START.replace(tzinfo=None), END, "start", "start needs a time zone, such as tzinfo=datetime.UTC"),
        (START, END.replace(tzinfo=None), "end", "end needs a time zone, such as tzinfo=datetime.UTC"),
        ("2026-02-01", END, "start", "start must be a datetime, not of type str"),
        (START, 5, "end", "end must be a datetime, not of type int"),
    ],
)
def test_times_that_cannot_be(driver: Driver, start: Any, end: Any, field: str, message: str) -> None:
    """Times in the wrong order or without a zone raise InputError, and nothing is sent."""
    recorder = Recorder()
    error = driver.error(driver.client(recorder).incidents.schedule, "Move", start, end)
    assert isinstance(error, InputError)
    assert (error.field, error.message, recorder.sent) == (field, message, [])


@pytest.mark.parametrize("name", ["Wiki", "API"])
def test_components_that_are_not_clear(driver: Driver, name: str) -> None:
    """A component that is not there (NotFoundError) or there twice (InputError): no incident is made or changed."""
    recorder = Recorder(ROWS)
    incidents = driver.client(recorder).incidents
    errors = [
        driver.error(incidents.open, "Slow", components={name: "major_outage"}),
        driver.error(incidents.post_update, "i1", "b", components={name: "major_outage"}),
        driver.error(incidents.resolve, "i1", "b", components={name: "operational"}),
        driver.error(incidents.schedule, "Move", START, END, components=[name]),
    ]
    assert {type(error) for error in errors} == {NotFoundError if name == "Wiki" else InputError}
    assert {method for method, *_ in recorder.sent} == {"GET"}


def test_the_whole_way(driver: Driver, server: Server) -> None:
    """Against a real server: opened, told of, resolved; the components follow."""
    client = driver.client(**server.options)
    opened = driver.run(client.incidents.open("Slow", body="We look.", components={"API": "major_outage"}))
    assert (opened.status, opened.impact, opened.components[0].status) == (
        "investigating",
        "critical",
        "major_outage",
    )
    told = driver.run(client.incidents.post_update(opened.id, "Found.", status="identified"))
    assert [each.body for each in told.incident_updates] == ["Found.", "We look."]
    assert told.incident_updates[0].status == "identified"
    done = driver.run(client.incidents.resolve(opened.id, "Solved.", components={"API": "operational"}))
    assert (done.status, len(done.incident_updates)) == ("resolved", 3)
    assert done.incident_updates[0].affected_components[0].new_status == "operational"
    assert driver.run(client.components.find("API")).status == "operational"


def test_a_maintenance(driver: Driver, server: Server) -> None:
    """Against a real server: a maintenance is announced for its components."""
    client = driver.client(**server.options)
    made = driver.run(client.incidents.schedule("Move", START, END, components=["API", "Shop"]))
    assert (made.status, made.scheduled_for) == ("scheduled", "2026-02-01T22:00:00Z")
    assert sorted(each.name for each in made.components) == ["API", "Shop"]
