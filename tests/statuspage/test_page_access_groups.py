"""Groups of those who may see an audience-specific page."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import Driver, Server, act

P = "/v1/pages/page00000001"

CASES: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, Any, str]] = [
    # action, arguments, attributes, what is sent, what is answered, class of the result
    (
        "page_access_groups.get",
        ("g1",),
        {},
        ("GET", f"{P}/page_access_groups/g1", {}, None),
        {"id": "x"},
        "PageAccessGroup",
    ),
    (
        "page_access_groups.create",
        (),
        {"name": "n"},
        ("POST", f"{P}/page_access_groups", {}, {"page_access_group": {"name": "n"}}),
        {"id": "x"},
        "PageAccessGroup",
    ),
    (
        "page_access_groups.update",
        ("g1",),
        {"name": "n"},
        ("PATCH", f"{P}/page_access_groups/g1", {}, {"page_access_group": {"name": "n"}}),
        {"id": "x"},
        "PageAccessGroup",
    ),
    (
        "page_access_groups.replace",
        ("g1",),
        {"name": "n"},
        ("PUT", f"{P}/page_access_groups/g1", {}, {"page_access_group": {"name": "n"}}),
        {"id": "x"},
        "PageAccessGroup",
    ),
    (
        "page_access_groups.delete",
        ("g1",),
        {},
        ("DELETE", f"{P}/page_access_groups/g1", {}, None),
        {"id": "x"},
        "PageAccessGroup",
    ),
    (
        "page_access_groups.list_components",
        ("g1",),
        {},
        ("GET", f"{P}/page_access_groups/g1/components", {"page": "1", "per_page": "100"}, None),
        [{"id": "x"}],
        "Component",
    ),
    (
        "page_access_groups.set_components",
        ("g1", ["c1"]),
        {},
        ("POST", f"{P}/page_access_groups/g1/components", {}, {"component_ids": ["c1"]}),
        {"id": "x"},
        "PageAccessGroup",
    ),
    (
        "page_access_groups.add_components",
        ("g1", ["c1"]),
        {},
        ("PATCH", f"{P}/page_access_groups/g1/components", {}, {"component_ids": ["c1"]}),
        {"id": "x"},
        "PageAccessGroup",
    ),
    (
        "page_access_groups.put_components",
        ("g1", ["c1"]),
        {},
        ("PUT", f"{P}/page_access_groups/g1/components", {}, {"component_ids": ["c1"]}),
        {"id": "x"},
        "PageAccessGroup",
    ),
    (
        "page_access_groups.remove_components",
        ("g1", ["c1"]),
        {},
        ("DELETE", f"{P}/page_access_groups/g1/components", {}, {"component_ids": ["c1"]}),
        {"id": "x"},
        "PageAccessGroup",
    ),
    (
        "page_access_groups.remove_components",
        ("g1",),
        {},
        ("DELETE", f"{P}/page_access_groups/g1/components", {}, {}),
        {"id": "x"},
        "PageAccessGroup",
    ),
    (
        "page_access_groups.remove_component",
        ("g1", "c1"),
        {},
        ("DELETE", f"{P}/page_access_groups/g1/components/c1", {}, None),
        {"id": "x"},
        "PageAccessGroup",
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


def test_a_group_against_a_real_server(driver: Driver, server: Server) -> None:
    """Against a real server: what a group sees is set, added to and taken away."""
    client = driver.client(**server.options)
    ids = [each.id for each in driver.run(client.components.list())]
    groups = client.page_access_groups
    made = driver.run(groups.create(name="Partners", component_ids=ids[:1]))
    assert driver.run(groups.set_components(made.id, ids[1:2])).component_ids == ids[1:2]
    driver.run(groups.add_components(made.id, ids[2:3]))
    assert [each.id for each in driver.run(groups.list_components(made.id))] == ids[1:3]
    assert driver.run(groups.remove_component(made.id, ids[1])).component_ids == ids[2:3]
    assert driver.run(groups.remove_components(made.id)).component_ids == []
    driver.run(client.components.add_page_access_groups(ids[0], [made.id]))
    assert driver.run(groups.get(made.id)).component_ids == ids[:1]
    assert driver.run(groups.delete(made.id)).id == made.id
    assert driver.run(groups.list()) == []
