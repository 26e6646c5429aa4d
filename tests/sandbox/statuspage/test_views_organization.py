"""Users of the organisation, and what they may do."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock, StatuspageSandbox

from ._calls import Caller


@pytest.fixture
def users(call: Caller) -> str:
    """The path of the users."""
    return f"/v1/organizations/{call.sandbox.organization_id}/users"


def test_a_user(call: Caller, users: str) -> None:
    """A user is created, listed, and answered with when deleted; the password is nowhere."""
    body = {
        "user": {
            "email": "operator@example.com",
            "password": "p" * 12,
            "first_name": "Olive",
            "last_name": None,
        }
    }
    reply = call("POST", users, body)
    made = reply.json()
    assert (reply.status_code, made["first_name"], made["last_name"]) == (201, "Olive", None)
    assert made["organization_id"] == call.sandbox.organization_id
    assert "p" * 12 not in reply.text
    assert made in call.get(users)
    gone = call("DELETE", f"{users}/{made['id']}")
    assert (gone.status_code, gone.json()) == (200, made)
    assert call("DELETE", f"{users}/{made['id']}").status_code == 404


@pytest.mark.parametrize("inner", [{}, {"email": ""}, {"email": "operator"}, {"email": "OWNER@example.com"}])
def test_unfit_users(call: Caller, users: str, inner: dict[str, object]) -> None:
    """An address is needed, must look like one, and be nobody else's."""
    assert list(call.refused("POST", users, {"user": inner})) == ["email"]


def test_paged(call: Caller, users: str) -> None:
    """The list comes in pages from 1, the owner first."""
    made = [call.ok("POST", users, {"user": {"email": f"{number}@example.com"}})["id"] for number in range(2)]
    assert call.ids(f"{users}?per_page=2&page=2") == made[1:]


def test_permissions(clock: ManualClock) -> None:
    """Permissions are wrapped; pages that are not named are lost."""
    call = Caller(StatuspageSandbox(clock=clock, pages=["A", "B"]))
    first, second = call.sandbox.page_ids.values()
    people = f"/v1/organizations/{call.sandbox.organization_id}"
    (owner,) = call.ids(f"{people}/users")
    path = f"{people}/permissions/{owner}"
    assert call.get(path) == {"data": {"user_id": owner, "pages": {first: {}, second: {}}}}
    roles = {second: {"incident_manager": True, "maintenance_manager": False}}
    assert call.ok("PUT", path, {"pages": roles}) == {"data": {"user_id": owner, "pages": roles}}
    assert call.get(path)["data"]["pages"] == roles


@pytest.mark.parametrize(
    "pages", [None, [], {"nowhere": {}}, {"page": []}, {"page": {"incident_manager": "x"}}]
)
def test_unfit_permissions(call: Caller, pages: object) -> None:
    """Pages must be sent, be there, and have roles that are true or false."""
    sandbox = call.sandbox
    people = f"/v1/organizations/{sandbox.organization_id}"
    path = f"{people}/permissions/{call.ids(f'{people}/users')[0]}"
    before = call.get(path)
    if isinstance(pages, dict):
        pages = {sandbox.page_id if key == "page" else key: roles for key, roles in pages.items()}
    call.refused("PUT", path, {} if pages is None else {"pages": pages})
    assert call.get(path) == before


def test_other_organizations(call: Caller) -> None:
    """Nothing is found below another organisation."""
    (owner,) = call.ids(f"/v1/organizations/{call.sandbox.organization_id}/users")
    there = "/v1/organizations/elsewhere"
    for method, path in (
        ("GET", "users"),
        ("POST", "users"),
        ("DELETE", f"users/{owner}"),
        ("GET", f"permissions/{owner}"),
        ("PUT", f"permissions/{owner}"),
    ):
        assert call(method, f"{there}/{path}").status_code == 404
