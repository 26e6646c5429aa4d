"""Rules for x-pagination, each with the smallest rule that breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import DROP, JSON, LIGHT, answer, operation, patched, problems_of

PAGE: dict[str, Any] = {"style": "page", "parameter": "page", "items": "lights"}
LINK: dict[str, Any] = {"style": "link", "items": "lights", "next": "links.next"}

CASES: list[tuple[str, Any, str]] = [
    ("no mapping", True, "x-pagination has no known style; write one of page, offset, link, cursor"),
    ("unknown style", {**PAGE, "style": "token"}, "x-pagination has no known style; write one of"),
    (
        "missing parameter",
        {"style": "offset", "items": "lights"},
        "parameter is missing; style offset needs it",
    ),
    ("missing next", {"style": "link", "items": "lights"}, "next is missing; style link needs it"),
    ("meaningless", {**LINK, "first": 1}, "first means nothing with style link; remove it"),
    (
        "misspelt",
        {**PAGE, "short_page_ends": True},
        "short_page_ends means nothing with style page; remove it",
    ),
    ("truth value", {**PAGE, "short-page-ends": "yes"}, "short-page-ends is no truth value; write true, or"),
    ("first", {**PAGE, "first": "1"}, "first is no number; write the number of the first page"),
    (
        "host with scheme",
        {**LINK, "hosts": ["https://a.test"]},
        "hosts is no list of host names; write such as",
    ),
    (
        "hosts without a link",
        {**PAGE, "hosts": ["a.test"]},
        "hosts without a link; write next or last, or remove",
    ),
    (
        "size",
        {**PAGE, "size": {"parameter": "per_page"}},
        "size is not {parameter, maximum}; write both, the",
    ),
    (
        "unknown parameter",
        {**PAGE, "parameter": "p"},
        "there is no query parameter p; declare it, or correct the",
    ),
    (
        "unknown size",
        {**PAGE, "size": {"parameter": "n", "maximum": 5}},
        "there is no query parameter n; declare it",
    ),
    (
        "unknown items",
        {**PAGE, "items": "lamps"},
        "items 'lamps' is no field of the answer; write a dotted path",
    ),
    ("items no list", {**PAGE, "items": "links"}, "items 'links' is no array; write a dotted path to one"),
    (
        "unknown next",
        {**LINK, "next": "links.more"},
        "next 'links.more' is no field of the answer; write a dotted",
    ),
    ("next no text", {**LINK, "next": "lights"}, "next 'lights' is no string; write a dotted path to one"),
    (
        "total no number",
        {**PAGE, "total-pages": "links.next"},
        "total-pages 'links.next' is no integer; write a",
    ),
]


@pytest.mark.parametrize(("rule", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_rule(rule: Any, expected: str) -> None:
    """The broken rule is refused with a line that names the member and what to write."""
    document = patched(operation("list", {}))
    document["paths"]["/lights"]["get"]["x-pagination"] = rule
    problems = problems_of(document)
    assert [
        line
        for line in problems
        if line.startswith("beacon.yaml: #/paths/~1lights/get: x-pagination") and expected in line
    ], problems


def test_answer_that_is_no_json() -> None:
    """A listing is JSON."""
    document = patched({})
    content = document["paths"]["/lights"]["get"]["responses"]["200"]["content"]
    content["text/plain"] = content.pop(JSON)
    problems = problems_of(document)
    assert any("x-pagination: its answer is not JSON; remove x-pagination" in line for line in problems), (
        problems
    )


def test_items_that_one_alternative_lacks() -> None:
    """Every alternative of the answer has the list."""
    answered = {"$ref": DROP, "oneOf": [{"$ref": "#/components/schemas/LightPage"}, LIGHT]}
    document = patched(operation("list", {"responses": answer(answered)}))
    problems = problems_of(document)
    expected = (
        "x-pagination: items 'lights' is in 1 of 2 alternatives of the answer alone; remove x-pagination, or"
    )
    assert [line for line in problems if expected in line], problems


@pytest.mark.parametrize("rule", [LINK, {**PAGE, "next": "links.next", "hosts": ["a.test"], "first": 0}])
def test_no_rule_is_too_strict(rule: dict[str, Any]) -> None:
    """What the runtime handles is accepted."""
    document = patched({})
    document["paths"]["/lights"]["get"]["x-pagination"] = rule
    assert problems_of(document) == []
