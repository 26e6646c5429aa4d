"""Groups of components."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import Driver, Server, act

P = "/v1/pages/page00000001"

CASES: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, Any, str]] = [
    # action, arguments, attributes, what is sent, what is answered, class of the result
    (
        "component_groups.get",
        ("g1",),
        {},
        ("GET", f"{P}/component-groups/g1", {}, None),
        {"id": "x"},
        "ComponentGroup",
    ),
    (
        "component_groups.create",
        (),
        {"name": "Services", "components": ["c1"], "description": "d"},
        (
            "POST",
            f"{P}/component-groups",
            {},
            {"component_group": {"name": "Services", "components": ["c1"], "description": "d"}},
        ),
        {"id": "x"},
        "ComponentGroup",
    ),
    (
        "component_groups.update",
        ("g1",),
        {"name": "n", "components": []},
        ("PATCH", f"{P}/component-groups/g1", {}, {"component_group": {"name": "n", "components": []}}),
        {"id": "x"},
        "ComponentGroup",
    ),
    (
        "component_groups.replace",
        ("g1",),
        {"name": "n", "components": []},
        ("PUT", f"{P}/component-groups/g1", {}, {"component_group": {"name": "n", "components": []}}),
        {"id": "x"},
        "ComponentGroup",
    ),
    (
        "component_groups.delete",
        ("g1",),
        {},
        ("DELETE", f"{P}/component-groups/g1", {}, None),
        {"id": "x"},
        "ComponentGroup",
    ),
    (
        "component_groups.uptime",
        ("g1",),
        {"start": "2026-01", "skip_related_events": False},
        (
            "GET",
            f"{P}/component-groups/g1/uptime",
            {"start": "2026-01", "skip_related_events": "false"},
            None,
        ),
        {"id": "x"},
        "ComponentGroupUptime",
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
    """Against a real server: a group is created, read, changed and deleted, and its members stay."""
    client = driver.client(**server.options)
    ids = [each.id for each in driver.run(client.components.list())]
    made = driver.run(client.component_groups.create(name="All", components=ids[:2]))
    assert [each.id for each in driver.run(client.component_groups.list())] == [made.id]
    changed = driver.run(client.component_groups.update(made.id, name="Some", components=ids[:1]))
    assert (changed.name, changed.components) == ("Some", ids[:1])
    assert driver.run(client.component_groups.uptime(made.id)).uptime_percentage == 100
    assert driver.run(client.component_groups.delete(made.id)).id == made.id
    assert {each.id for each in driver.run(client.components.list())} == set(ids)
