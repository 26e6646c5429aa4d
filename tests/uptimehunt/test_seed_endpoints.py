"""Every endpoint of the vendor's overview, through both clients, over a socket."""

from __future__ import annotations

import re
from typing import Any

import pytest

from uptimekit import Answered

from ._seed_endpoints import BEYOND, ENDPOINTS, Row
from ._support import User

ROWS = (*ENDPOINTS, *BEYOND)


@pytest.fixture
def known(user: User) -> dict[str, Any]:
    """Ids and secrets that the rows speak of."""
    project = user("projects.create", name="Shop")
    service = user(
        "services.create",
        name="First",
        type="http",
        config={"url": "https://a.example"},
        project_id=project.id,
    )
    tokens = user("auth.login", email=user.server.sandbox.email, password=user.server.sandbox.password)
    user.server.manual.advance(600)  # the service has been checked
    ids = [each.id for each in user("projects.iter")]
    return {
        "project": project.id,
        "service": service.id,
        "type": "http",
        "probe": user("probes.list").data[0].id,
        "@email": user.server.sandbox.email,
        "@password": user.server.sandbox.password,
        "@refresh": tokens.data.refresh,
        "@order": ids[::-1],
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.path}")
def test_an_endpoint_is_called(row: Row, user: User, known: dict[str, Any]) -> None:
    """The method sends the verb and path of the row and gets the documented success."""
    arguments = [known[name] for name in row.positional]
    named = {
        name: known.get(value, value) if isinstance(value, str) else value
        for name, value in row.named.items()
    }
    user.events.clear()
    user(row.call, *arguments, **named)
    answered = [event for event in user.events if isinstance(event, Answered)]
    assert [(each.method, re.sub(r"\{\w+\}", "{}", each.path)) for each in answered] == [
        (row.method, re.sub(r"\{\w+\}", "{}", row.path))
    ]
    assert answered[0].status_code in {row.status, 204 if row.method == "POST" else row.status}


def test_no_row_is_there_twice() -> None:
    """The table is the overview's 33 rows, each with a method of its own, and the one beyond."""
    assert (len(ENDPOINTS), len(ROWS)) == (33, 34)
    assert len({row.call for row in ROWS}) == len({(row.method, row.path) for row in ROWS}) == 34
