"""Each mistake of a user gets one line that says what was asked, what is wrong and what to do."""

from __future__ import annotations

import re

import pytest
from tests.mistakes import betterstack, common, connections, healthchecks, statuspage, uptimehunt
from tests.mistakes._row import Mistake

TABLES = (healthchecks, betterstack, statuspage, uptimehunt, common, connections)
CASES = [
    pytest.param(table, row, id=f"{table.__name__.rpartition('.')[2]}: {row.what}")
    for table in TABLES
    for row in table.ROWS
]
PRIVATE = re.compile(r"(?<![\w.])_[a-z]\w*|\._[a-z]|uptimekit_clients")


@pytest.mark.parametrize(("table", "row"), CASES)
def test_a_mistake_gets_its_line(table: object, row: Mistake) -> None:
    """The mistake raises the class of the table, and its text is the line of the table."""
    with table.given() as given:  # type: ignore[attr-defined]
        with pytest.raises(row.error) as caught:
            row.does(given)
        assert str(caught.value) == row.expected(given)
        assert type(caught.value) is row.error


def test_no_line_has_a_private_name() -> None:
    """Nobody can look a private name up, so no line has one, nor a line break that would hide its end."""
    lines = [row.line for table in TABLES for row in table.ROWS]
    assert [line for line in lines if PRIVATE.search(line) or "\n" in line] == []
