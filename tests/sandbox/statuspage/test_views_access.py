"""Page access users and groups."""

from __future__ import annotations

import pytest

from ._calls import Caller


def test_a_user(call: Caller) -> None:
    """A user is created with 200, not 201, and found by exactly the address."""
    body = {"page_access_user": {"email": "viewer@example.com", "external_login": "viewer"}}
    reply = call("POST", "page_access_users", body)
    made = reply.json()
    assert (reply.status_code, made["email"], made["external_login"]) == (200, "viewer@example.com", "viewer")
    assert made["page_access_group_ids"] == []
    assert call.get(f"page_access_users/{made['id']}") == made
    assert call.ids("page_access_users?email=viewer@example.com") == [made["id"]]
    assert call.ids("page_access_users?email=viewer") == []


@pytest.mark.parametrize("field", ["email", "external_login"])
def test_users_are_unique(call: Caller, field: str) -> None:
    """A second user with the same address or login is a conflict, when created and when changed."""
    first = {"page_access_user": {field: "same@example.com"}}
    other = call.access_user("other@example.com")
    call.ok("POST", "page_access_users", first)
    assert call("POST", "page_access_users", first).status_code == 409
    assert call("PATCH", f"page_access_users/{other}", first).status_code == 409


def test_a_user_keeps_what_is_its_own(call: Caller) -> None:
    """A user's own address is no conflict."""
    user = call.access_user()
    body = {"page_access_user": {"email": "viewer@example.com", "external_login": "viewer"}}
    for method in ("PATCH", "PUT"):
        assert call.ok(method, f"page_access_users/{user}", body)["external_login"] == "viewer"
    unset = {"page_access_user": {"email": None, "external_login": None}}
    assert call.ok("PATCH", f"page_access_users/{user}", unset)["email"] is None


@pytest.mark.parametrize(
    "inner", [{}, {"email": ""}, {"email": "a@example.com", "page_access_group_ids": ["x"]}]
)
def test_unfit_users(call: Caller, inner: dict[str, object]) -> None:
    """Somebody without address and login, or in a group that is none, is refused."""
    call.refused("POST", "page_access_users", {"page_access_user": inner})
    assert call.ids("page_access_users") == []


def test_membership_shows_on_both_sides(call: Caller) -> None:
    """Whoever is told of it, the user shows its groups and the group its users."""
    group = call.access_group()
    user = call.access_user(page_access_group_ids=[group])
    assert call.get(f"page_access_groups/{group}")["page_access_user_ids"] == [user]
    other = call.access_group(page_access_user_ids=[user])
    shown = call.get(f"page_access_users/{user}")
    assert (shown["page_access_group_ids"], shown["page_access_group_id"]) == ([group, other], group)
    call.ok("PATCH", f"page_access_groups/{group}", {"page_access_group": {"page_access_user_ids": []}})
    assert call.get(f"page_access_users/{user}")["page_access_group_ids"] == [other]


def test_a_change_of_other_things_keeps_the_members(call: Caller) -> None:
    """A group that is renamed keeps its users, components and metrics."""
    user, part, metric = call.access_user(), call.component(), call.metric()
    group = call.access_group(page_access_user_ids=[user], component_ids=[part], metric_ids=[metric])
    changed = call.ok("PUT", f"page_access_groups/{group}", {"page_access_group": {"name": "Resellers"}})
    assert changed["name"] == "Resellers"
    assert (changed["page_access_user_ids"], changed["component_ids"], changed["metric_ids"]) == (
        [user],
        [part],
        [metric],
    )


@pytest.mark.parametrize("field", ["component_ids", "metric_ids", "page_access_user_ids"])
def test_groups_of_unknown_things(call: Caller, field: str) -> None:
    """A group of what is not there is refused, and not created."""
    body = {"page_access_group": {"name": "G", field: ["nothing"]}}
    assert list(call.refused("POST", "page_access_groups", body)) == [field]
    assert call.ids("page_access_groups") == []


def test_a_group_needs_a_name(call: Caller) -> None:
    """A group without a name is refused."""
    assert list(call.refused("POST", "page_access_groups", {"page_access_group": {}})) == ["name"]


def test_deleting(call: Caller) -> None:
    """A deleted user is answered with 204, a deleted group with itself; its users stay."""
    group = call.access_group()
    user = call.access_user(page_access_group_ids=[group])
    gone = call("DELETE", f"page_access_groups/{group}")
    assert (gone.status_code, gone.json()["id"]) == (200, group)
    assert call.get(f"page_access_users/{user}")["page_access_group_ids"] == []
    gone = call("DELETE", f"page_access_users/{user}")
    assert (gone.status_code, gone.content) == (204, b"")
    assert call("GET", f"page_access_users/{user}").status_code == 404
    assert call("GET", f"page_access_groups/{group}").status_code == 404


def test_lists_are_paged(call: Caller) -> None:
    """Both lists come in pages."""
    users = [call.access_user(f"{number}@example.com") for number in range(3)]
    groups = [call.access_group() for _ in range(3)]
    assert call.ids("page_access_users?per_page=2&page=2") == users[2:]
    assert call.ids("page_access_groups?per_page=2&page=2") == groups[2:]
