"""Each change of a spec is told, in its class and at its place, and nothing else is."""

from __future__ import annotations

from collections import Counter

import pytest

from codegen.lint import lint
from specdiff import SEVERITIES, compare

from ._edits import DOCUMENT
from ._operations import OPERATIONS
from ._schemas import SCHEMA_ROWS
from ._table import Row

ROWS = (*OPERATIONS, *SCHEMA_ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_change_has_its_class_and_its_place(row: Row) -> None:
    """Comparing the example with its edited copy gives exactly the changes of the row."""
    found = compare(DOCUMENT, row.document)

    assert sorted(f"{c.severity} {c.kind} {c.where}" for c in found) == sorted(row.expected)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_edited_document_is_one_that_the_generator_takes(row: Row) -> None:
    """No row is about a document that could never be released."""
    assert lint("beacon.yaml", row.document) == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.expected], ids=lambda row: row.name)
def test_the_way_back_is_a_change_too(row: Row) -> None:
    """What is told in one direction is not silent in the other."""
    assert compare(row.document, DOCUMENT)


def test_the_gravest_changes_come_first() -> None:
    """The list goes from breaking to internal."""
    every = next(row for row in ROWS if row.name == "model renamed, and a field added")

    assert [change.severity for change in compare(DOCUMENT, every.document)] == ["breaking", "additive"]


def test_the_table_has_every_class_many_times() -> None:
    """At least thirty changes are tried, and several of each class."""
    counted = Counter(line.split()[0] for row in ROWS for line in row.expected)

    assert len(ROWS) >= 30
    assert min(counted[severity] for severity in SEVERITIES) >= 10
