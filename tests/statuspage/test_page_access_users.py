"""Those who may see an audience-specific page."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import Driver, Server, act

P = "/v1/pages/page00000001"

CASES: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, Any, str]] = [
    # action, arguments, attributes, what is sent, what is answered, class of the result
    (
        "page_access_users.list",
        (),
        {"email": "a@example.org"},
        ("GET", f"{P}/page_access_users", {"email": "a@example.org", "page": "1", "per_page": "100"}, None),
        [{"id": "x"}],
        "PageAccessUser",
    ),
    (
        "page_access_users.get",
        ("u1",),
        {},
        ("GET", f"{P}/page_access_users/u1", {}, None),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.create",
        (),
        {"email": "a@example.org"},
        ("POST", f"{P}/page_access_users", {}, {"page_access_user": {"email": "a@example.org"}}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.update",
        ("u1",),
        {"external_login": "l"},
        ("PATCH", f"{P}/page_access_users/u1", {}, {"page_access_user": {"external_login": "l"}}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.replace",
        ("u1",),
        {"external_login": "l"},
        ("PUT", f"{P}/page_access_users/u1", {}, {"page_access_user": {"external_login": "l"}}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.list_components",
        ("u1",),
        {},
        ("GET", f"{P}/page_access_users/u1/components", {"page": "1", "per_page": "100"}, None),
        [{"id": "x"}],
        "Component",
    ),
    (
        "page_access_users.set_components",
        ("u1", ["x1"]),
        {},
        ("POST", f"{P}/page_access_users/u1/components", {}, {"component_ids": ["x1"]}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.add_components",
        ("u1", ["x1"]),
        {},
        ("PATCH", f"{P}/page_access_users/u1/components", {}, {"component_ids": ["x1"]}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.put_components",
        ("u1", ["x1"]),
        {},
        ("PUT", f"{P}/page_access_users/u1/components", {}, {"component_ids": ["x1"]}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.remove_components",
        ("u1", ["x1"]),
        {},
        ("DELETE", f"{P}/page_access_users/u1/components", {}, {"component_ids": ["x1"]}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.remove_components",
        ("u1",),
        {},
        ("DELETE", f"{P}/page_access_users/u1/components", {}, {}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.remove_component",
        ("u1", "x1"),
        {},
        ("DELETE", f"{P}/page_access_users/u1/components/x1", {}, None),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.list_metrics",
        ("u1",),
        {},
        ("GET", f"{P}/page_access_users/u1/metrics", {"page": "1", "per_page": "100"}, None),
        [{"id": "x"}],
        "Metric",
    ),
    (
        "page_access_users.set_metrics",
        ("u1", ["x1"]),
        {},
        ("POST", f"{P}/page_access_users/u1/metrics", {}, {"metric_ids": ["x1"]}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.add_metrics",
        ("u1", ["x1"]),
        {},
        ("PATCH", f"{P}/page_access_users/u1/metrics", {}, {"metric_ids": ["x1"]}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.put_metrics",
        ("u1", ["x1"]),
        {},
        ("PUT", f"{P}/page_access_users/u1/metrics", {}, {"metric_ids": ["x1"]}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.remove_metrics",
        ("u1", ["x1"]),
        {},
        ("DELETE", f"{P}/page_access_users/u1/metrics", {}, {"metric_ids": ["x1"]}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.remove_metrics",
        ("u1",),
        {},
        ("DELETE", f"{P}/page_access_users/u1/metrics", {}, {}),
        {"id": "x"},
        "PageAccessUser",
    ),
    (
        "page_access_users.remove_metric",
        ("u1", "x1"),
        {},
        ("DELETE", f"{P}/page_access_users/u1/metrics/x1", {}, None),
        {"id": "x"},
        "PageAccessUser",
    ),
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


def test_deleting_one(driver: Driver) -> None:
    """Deleting a user returns the status code."""
    result, sent = act(driver, "page_access_users.delete", "u1", answer=204)
    assert sent == [("DELETE", f"{P}/page_access_users/u1", {}, None)]
    assert result == 204


def test_a_user_against_a_real_server(driver: Driver, server: Server) -> None:
    """Against a real server: a user is created once, sees what is set, and is deleted."""
    client = driver.client(**server.options)
    ids = [each.id for each in driver.run(client.components.list())]
    users = client.page_access_users
    made = driver.run(users.create(email="partner@example.org"))
    again = driver.error(users.create, email="partner@example.org")
    assert (type(again).__name__, again.http_status) == ("ConflictError", 409)
    driver.run(users.set_components(made.id, ids[:2]))
    driver.run(users.remove_component(made.id, ids[0]))
    assert [each.id for each in driver.run(users.list_components(made.id))] == ids[1:2]
    metric = driver.run(client.metrics.create(name="Load"))
    driver.run(users.add_metrics(made.id, [metric.id]))
    assert [each.id for each in driver.run(users.list_metrics(made.id))] == [metric.id]
    assert [each.id for each in driver.run(users.list(email="partner@example.org"))] == [made.id]
    assert driver.run(users.delete(made.id)) == 204
    assert driver.run(users.list()) == []
