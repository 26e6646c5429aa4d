"""Items of one kind as a listing."""

from __future__ import annotations

from datetime import datetime
from typing import TextIO

from uptimekit.fleet import Item, Kind, Reading
from uptimekit.fleet.vocabulary import KINDS

from .item_rows import TABLE_COLUMNS, item_row, row_fields, table_row
from .output import OutputFormat, write_rows

__all__ = ["show_items"]


def show_items(
    reading: Reading[Item], kind: Kind, output: OutputFormat, now: datetime, stream: TextIO
) -> None:
    """Print the items of *reading*, all of *kind*: a table of what tells them apart, or every field."""
    items = reading.items
    if output == "table":
        where = "" if reading.complete else " in the accounts that could be read"
        rows = [table_row(item, now) for item in items]
        columns = [column for column in TABLE_COLUMNS[kind] if any(row[column.path] for row in rows)]
        write_rows(rows, output, columns, empty=f"no {kind.plural} found{where}", stream=stream)
    else:
        write_rows(map(item_row, items), output, row_fields(KINDS[kind]), stream=stream)
