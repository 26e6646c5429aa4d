"""A function that is written once becomes a method of both kinds of service, with its looks."""

from __future__ import annotations

import inspect
from collections.abc import Coroutine
from typing import Any, TypedDict, Unpack

import pytest

from uptimekit import AsyncPager, InputError, Pager
from uptimekit.statuspage import AsyncComponentsService, ComponentsService, services
from uptimekit.statuspage._action import Asynchronous, Synchronous, action, listing
from uptimekit.statuspage._plans import Listing, Plan, call, collected
from uptimekit.statuspage._requests import listed, single
from uptimekit.statuspage.results import Component

from ._support import PAGE, Driver, Recorder


class Attributes(TypedDict, total=False):
    """What the actions below take."""

    name: str
    status: str


class _Actions:
    http_client: Any

    @action
    def change(
        self, component_id: str, *, quick: bool = False, **kwargs: Unpack[Attributes]
    ) -> Plan[Component]:
        """Change something."""
        return call(single("components.update", Component, PAGE, component_id, body=kwargs))

    @action
    def list(self) -> Plan[list[Component]]:
        """List something."""
        return collected(listed("components.list", Component, PAGE))

    @listing
    def iter(self) -> Listing[Component]:
        """Read something."""
        return listed("components.list", Component, PAGE)


class Sync(Synchronous, _Actions):
    """A synchronous service."""

    def __init__(self, http_client: Any) -> None:
        self.http_client = http_client


class Async(Asynchronous, _Actions):
    """An asynchronous service."""

    def __init__(self, http_client: Any) -> None:
        self.http_client = http_client


def _service(driver: Driver, *answers: Any) -> Any:
    kind: Any = Async if driver.asynchronous else Sync
    return kind(driver.client(Recorder(*answers)).http_client)


def test_an_action_is_a_method_or_a_coroutine(driver: Driver) -> None:
    """On a synchronous service an action returns its result, on an asynchronous one a coroutine of it."""
    service = _service(driver, {"id": "c"})
    assert inspect.iscoroutinefunction(service.change) is driver.asynchronous
    result = service.change("c", status="operational")
    assert isinstance(result, Coroutine) is driver.asynchronous
    assert driver.run(result) == {"id": "c"}


def test_an_action_can_be_called_through_its_class(driver: Driver) -> None:
    """Calling it through the class with a service as first argument does the same."""
    service = _service(driver, {"id": "c"})
    assert driver.run(type(service).change(service, "c", name="n")) == {"id": "c"}


def test_a_listing_is_a_lazy_pager(driver: Driver) -> None:
    """A listing returns a pager of the service's kind, which sends nothing before it is read."""
    recorder = Recorder([{"id": "c"}])
    service: Any = (Async if driver.asynchronous else Sync)(driver.client(recorder).http_client)
    pager = service.iter()
    assert isinstance(pager, AsyncPager if driver.asynchronous else Pager)
    assert recorder.sent == []
    assert driver.take(pager) == driver.run(service.list()) == [{"id": "c"}]


@pytest.mark.parametrize("kind", [Sync, Async])
def test_signatures_and_texts(kind: Any) -> None:
    """A method shows the arguments and the text of its function, and what the caller gets, not the plan of it."""
    bound, unbound = kind(None).change, kind.change
    told = "(component_id: 'str', *, quick: 'bool' = False, **kwargs: 'Unpack[Attributes]') -> 'Component'"
    assert str(inspect.signature(bound)) == told
    assert str(inspect.signature(unbound)) == "(self, " + told[1:]
    assert str(inspect.signature(kind(None).list)).endswith("-> 'list[Component]'")
    assert str(inspect.signature(kind(None).iter)).endswith("-> 'Pager[Component]'")
    assert (
        (bound.__name__, bound.__doc__)
        == (unbound.__name__, unbound.__doc__)
        == ("change", "Change something.")
    )


def test_unknown_keywords_are_refused_before_anything_is_sent(driver: Driver) -> None:
    """An unknown keyword raises InputError that names it and what was meant, and nothing is sent."""
    recorder = Recorder({})
    service: Any = (Async if driver.asynchronous else Sync)(driver.client(recorder).http_client)
    near, far = driver.error(service.change, "c", stauts="x"), driver.error(service.change, "c", zzz=1)
    assert type(near) is type(far) is InputError
    assert near.field == "stauts"
    assert str(near) == f"{type(service).__name__}.change() takes no stauts; did you mean status?"
    assert str(far).endswith("takes no zzz; it takes component_id, name, quick, status")
    assert isinstance(driver.error(service.change, "c", kwargs=1), InputError)
    assert recorder.sent == []


def test_wrong_arguments_are_type_errors(driver: Driver) -> None:
    """Missing arguments, and keywords where none are open, are TypeErrors as with any function."""
    service = _service(driver)
    assert isinstance(driver.error(service.change), TypeError)
    assert isinstance(driver.error(service.list, page=2), TypeError)


def test_documented_keys_are_always_accepted(driver: Driver) -> None:
    """A keyword of OPTS_KEYS_TO_PERSIST is sent, also where today's API does not know it."""
    recorder = Recorder({"id": "i"})
    client = driver.client(recorder)
    driver.run(client.incidents.create(name="n", description="d", group_id="g", status="investigating"))
    sent = {"name": "n", "description": "d", "group_id": "g", "status": "investigating"}
    assert recorder.last[3] == {"incident": sent}


@pytest.mark.parametrize("name", [name for name in services.__all__ if name.endswith("Service")])
def test_every_action_of_every_service_is_told(name: str) -> None:
    """Each action has a text that ends its first sentence, and a signature; its TypedDict, if any, exists."""
    kind = getattr(services, name)
    actions = {
        each: found
        for each in dir(kind)
        if isinstance(found := inspect.getattr_static(kind, each), (action, listing))
    }
    assert actions
    for each, found in actions.items():
        assert ". " in f"{found.__doc__} ".replace("\n", " "), each
        assert inspect.signature(found).return_annotation
        assert found._fields is None or found._fields


def test_both_kinds_have_the_same_actions() -> None:
    """A synchronous service and its asynchronous kind share the very same actions."""
    assert inspect.getattr_static(ComponentsService, "set") is inspect.getattr_static(
        AsyncComponentsService, "set"
    )
