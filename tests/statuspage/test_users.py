"""The members of an organization, and what they may do."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit import InputError

from ._support import Driver, Recorder, Server, act

P = "/v1/organizations/org000000001"

CASES: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, Any, str]] = [
    # action, arguments, attributes, what is sent, what is answered, class of the result
    (
        "users.list",
        (),
        {},
        ("GET", f"{P}/users", {"page": "1", "per_page": "100"}, None),
        [{"id": "x"}],
        "User",
    ),
    (
        "users.create",
        (),
        {"email": "a@example.org", "password": "p"},
        ("POST", f"{P}/users", {}, {"user": {"email": "a@example.org", "password": "p"}}),
        {"id": "x"},
        "User",
    ),
    ("users.delete", ("u1",), {}, ("DELETE", f"{P}/users/u1", {}, None), {"id": "x"}, "int"),
]


@pytest.mark.parametrize(
    ("action", "args", "kwargs", "sent", "answer", "kind"), CASES, ids=[case[0] for case in CASES]
)
def test_actions(
    driver: Driver, action: str, args: Any, kwargs: Any, sent: Any, answer: Any, kind: str
) -> None:
    """Each action sends exactly one request, this one, and returns what the server answers, typed."""
    result, all_sent = act(driver, action, *args, answer=answer, **kwargs)
    assert all_sent == [sent]
    one = result[0] if isinstance(result, list) else result
    assert type(one).__name__ == kind
    wanted = answer[0] if isinstance(answer, list) else answer
    assert one == (200 if kind == "int" else wanted)


def test_permissions(driver: Driver) -> None:
    """Permissions are read without the envelope around them, and set by page."""
    answer = {"data": {"user_id": "u1", "pages": {"p1": {"incident_manager": True}}}}
    path = "/v1/organizations/org000000001/permissions/u1"
    read, sent = act(driver, "permissions.get", "u1", answer=answer)
    assert sent == [("GET", path, {}, None)]
    assert (type(read).__name__, read.pages.p1.incident_manager) == ("UserPermissions", True)
    pages: dict[str, Any] = {"p1": {"incident_manager": True}}
    written, sent = act(driver, "permissions.update", "u1", answer=answer, pages=pages)
    assert sent == [("PUT", path, {}, {"pages": pages})]
    assert written.user_id == "u1"


def test_no_user(driver: Driver) -> None:
    """Deleting nobody raises InputError, and nothing is sent."""
    recorder = Recorder()
    error = driver.error(driver.client(recorder).users.delete)
    assert isinstance(error, InputError)
    assert error.field == "user_id"
    assert recorder.sent == []


def test_members_against_a_real_server(driver: Driver, server: Server) -> None:
    """Against a real server: a member is created, permitted, listed and deleted."""
    client = driver.client(**server.options)
    made = driver.run(client.users.create(email="new@example.org", first_name="New", last_name="One"))
    assert made.organization_id == server.sandbox.organization_id
    assert {each.id for each in driver.run(client.users.list())} >= {made.id}
    permitted = driver.run(client.permissions.update(made.id, pages={server.sandbox.page_id: {}}))
    assert permitted.user_id == made.id
    assert server.sandbox.page_id in str(driver.run(client.permissions.get(made.id)).pages)
    assert driver.run(client.users.delete(made.id)) == 200
    assert made.id not in {each.id for each in driver.run(client.users.list())}
