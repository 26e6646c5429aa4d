"""Arguments of actions are checked before anything is sent."""

from __future__ import annotations

import inspect
from collections.abc import Coroutine
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Any

import pytest

from uptimekit import AsyncPager, Pager
from uptimekit.statuspage import (
    AsyncComponentsService,
    Component,
    ComponentsService,
    Incident,
    InputError,
    Metric,
    services,
)
from uptimekit.statuspage._arguments import checked, given, needed, persisting
from uptimekit_clients.statuspage import requests

from ._support import Driver, Recorder


def test_an_action_is_a_method_or_a_coroutine(driver: Driver) -> None:
    """On a synchronous service an action returns its result, on an asynchronous one a coroutine of it."""
    service = driver.client(Recorder({"id": "c"})).components
    assert inspect.iscoroutinefunction(service.update) is driver.asynchronous
    result = service.update("c", status="operational")
    assert isinstance(result, Coroutine) is driver.asynchronous
    assert driver.run(result) == {"id": "c"}


def test_an_action_can_be_called_through_its_class(driver: Driver) -> None:
    """Calling it through the class with a service as first argument does the same."""
    service = driver.client(Recorder({"id": "c"})).components
    assert driver.run(type(service).update(service, "c", name="n")) == {"id": "c"}


def test_a_listing_is_a_lazy_pager(driver: Driver) -> None:
    """A listing returns a pager of the service's kind, which sends nothing before it is read."""
    recorder = Recorder([{"id": "c"}])
    service = driver.client(recorder).components
    pager = service.iter()
    assert isinstance(pager, AsyncPager if driver.asynchronous else Pager)
    assert recorder.sent == []
    assert driver.take(pager) == driver.run(service.list()) == [{"id": "c"}]


@pytest.mark.parametrize(
    ("kind", "pager"), [(ComponentsService, "Pager"), (AsyncComponentsService, "AsyncPager")]
)
def test_signatures(kind: Any, pager: str) -> None:
    """A method shows its arguments and what the caller gets."""
    told = "(self, component_id: 'str', **kwargs: 'Unpack[ComponentUpdateParams]') -> 'Component'"
    assert str(inspect.signature(kind.update)) == told
    assert str(inspect.signature(kind.list)).endswith("-> 'builtins.list[Component]'")
    assert str(inspect.signature(kind.iter)).endswith(f"-> '{pager}[Component]'")
    assert kind.update.__name__ == "update"


COMPONENT = Component(id="c1", name="API")
WRONG_KINDS: list[tuple[str, tuple[Any, ...], dict[str, Any], str]] = [
    (
        "components.get",
        (COMPONENT,),
        {},
        "component_id must be one identifier, not of type Component; pass its id",
    ),
    ("components.get", (["c1"],), {}, "component_id must be one identifier, not of type list"),
    ("components.create", (), {"name": "A", "group_id": COMPONENT}, "group_id takes no Component; "),
    (
        "components.set",
        (["API"],),
        {},
        "statuses must be a dict such as {'API': 'major_outage'}, not of type list",
    ),
    (
        "components.add_page_access_users",
        ("c1", "u1"),
        {},
        "page_access_user_ids must be a list of ids, not of type s",
    ),
    (
        "components.add_page_access_groups",
        ("c1", None),
        {},
        "page_access_group_ids must be a list of ids, not of type",
    ),
    (
        "component_groups.create",
        (),
        {"name": "G", "components": [COMPONENT]},
        "components takes no Component",
    ),
    (
        "incidents.open",
        ("Slow",),
        {"components": "API"},
        "components must be a dict such as {'API': 'major_outage'}",
    ),
    (
        "incidents.create",
        (),
        {"name": "S", "component_ids": "c1"},
        "component_ids must be a list of ids, not of type s",
    ),
    (
        "incidents.post_update",
        (Incident(id="i1"), "x"),
        {},
        "incident_id must be one identifier, not of type Incident;",
    ),
    (
        "page_access_groups.set_components",
        ("g", "c1"),
        {},
        "component_ids must be a list of ids, not of type str",
    ),
    (
        "page_access_users.add_components",
        ("u", "c1"),
        {},
        "component_ids must be a list of ids, not of type str",
    ),
    (
        "page_access_users.set_metrics",
        ("u", [Metric(id="m")]),
        {},
        "metric_ids takes no Metric; pass its id",
    ),
    (
        "metrics.submit_points",
        ("m", None),
        {},
        "points must be a list of pairs (time, value), not of type NoneType",
    ),
    (
        "metrics.submit_points",
        (Metric(id="m"), []),
        {},
        "metric_id must be one identifier, not of type Metric; pass it",
    ),
    (
        "metrics.submit_data",
        ("m",),
        {"timestamp": 1, "value": "99%"},
        "value must be a finite number, such as 99.5 f",
    ),
    ("subscribers.iter", (), {"pages": 1}, "iter() takes no pages; did you mean max_pages?"),
]


@pytest.mark.parametrize(
    ("action", "args", "kwargs", "message"), WRONG_KINDS, ids=[f"{row[0]}: {row[3]}" for row in WRONG_KINDS]
)
def test_arguments_of_a_wrong_kind_are_refused_before_anything_is_sent(
    driver: Driver, action: str, args: tuple[Any, ...], kwargs: dict[str, Any], message: str
) -> None:
    """An object instead of its id, a text instead of a list, a list instead of a dict raise InputError by name."""
    recorder = Recorder([])
    error = driver.error(attrgetter(action)(driver.client(recorder)), *args, **kwargs)
    assert isinstance(error, InputError)
    assert str(error).startswith(message)
    assert error.field is not None
    assert recorder.sent == []


@pytest.mark.parametrize("action", ["create", "create_scheduled", "update", "replace"])
def test_times_of_a_maintenance_are_checked(driver: Driver, action: str) -> None:
    """Times without a zone, and an end before the beginning, are refused under the names that were passed."""
    recorder = Recorder({})
    attempt = getattr(driver.client(recorder).incidents, action)
    ids = ("i1",) if action in ("update", "replace") else ()
    start, end = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 2, 2, tzinfo=UTC)
    for times, message in [
        ((start.replace(tzinfo=None), end), "scheduled_for needs a time zone, such as tzinfo=datetime.UTC"),
        ((end, start), "scheduled_for must be before scheduled_until"),
    ]:
        arguments = dict(zip(("scheduled_for", "scheduled_until"), times, strict=True))
        error = driver.error(attempt, *ids, name="Move", **arguments)
        assert isinstance(error, InputError)
        assert str(error) == message
    assert recorder.sent == []


def test_a_day_may_be_a_time(driver: Driver) -> None:
    """The API counts whole days: of a time its day is sent."""
    recorder = Recorder({})
    start = datetime(2026, 2, 1, 23, 30, tzinfo=UTC)
    driver.run(driver.client(recorder).components.uptime("c", start=start, end=date(2026, 2, 3)))
    assert recorder.last[2] == {"start": "2026-02-01", "end": "2026-02-03"}


def test_unknown_keywords_are_refused_before_anything_is_sent(driver: Driver) -> None:
    """An unknown keyword raises InputError that names it and what was meant, and nothing is sent."""
    recorder = Recorder({})
    service = driver.client(recorder).components
    near, far = driver.error(service.update, "c", stauts="x"), driver.error(service.update, "c", zzz=1)
    assert type(near) is type(far) is InputError
    assert near.field == "stauts"
    assert str(near) == "update() takes no stauts; did you mean status?"
    assert "update() takes no zzz; it takes description, group_id, name, " in str(far)
    for name in ("kwargs", "page_id"):
        assert isinstance(driver.error(service.update, "c", **{name: 1}), InputError)
    listing = driver.client(recorder).subscribers
    for call in (listing.list, listing.iter):
        assert isinstance(driver.error(call, sate="all"), InputError)
        assert isinstance(driver.error(call, page=2), InputError)
    assert recorder.sent == []


def test_wrong_arguments_are_type_errors(driver: Driver) -> None:
    """Missing arguments, and keywords where none are open, are TypeErrors as with any function."""
    service = driver.client(Recorder({})).components
    assert isinstance(driver.error(service.update), TypeError)
    assert isinstance(driver.error(service.list, page=2), TypeError)


def test_documented_keys_are_always_accepted(driver: Driver) -> None:
    """A keyword of OPTS_KEYS_TO_PERSIST is sent, also where today's API does not know it."""
    recorder = Recorder({"id": "i"})
    client = driver.client(recorder)
    keys = {"name": "n", "description": "d", "group_id": "g", "status": "investigating"}
    driver.run(client.incidents.create(**keys))
    assert recorder.last[3] == {"incident": keys}
    driver.run(client.incidents.update("i1", **keys))
    assert recorder.last[3] == {"incident": keys}
    driver.run(client.subscribers.create(email="a@example.org", **keys))
    assert recorder.last[3] == {"subscriber": {"email": "a@example.org", **keys}}
    driver.run(client.subscribers.update("s1", component_ids=["c"], **keys))
    assert recorder.last[3] == {"component_ids": ["c"], **keys}


def test_persisted_keys_beside_unknown_ones() -> None:
    """Other keywords are refused as ever."""
    with pytest.raises(InputError, match="did you mean status"):
        checked(persisting(requests.incidents.create, ["group_id"]), "p", stauts=1, group_id="g")


def test_a_missing_attribute_is_left_to_the_server() -> None:
    """A required attribute that is not given is not sent; the server says what is missing."""
    assert checked(requests.incidents.create, "p", status="investigating").json == {
        "incident": {"status": "investigating"}
    }


def test_a_needed_id_that_is_left_out() -> None:
    """None for an id, which is the documented default, raises InputError that names the argument."""
    assert needed("metric_id", "m1") == "m1"
    with pytest.raises(InputError, match="no metric_id was given") as caught:
        needed("metric_id", None)
    assert caught.value.field == "metric_id"


def test_what_is_given() -> None:
    """None is not sent; other false values are."""
    assert not given(None)
    assert (given(""), given(0), given(False)) == ("", 0, False)


@pytest.mark.parametrize("name", [name for name in services.__all__ if name.endswith("Service")])
def test_every_action_of_every_service_is_told(name: str) -> None:
    """Each action has a text that ends its first sentence, and says what it returns."""
    kind = getattr(services, name)
    actions = {each: found for each, found in inspect.getmembers(kind, inspect.isfunction) if each[0] != "_"}
    assert actions
    for each, found in actions.items():
        text = inspect.getdoc(found) or ""
        assert "." in text.partition("\n")[0], each
        assert inspect.signature(found).return_annotation
