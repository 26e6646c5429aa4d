"""Tests of what generated code says about an API."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit._runtime import UNSET, Operation, Request, unchanged

DROPS = {"idempotent_field": "unique", "idempotent_drops": (("timeout", "schedule"),)}


@pytest.mark.parametrize(
    ("facts", "body", "idempotent"),
    [
        ({"idempotent": True}, UNSET, True),
        ({}, {"name": "a"}, False),
        ({"idempotent_field": "unique"}, {"unique": ["name"], "name": "a"}, True),
        ({"idempotent_field": "unique"}, {"unique": ["name"], "name": ""}, True),
        ({"idempotent_field": "unique"}, {"unique": ["name"]}, False),
        ({"idempotent_field": "unique"}, {"unique": ["name"], "name": None}, False),
        ({"idempotent_field": "unique"}, {"unique": ["name", "tags"], "name": "a"}, False),
        ({"idempotent_field": "unique"}, {"unique": ["name", "tags"], "name": "a", "tags": ""}, True),
        (DROPS, {"unique": ["timeout"], "timeout": 60}, True),
        (DROPS, {"unique": ["timeout"], "timeout": 60, "schedule": None}, True),
        (DROPS, {"unique": ["timeout"], "timeout": 60, "schedule": "daily"}, False),
        (DROPS, {"unique": ["name"], "name": "a", "timeout": 60, "schedule": "daily"}, True),
        ({"idempotent_field": "key"}, {"key": "k1"}, True),
        ({"idempotent_field": "unique"}, {"unique": []}, False),
        ({"idempotent_field": "unique"}, {"unique": None}, False),
        ({"idempotent_field": "unique"}, {}, False),
        ({"idempotent_field": "unique"}, UNSET, False),
        ({"idempotent_field": "unique"}, ["unique"], False),
    ],
)
def test_idempotent_by_declaration_or_by_field(facts: dict[str, Any], body: Any, idempotent: bool) -> None:
    """A request is idempotent if its operation is, or if the field that makes it so, and each that it lists, is sent and kept."""
    assert Request(Operation("x", "POST", "/x", **facts), "/x", unchanged, json=body).idempotent is idempotent


def test_requests_share_nothing() -> None:
    """Two requests of one operation have dictionaries of their own."""
    op = Operation("x", "GET", "/x")
    one, two = Request(op, "/x", unchanged), Request(op, "/x", unchanged)
    one.query["a"], one.headers["b"] = 1, "2"
    assert (two.query, two.headers) == ({}, {})
