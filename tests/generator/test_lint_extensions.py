"""The vocabulary of x- members is closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ._support import operation, patched, problems_of, prop, schema

CASES: list[tuple[str, Mapping[str, Any], str]] = [
    (
        "misspelt",
        operation("get", {"x-idempotant": True}),
        "get: unknown member x-idempotant; write x-idempotent",
    ),
    (
        "elsewhere",
        operation("get", {"x-secret": True}),
        "x-secret has no meaning here; move it to a parameter or",
    ),
    (
        "on a schema",
        schema("Light", {"x-unwrap": "id"}),
        "x-unwrap has no meaning here; move it to a operation",
    ),
    (
        "record of nothing",
        schema("Light", {"x-record": ["LightCreat"]}),
        "x-record is not a list of component schemas with properties; name the schemas",
    ),
    (
        "record without fields",
        schema("Flag", {"type": "object", "additionalProperties": {"type": "string"}, "x-record": []}),
        "x-record on a schema without properties; remove it",
    ),
    (
        "secret but not",
        prop({"type": "string", "x-secret": "yes"}),
        "x-secret has no meaning but true; write true",
    ),
    ("provider list", {"x-provider": []}, "x-provider: is not a mapping; see docs/spec-extensions.md"),
    (
        "provider member",
        {"x-provider": {"rate": 1}},
        "x-provider: unknown member rate; use deprecation, error, rate-limit",
    ),
    (
        "limit",
        {"x-provider": {"rate-limit": {"requests": 5}}},
        "rate-limit is not {requests, period}; write a whole",
    ),
    (
        "no requests",
        {"x-provider": {"rate-limit": {"requests": 0, "period": 1}}},
        "rate-limit is not {requests",
    ),
    (
        "statuses",
        {"x-provider": {"retry-statuses": [200]}},
        "retry-statuses is not a list of statuses from 400",
    ),
    (
        "deprecation",
        {"x-provider": {"deprecation": "Sunset"}},
        "deprecation is not a list of header names; write such as [Deprecation, Sunset]",
    ),
    (
        "request id",
        {"x-provider": {"request-id": "x-id"}},
        "request-id is not a list of header names; write such",
    ),
    (
        "error member",
        {"x-provider": {"error": {"text": ["/a"]}}},
        "x-provider/error: unknown member text; use code",
    ),
    (
        "error pointer",
        {"x-provider": {"error": {"code": ["code"]}}},
        "code is not a list of JSON pointers; write",
    ),
]


@pytest.mark.parametrize(("patch", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rule(patch: Mapping[str, Any], expected: str) -> None:
    """The broken document is refused with a line that says what and where."""
    problems = problems_of(patched(patch))
    assert [line for line in problems if expected in line], problems


def test_names_that_look_like_extensions() -> None:
    """A property or header may be called x-something, and examples hold what they like."""
    good = patched(prop({"type": "string", "examples": [{"x-what": 1}]}))
    good["components"]["schemas"]["Light"]["properties"]["x-colour"] = {"type": "string"}
    header = {"X-Rate": {"schema": {"type": "integer"}}}
    good["paths"]["/lights"]["get"]["responses"]["200"]["headers"] = header
    assert problems_of(good) == []
