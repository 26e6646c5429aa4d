"""Proposals of paging, from names of parameters and fields."""

from __future__ import annotations

from typing import Any

import pytest

from apimodel.document import operations
from codegen.lint import pagination
from codegen.lint.rules import Subject
from documents.propose import paging
from documents.propose.left_open import left_open

from ._proposals import TEXT, TEXTS, listing, only

LINKS = {"links": {"type": "object", "properties": {"next": TEXT}}}
SIZE = {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}}
NUMBER = {"type": "integer"}


def proposed(spec: dict[str, Any]) -> tuple[dict[str, Any] | None, str]:
    """Return the rule that is proposed, which the lint takes, and why."""
    every = list(paging.propose(spec, only(spec)))
    if not every:
        return None, ""
    (proposal,) = every
    spec["paths"]["/lights"]["get"]["x-pagination"] = proposal.value
    assert list(pagination.check(Subject(spec, tuple(operations(spec))))) == []
    return proposal.value, proposal.why


@pytest.mark.parametrize(
    ("properties", "parameters", "rule"),
    [
        ({"lights": TEXTS}, ["page"], {"style": "page", "parameter": "page", "items": "lights"}),
        ({"lights": TEXTS}, ["page[number]"], {"style": "page", "parameter": "page[number]", "items": "lights"}),
        (TEXTS, ["page"], {"style": "page", "parameter": "page", "items": ""}),
        (
            {"data": TEXTS, "included": TEXTS, **LINKS},
            ["page"],
            {"style": "page", "parameter": "page", "items": "data", "next": "links.next"},
        ),
        (
            {"lights": TEXTS, "teams": TEXTS},
            ["offset", SIZE],
            {"style": "offset", "parameter": "offset", "items": "lights", "size": {"parameter": "limit", "maximum": 100}},
        ),
        ({"lights": TEXTS}, ["start", "count"], {"style": "offset", "parameter": "start", "items": "lights"}),
        ({"lights": TEXTS}, ["start", "end"], None),
        (
            {"results": TEXTS, "next_cursor": TEXT},
            ["cursor"],
            {"style": "cursor", "parameter": "cursor", "items": "results", "next": "next_cursor"},
        ),
        ({"results": TEXTS}, ["cursor"], None),
        ({"results": TEXTS}, ["after"], None),
        (
            {"data": {"type": "object", "properties": {"lights": TEXTS}}, "paging": {"type": "object", "properties": {"after": NUMBER}}},
            ["after"],
            {"style": "cursor", "parameter": "after", "items": "data.lights", "next": "paging.after"},
        ),
        ({"items": TEXTS, **LINKS}, [], {"style": "link", "items": "items", "next": "links.next"}),
        (
            {"items": TEXTS, "_links": {"type": "object", "properties": {"next": {"type": "object", "properties": {"href": TEXT}}}}},
            [],
            {"style": "link", "items": "items", "next": "_links.next.href"},
        ),
        ({"items": TEXTS, "next": {**TEXT, "format": "uri"}}, ["cursor"], {"style": "link", "items": "items", "next": "next"}),
        ({"items": TEXTS, "next": TEXT}, [], None),
        (
            {"actions": {"type": "object", "properties": {"alerts": TEXTS}}},
            ["page"],
            {"style": "page", "parameter": "page", "items": "actions.alerts"},
        ),
        ({"actions": {"type": "object", "properties": {"alerts": TEXTS, "more": TEXTS}}}, ["page"], None),
        ({"red": TEXTS, "green": TEXTS, "actions": {"type": "object", "properties": {"alerts": TEXTS}}}, ["page"], None),
        ({"red": TEXTS, "green": TEXTS}, ["page"], None),
        ({"name": TEXT}, ["page"], None),
        ({"a.b": TEXTS}, ["page"], None),
    ],
)  # fmt: skip
def test_rules_are_found_from_names(properties: Any, parameters: list[Any], rule: Any) -> None:
    """Style, parameter, items, next page and size are found; what is not sure is not proposed."""
    assert proposed(listing("/lights", properties, *parameters))[0] == rule


@pytest.mark.parametrize(
    ("schema", "first", "said"),
    [
        ({}, None, "Nothing says whether the first page is 1, as here, or 0: then add first: 0."),
        ({"default": 1}, None, "The document says that the first page is 1."),
        ({"minimum": 0}, 0, "The document says that the first page is 0."),
    ],
)
def test_the_first_page_is_told_or_left_open(schema: Any, first: int | None, said: str) -> None:
    """The number of the first page is taken from the parameter; if that does not say it, the comment tells so."""
    parameter = {"name": "page", "in": "query", "schema": {"type": "integer", **schema}}
    rule, why = proposed(listing("/lights", {"lights": TEXTS}, parameter))
    assert rule is not None
    assert (rule.get("first"), why) == (first, f"Found from: parameter page, list lights. {said}")


@pytest.mark.parametrize(
    ("text", "maximum"),
    [
        ("Number of results. (Max value is 25000)", 25000),
        ("Results of a page (maximum: 100, default: 20).", 100),
        ("The default and maximum limit is 1,000.", 1000),
        ("Max `50` results.", 50),
        ("A number between 1 and 200.", 200),
        ("Returns up to 30 results.", 30),
        ("The maximum number of rows to return.", None),
        ("The maximum is 50% of 80.", None),
        ("Max value is 0", None),
        ("Default is 10.", None),
    ],
)
def test_the_size_is_found_in_words(text: str, maximum: int | None) -> None:
    """The maximum of the size may stand in its text alone; the reason then says so."""
    size = {"name": "limit", "in": "query", "description": text, "schema": NUMBER}
    rule, why = proposed(listing("/lights", {"lights": TEXTS}, "offset", size))
    assert rule is not None
    assert rule.get("size") == (maximum and {"parameter": "limit", "maximum": maximum})
    assert why.endswith("The text of limit tells its maximum.") == bool(maximum)


@pytest.mark.parametrize(
    ("schema", "text", "opened"),
    [
        (NUMBER, "Offset for listing. (Requires limit.)", True),
        (NUMBER, "It requires the parameter `limit`.", True),
        (NUMBER, "Offset for listing.", False),
        ({**NUMBER, "maximum": 9}, "Offset for listing. (Requires limit.)", False),
    ],
)
def test_a_size_that_is_needed_is_left_open(schema: Any, text: str, *, opened: bool) -> None:
    """Where the offset needs a limit whose maximum is not known, somebody must say it."""
    size = {"name": "limit", "in": "query", "schema": schema}
    spec = listing("/lights", {"lights": TEXTS}, {"name": "offset", "in": "query", "description": text}, size)
    proposals = list(paging.propose(spec, only(spec)))
    said = "listLights: a page needs limit, whose maximum is not told; add size: {parameter: limit, maximum: ...} to x-pagination."
    assert (said in left_open(spec, [only(spec)], proposals)) == opened


@pytest.mark.parametrize("members", [{"x-pagination": None}, {"x-pagination": {"style": "page"}}])
def test_what_is_decided_is_not_proposed_again(members: Any) -> None:
    """A listing with a rule, or with none by decision, gets no proposal."""
    assert proposed(listing("/lights", {"lights": TEXTS}, "page", **members))[0] is None
