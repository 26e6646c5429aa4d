"""Rows of what is no longer there get the time at which that was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .columns import ACCOUNT, DELETED_AT, LOADED_AT
from .feed import table_name
from .reading import SOURCE, Reading

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["mark_deletions"]


def mark_deletions(pipeline: Pipeline, reading: Reading) -> None:
    """Mark the rows that a reading, which has been loaded to its end, would have had if they were still there.

    Each row of the reading has its time as ``loaded_at``, so the missing ones are older.  A row that is there again
    replaces the marked one.
    """
    whole = [each for each in reading.feed.tables if each.whole]
    if not whole or SOURCE not in pipeline.schemas:
        return
    known = pipeline.schemas[SOURCE].tables
    names = [name for each in whole if (name := table_name(reading.provider, each)) in known]
    with pipeline.sql_client(SOURCE) as client:
        for name in names:
            now = reading.span.now
            client.execute_sql(
                f"UPDATE {client.make_qualified_table_name(name)} SET {DELETED_AT} = %s "  # noqa: S608  (names of ours)
                f"WHERE {ACCOUNT} = %s AND {LOADED_AT} < %s AND {DELETED_AT} IS NULL",
                now,
                reading.account,
                now,
            )
