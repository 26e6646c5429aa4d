"""Incident templates."""

from __future__ import annotations

import pytest

from ._calls import Caller

_BODY = {"name": "Slow", "title": "It is slow", "body": "We are looking into it."}


def test_a_template(call: Caller) -> None:
    """A template keeps what it was given, and shows its components as a whole."""
    part = call.component()
    body = {
        "template": {**_BODY, "update_status": "identified", "component_ids": [part], "should_tweet": True}
    }
    reply = call("POST", "incident_templates", body)
    made = reply.json()
    assert (reply.status_code, made["update_status"], made["should_tweet"]) == (201, "identified", True)
    assert {name: made[name] for name in _BODY} == _BODY
    assert made["components"] == [call.get(f"components/{part}")]
    assert (made["should_send_notifications"], made["group_id"]) == (False, None)
    assert call.get("incident_templates") == [made]


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"name": ""}, "name"),
        ({"title": None}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"body": "x" * 25_001}, "body"),
        ({"body": ""}, "body"),
        ({"update_status": "burning"}, "update_status"),
        ({"component_ids": ["nothing"]}, "component_ids"),
    ],
)
def test_unfit_templates(call: Caller, fields: dict[str, object], complaint: str) -> None:
    """Name, title and text are needed, and the rest must be among the known things."""
    told = call.refused("POST", "incident_templates", {"template": {**_BODY, **fields}})
    assert list(told) == [complaint]


def test_paged(call: Caller) -> None:
    """The list comes in pages from 1."""
    made = [call.ok("POST", "incident_templates", {"template": _BODY})["id"] for _ in range(3)]
    assert call.ids("incident_templates?per_page=2&page=2") == made[2:]
