"""Prepared texts for incidents."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import Driver, Server, act

P = "/v1/pages/page00000001"

CASES: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, Any, str]] = [
    # action, arguments, attributes, what is sent, what is answered, class of the result
    (
        "templates.list",
        (),
        {},
        ("GET", f"{P}/incident_templates", {"page": "1", "per_page": "100"}, None),
        [{"id": "x"}],
        "IncidentTemplate",
    ),
    (
        "templates.create",
        (),
        {"name": "n", "title": "t", "body": "b"},
        ("POST", f"{P}/incident_templates", {}, {"template": {"name": "n", "title": "t", "body": "b"}}),
        {"id": "x"},
        "IncidentTemplate",
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


def test_a_template_against_a_real_server(driver: Driver, server: Server) -> None:
    """Against a real server: a template is created and listed, with its components."""
    client = driver.client(**server.options)
    api = driver.run(client.components.find("API"))
    made = driver.run(client.templates.create(name="n", title="t", body="b", component_ids=[api.id]))
    assert made.components[0].name == "API"
    assert [each.id for each in driver.run(client.templates.list())] == [made.id]
