"""Each change of a spec is told, in its class and at its place, and nothing else is."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.generator._support import problems_of

from specdiff import SEVERITIES, compare

from ._edits import API, DOCUMENT, DROP, api, edited
from ._operations import OPERATIONS
from ._schemas import SCHEMA_ROWS
from ._table import Row

ROWS = (*OPERATIONS, *SCHEMA_ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_change_has_its_class_and_its_place(row: Row) -> None:
    """Comparing the example with its edited copy gives exactly the changes of the row."""
    found = compare(API, row.api)

    assert sorted(f"{c.severity} {c.kind} {c.where}" for c in found) == sorted(row.expected)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_edited_document_is_one_that_the_generator_takes(row: Row) -> None:
    """No row is about a document that could never be released."""
    assert problems_of(row.document) == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.expected], ids=lambda row: row.name)
def test_the_way_back_is_a_change_too(row: Row) -> None:
    """What is told in one direction is not silent in the other."""
    assert compare(row.api, API)


def test_arguments_in_the_path_go_by_position() -> None:
    """Two parameters of a path that change places are breaking: calls name neither."""
    lamp, light = (
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in "ab"
    )
    item = {**DOCUMENT["paths"]["/lights/{light_id}"], "parameters": [lamp, light]}
    old, new = (
        edited(("paths /lights/{light_id}", DROP), (f"paths {path}", item))
        for path in ("/{a}/x/{b}", "/{b}/x/{a}")
    )

    found = compare(api(old), api(new))

    assert {(change.severity, change.kind) for change in found} == {("breaking", "argument-reordered")}
    assert found[0].text == "its positional arguments come in another order: `b`, `a`"


def test_the_order_of_parameters_of_a_path_is_the_paths() -> None:
    """The list of parameters may be in any order; the path says which argument comes first."""
    lamp, light = (
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in "ab"
    )
    item = DOCUMENT["paths"]["/lights/{light_id}"]
    old, new = (
        edited(("paths /lights/{light_id}", DROP), ("paths /{a}/x/{b}", {**item, "parameters": parameters}))
        for parameters in ([lamp, light], [light, lamp])
    )

    assert {change.severity for change in compare(api(old), api(new))} <= {"internal"}


def test_the_gravest_changes_come_first() -> None:
    """The list goes from breaking to internal."""
    every = next(row for row in ROWS if row.name == "model renamed, and a field added")

    assert [change.severity for change in compare(API, every.api)] == ["breaking", "additive"]


def test_the_table_has_every_class_many_times() -> None:
    """At least thirty changes are tried, and several of each class."""
    counted = Counter(line.split()[0] for row in ROWS for line in row.expected)

    assert len(ROWS) >= 30
    assert min(counted[severity] for severity in SEVERITIES) >= 10
