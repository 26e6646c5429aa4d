"""The module of all services, and what they have in common."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from uptimekit import ConfigurationError, InputError, PaginationError
from uptimekit.statuspage import services
from uptimekit.statuspage._arguments import Paging

from ._support import Driver, Recorder

LISTS = [
    ("components", ()),
    ("component_groups", ()),
    ("incidents", ()),
    ("incident_subscribers", ("i1",)),
    ("templates", ()),
    ("subscribers", ()),
    ("metrics", ()),
    ("page_access_users", ()),
    ("page_access_groups", ()),
    ("users", ()),
]


@pytest.mark.parametrize("name", services.__all__)
def test_services_come_in_pairs(name: str) -> None:
    """Each service is there in both kinds, with the same actions, and is documented."""
    kind = getattr(services, name)
    assert kind.__doc__
    if name.endswith("Service"):
        other = name.removeprefix("Async") if name.startswith("Async") else f"Async{name}"
        assert _actions(getattr(services, other)) == _actions(kind)


def _actions(kind: type) -> list[str]:
    return [name for name in dir(kind) if not name.startswith("_")]  # copying adds __slotnames__ to a class


@pytest.mark.parametrize(("service", "args"), LISTS, ids=[name for name, _ in LISTS])
def test_lists_go_over_all_pages(driver: Driver, service: str, args: tuple[Any, ...]) -> None:
    """list() returns the items of all pages; iter() reads pages as they are needed."""
    full, rest = [{"id": f"a{number}"} for number in range(100)], [{"id": "b"}]
    recorder = Recorder(full, rest)
    found = driver.run(getattr(driver.client(recorder), service).list(*args))
    assert [each.id for each in found] == [f"a{number}" for number in range(100)] + ["b"]
    first = 0 if service == "subscribers" else 1
    assert [query["page"] for _, _, query, _ in recorder.sent] == [str(first), str(first + 1)]
    lazy = Recorder(full, rest)
    pager = getattr(driver.client(lazy), service).iter(*args, start_at="7")
    assert lazy.sent == []
    assert len(driver.take(pager)) == 101
    assert [query["page"] for _, _, query, _ in lazy.sent] == ["7", "8"]


@pytest.mark.parametrize(("service", "args"), LISTS, ids=[name for name, _ in LISTS])
def test_what_an_iterator_takes(driver: Driver, service: str, args: tuple[Any, ...]) -> None:
    """Each iterator takes where to start, how far to look ahead, and how many pages to read at most."""
    full = [{"id": f"a{number}"} for number in range(100)]
    pager = getattr(driver.client(Recorder(full, full[1:], [])), service).iter(*args, prefetch=2, max_pages=1)
    assert isinstance(driver.error(driver.take, pager), PaginationError)
    assert isinstance(
        driver.error(getattr(driver.client(Recorder()), service).iter, *args, pages=1), InputError
    )
    assert Paging.__optional_keys__ == {"start_at", "prefetch", "max_pages"}


@pytest.mark.parametrize(
    ("service", "action", "args"),
    [
        ("users", "list", ()),
        ("users", "create", ()),
        ("users", "delete", ("u1",)),
        ("permissions", "get", ("u1",)),
        ("permissions", "update", ("u1",)),
    ],
)
@pytest.mark.parametrize("organization", [None])
def test_no_organization(
    driver: Driver, service: str, action: str, args: tuple[Any, ...], organization: None
) -> None:
    """Without an organization what needs one raises ConfigurationError, and nothing is sent."""
    recorder = Recorder({})
    client = driver.client(recorder, organization_id=organization)
    error = driver.error(getattr(getattr(client, service), action), *args)
    assert isinstance(error, ConfigurationError)
    assert "organization_id=" in str(error)
    assert recorder.sent == []


def test_services_can_be_made_by_hand(driver: Driver) -> None:
    """A service is made of an HTTP client and a page or organization, and acts on those."""
    recorder = Recorder([{"id": "x"}])
    http = driver.client(recorder).http_client
    prefix = "Async" if driver.asynchronous else ""
    driver.run(getattr(services, f"{prefix}ComponentsService")(http, "other").list())
    driver.run(getattr(services, f"{prefix}UsersService")(http, organization_id="o2").list())
    assert [path for _, path, _, _ in recorder.sent] == [
        "/v1/pages/other/components",
        "/v1/organizations/o2/users",
    ]


def test_every_operation_is_reached() -> None:
    """There is no operation of the API that no service, and no public page, calls."""
    folder = Path(services.__file__).parent / "_async"
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    for call in (entry["call"] for entry in _manifest()):
        assert re.search(rf"\brequests\.{re.escape(call)}\b", source), call


def _manifest() -> Any:
    text = (files("uptimekit_clients.statuspage") / "manifest.json").read_text(encoding="utf-8")
    return json.loads(text)["operations"]
