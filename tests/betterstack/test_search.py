"""Tests of find and get_or_create."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from uptimekit.betterstack import (
    BaseAPIObject,
    EscalationPolicy,
    Heartbeat,
    HeartbeatGroup,
    Incident,
    Monitor,
    MonitorGroup,
    NotFoundError,
    OnCallCalendar,
    StatusPage,
    StatusPageGroup,
    StatusPageResource,
    StatusPageSection,
    UptimeAPI,
    ValidationError,
)
from uptimekit_clients.betterstack.resources import (
    heartbeat_groups,
    heartbeats,
    incidents,
    monitor_groups,
    monitors,
    on_calls,
    policies,
)

from ._support import Recorder, Server, listed, mocked, one, resource

PAGE: dict[str, Any] = {
    "company_name": "Shop",
    "company_url": "https://x.example",
    "subdomain": "shop",
    "timezone": "UTC",
}
MAKEABLE: list[tuple[type[BaseAPIObject], dict[str, Any]]] = [
    (Monitor, {"pronounceable_name": "Shop", "url": "https://shop.example", "monitor_type": "status"}),
    (MonitorGroup, {"name": "Shop"}),
    (Heartbeat, {"name": "Shop", "period": 60, "grace": 0}),
    (HeartbeatGroup, {"name": "Shop"}),
    (StatusPage, PAGE),
    (StatusPageGroup, {"name": "Shop"}),
    (OnCallCalendar, {"name": "Shop"}),
    (EscalationPolicy, {"name": "Shop"}),
]
FILTERS = [
    (Monitor, monitors.Monitors),
    (MonitorGroup, monitor_groups.MonitorGroups),
    (Heartbeat, heartbeats.Heartbeats),
    (HeartbeatGroup, heartbeat_groups.HeartbeatGroups),
    (Incident, incidents.Incidents),
    (OnCallCalendar, on_calls.OnCalls),
    (EscalationPolicy, policies.Policies),
]


@pytest.mark.parametrize(("kind", "attributes"), MAKEABLE)
def test_two_in_a_row_create_one(
    api: UptimeAPI, kind: type[BaseAPIObject], attributes: dict[str, Any]
) -> None:
    """get_or_create creates what is not there, and finds it the next time; find finds it by its name."""
    created, first = kind.get_or_create(api, **attributes)
    again, second = kind.get_or_create(api, **attributes)
    assert (created, again) == (True, False)
    assert first.id == second.id
    found = kind.find(api, name="Shop")
    assert found is not None
    assert found.id == first.id
    with pytest.raises(NotFoundError, match="there is no"):
        kind.find(api, name="No shop")


@pytest.mark.parametrize(("kind", "resources"), FILTERS)
def test_filters_are_the_specs(kind: type[BaseAPIObject], resources: Any) -> None:
    """What a class lets through as a filter is what the spec's list operation takes."""
    parameters = {name.removesuffix("_") for name in inspect.signature(resources.list).parameters}
    spec = parameters - {"self", "page", "per_page"}
    assert set(kind._filters(mocked(Recorder()))) - {"metadata"} == spec


def test_the_server_filters_where_it_can() -> None:
    """find asks the server by what it filters by, and compares the rest here, exactly."""
    right = resource("monitor", 2, url="https://x.example", pronounceable_name="X", check_frequency=30)
    wrong = resource("monitor", 1, url="https://x.example/longer", pronounceable_name="X", check_frequency=30)
    answer = Recorder(listed(wrong, right))
    found = Monitor.find(mocked(answer), name="X", url="https://x.example", check_frequency=30)
    assert found is not None
    assert found.id == "2"
    query = {"pronounceable_name": "X", "url": "https://x.example", "per_page": "250", "page": "1"}
    assert answer.last == ("GET", "/api/v2/monitors", query, None)


@pytest.mark.parametrize(
    ("kind", "name", "advice"),
    [
        (Monitor, "pronounceable_name", "use filter()"),
        (Heartbeat, "name", "loop over get_all_instances() and compare"),
    ],
)
def test_several_matches_are_an_error(kind: type[BaseAPIObject], name: str, advice: str) -> None:
    """find raises ValidationError if several objects match, says which, and leads to filter only where that filters so."""
    several = (resource(kind.__name__.lower(), number, **{name: "Job"}) for number in (1, 2))
    with pytest.raises(ValidationError) as caught:
        kind.find(mocked(Recorder(listed(*several))), name="Job")
    assert (
        str(caught.value) == f"2 objects match {kind.__name__} 'Job': 1, 2; give more attributes, or {advice}"
    )


def test_the_first_match_is_enough_to_get() -> None:
    """get_or_create takes the first of several matches and creates nothing."""
    answer = Recorder(listed(*(resource("heartbeat", number, name="Job") for number in (1, 2))))
    created, found = Heartbeat.get_or_create(mocked(answer), name="Job")
    assert (created, found.id) == (False, "1")
    assert len(answer.requests) == 1


@pytest.mark.parametrize("wanted", [{}, {"password": "x"}, {"requester_email": "x"}])
def test_nothing_to_compare_is_an_error(wanted: dict[str, Any]) -> None:
    """Without an attribute that the server shows, any object would match: ValidationError, and nothing is sent."""
    answer = Recorder()
    for method in (StatusPage.find, StatusPage.get_or_create):
        with pytest.raises(
            ValidationError,
            match=r"^the server shows no .* of a StatusPage|^give an attribute to find a StatusPage by",
        ):
            method(mocked(answer), **wanted)
    assert answer.requests == []


def test_find_refuses_what_it_cannot_compare() -> None:
    """A misspelt attribute would be ignored and the wrong object found: ValidationError, and nothing is sent."""
    answer = Recorder()
    with pytest.raises(ValidationError, match="a Monitor has no attribute pronouncable_name"):
        Monitor.find(mocked(answer), url="x", pronouncable_name="y")
    assert answer.requests == []


def test_find_takes_filters_beside_attributes() -> None:
    """What the server filters by may stand beside attributes: an open incident of this name."""
    answer = Recorder(listed(resource("incident", 1, name="Fire")))
    found = Incident.find(mocked(answer), name="Fire", open=True)
    assert found is not None
    assert answer.last[2] == {"resolved": "false", "per_page": "50", "page": "1"}


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ({"http_method": "GET"}, {"http_method": "get"}),
        ({"policy_id": 5}, {"policy_id": "5"}),
        ({"monitor_group_id": "5"}, {"monitor_group_id": 5}),
    ],
)
def test_the_servers_spelling_is_no_difference(wanted: dict[str, Any], shown: dict[str, Any]) -> None:
    """Methods come back in lower case and ids as text or number; that does not create a second monitor."""
    answer = Recorder(listed(resource("monitor", 1, **shown)), one("monitor", 2))
    assert Monitor.get_or_create(mocked(answer), **wanted)[0] is False


def test_a_null_is_no_id() -> None:
    """A monitor without a group does not match one in group None or 0."""
    answer = Recorder(listed(resource("monitor", 1, monitor_group_id=None)))
    with pytest.raises(NotFoundError, match="there is no"):
        Monitor.find(mocked(answer), monitor_group_id=0)


def test_incidents_are_found_by_what_they_show() -> None:
    """A summary comes back as the cause, so it is compared with that."""
    answer = Recorder(listed(resource("incident", 1, cause="Fire")))
    created, found = Incident.get_or_create(mocked(answer), summary="Fire", requester_email="a@example.org")
    assert (created, found.id) == (False, "1")


def test_metadata_is_compared_here() -> None:
    """What an incident is created with in lists and dicts is no filter: it is compared with what the server shows."""
    metadata = {"env": [{"type": "String", "value": "prod"}]}
    answer = Recorder(
        listed(resource("incident", 1, name="a"), resource("incident", 2, name="a", metadata=metadata))
    )
    created, found = Incident.get_or_create(mocked(answer), name="a", metadata=metadata)
    assert (created, found.id) == (False, "2")
    assert answer.last[2] == {"per_page": "50", "page": "1"}


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        (Monitor, {"name": "x"}),
        (Heartbeat, {"name": "x"}),
        (Incident, {"status": "Started"}),
        (MonitorGroup, {"url": 1}),
    ],
)
def test_filters_that_the_server_ignores_are_refused(
    kind: type[BaseAPIObject], parameters: dict[str, Any]
) -> None:
    """A parameter that the server would ignore, and so return everything, raises ValidationError at once."""
    answer = Recorder()
    with pytest.raises(ValidationError, match="filters"):
        kind.filter(mocked(answer), **parameters)
    assert answer.requests == []


def test_nested_objects(server: Server, api: UptimeAPI) -> None:
    """Objects below another one are created and found with that one's id."""
    page = StatusPage.new(api, **PAGE)
    created, section = StatusPageSection.get_or_create(api, status_page_id=page.id, name="Web")
    again, same = StatusPageSection.get_or_create(api, _status_page_id=page.id, name="Web")
    assert (created, again, same.id) == (True, False, section.id)
    with pytest.raises(NotFoundError, match="there is no"):
        StatusPageSection.find(api, name="Mail", status_page_id=page.id)
    with pytest.raises(NotFoundError, match="there is no"):
        StatusPageResource.find(api, name="Shop", status_page_id=page.id)
    with pytest.raises(ValueError, match="status_page_id"):
        StatusPageSection.find(api, name="Web")


def test_looking_up_stops_at_the_match() -> None:
    """get_or_create reads no further page once it has found a match on the first."""
    pages = [listed(resource("heartbeat", 1, name="Job"), page=1, last=None), listed(page=2, last=2)]
    answer = Recorder(*pages)
    assert Heartbeat.get_or_create(mocked(answer, max_workers=1), name="Job")[0] is False
    assert len(answer.requests) <= 2
