"""Projects."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import Caller, details

_FULL: dict[str, Any] = {"name": "Shop", "description": "All", "color": "#112233", "icon": "cart", "order": 4}


def test_create(call: Caller) -> None:
    """A project has what was sent, and can be got again."""
    reply = call("POST", "projects", _FULL)
    made = reply.json()["data"]
    assert reply.status_code == 201
    assert {name: made[name] for name in _FULL} == _FULL
    assert made["service_count"] == 0
    assert call.data(f"projects/{made['id']}") == made


def test_defaults(call: Caller) -> None:
    """What is not sent has its default; a name loses its blanks at the ends."""
    made = call.data("projects", method="POST", json={"name": " Shop "})
    assert [made[name] for name in _FULL] == ["Shop", "", "#3B82F6", "", 0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "  "),
        ("name", "a" * 129),
        ("name", None),
        ("description", "a" * 501),
        ("color", "blue"),
        ("color", "#12345"),
        ("icon", "a" * 65),
        ("order", "first"),
        ("order", True),
    ],
)
def test_wrong_fields(call: Caller, field: str, value: object) -> None:
    """A field that breaks its rule is 422, on creating and on changing, and nothing happens."""
    project = call.project()
    before = call.data("projects")
    for method, path in (("POST", "projects"), ("PUT", f"projects/{project}")):
        assert set(details(call(method, path, {"name": "Other", field: value}))) == {field}
    assert call.data("projects") == before


def test_longest_fields(call: Caller) -> None:
    """Fields may be as long as documented."""
    longest = {"name": "a" * 128, "description": "a" * 500, "icon": "a" * 64, "color": "#abcDEF"}
    assert call("POST", "projects", longest).status_code == 201


def test_names_are_unique_for_a_user(call: Caller) -> None:
    """No two projects of a user have one name; those of others do not matter, nor does its own."""
    shop, blog = call.project(name="Shop"), call.project(name="Blog")
    taken = {"name": ["Is the name of another project"]}
    assert details(call("POST", "projects", {"name": " Shop "})) == taken
    assert details(call("PUT", f"projects/{blog}", {"name": "Shop"})) == taken
    assert call("PUT", f"projects/{shop}", {"name": "Shop"}).status_code == 200
    assert call("POST", "projects", {"name": "Shop"}, token="other").status_code == 201


def test_update_is_a_full_one(call: Caller, clock: ManualClock) -> None:
    """A change sets what is sent, puts the rest back to its default, and needs the name."""
    project = call.project(**_FULL)
    clock.advance(60)
    changed = call.data(f"projects/{project}", method="PUT", json={"name": "Store", "icon": "bag"})
    assert [changed[name] for name in _FULL] == ["Store", "", "#3B82F6", "bag", 0]
    assert changed["date_created"] == "2026-01-12T09:00:00Z"
    assert changed["date_modified"] == "2026-01-12T09:01:00Z"
    assert set(details(call("PUT", f"projects/{project}", {"icon": "bag"}))) == {"name"}


def test_delete(call: Caller) -> None:
    """A project that is deleted is gone; its services are left, in no project."""
    project = call.project()
    service = call.service(project_id=project)
    reply = call("DELETE", f"projects/{project}")
    assert (reply.status_code, reply.content) == (204, b"")
    assert call("GET", f"projects/{project}").status_code == 404
    assert call.data(f"services/{service}")["project_id"] is None


def test_services_of_a_project(call: Caller) -> None:
    """Only the services of a project are listed, and counted."""
    project = call.project()
    inside = [call.service(project_id=project) for _ in range(2)]
    call.service()
    assert [one["id"] for one in call.data(f"projects/{project}/services")] == inside
    assert call("GET", f"projects/{project}/services?limit=1").json()["meta"]["totalPages"] == 2
    assert call.data(f"projects/{project}")["service_count"] == 2


@pytest.mark.parametrize(
    ("order", "result"), [([3, 1, 2], [3, 1, 2]), ([2], [2, 1, 3]), ([3, 2], [3, 2, 1]), ([], [1, 2, 3])]
)
def test_reorder(call: Caller, order: list[int], result: list[int]) -> None:
    """The projects that are named come first, the others behind them as before."""
    for name in "abc":
        call.project(name=name)
    told = call.data("projects/reorder", method="POST", json={"order": order})
    assert [one["id"] for one in told] == [one["id"] for one in call.data("projects")] == result
    assert [one["order"] for one in told] == [0, 1, 2]


@pytest.mark.parametrize("order", [None, "1", {"1": 0}, [1, 1], [9], ["1"], [True], [1, 2]])
def test_reorder_refuses(call: Caller, order: object) -> None:
    """Anything but a list of one's own projects, each once, is 422."""
    call.project()
    call.project(token="other")
    body = {} if order is None else {"order": order}
    assert set(details(call("POST", "projects/reorder", body))) == {"order"}
