"""Rows of what is no longer there get the time at which that was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .columns import ACCOUNT, DELETED_AT, LOADED_AT
from .feed import RecentRows, table_name
from .reading import SOURCE, Reading

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["mark_deletions"]


def mark_deletions(pipeline: Pipeline, reading: Reading) -> None:
    """Mark the rows that a reading, which has been loaded to its end, would have had if they were still there.

    Each row of the reading has its time as ``loaded_at``, so the missing ones are older.  A row that is there again
    replaces the marked one.
    """
    if SOURCE not in pipeline.schemas:
        return
    known = pipeline.schemas[SOURCE].tables
    for table in reading.feed.tables:
        if (table.whole or table.recent) and (name := table_name(reading.provider, table)) in known:
            _mark(pipeline, name, reading, table.recent)


def _mark(pipeline: Pipeline, name: str, reading: Reading, recent: RecentRows | None) -> None:
    now = reading.span.now
    missing = f"{ACCOUNT} = %s AND {LOADED_AT} < %s AND {DELETED_AT} IS NULL"
    values: list[Any] = [now, reading.account, now]
    if recent is not None:
        marks = ", ".join(["%s"] * len(recent.going_on))
        missing += f" AND ({recent.began} >= %s OR {recent.status} IN ({marks}))"
        values += [now - reading.span.window, *recent.going_on]
    with pipeline.sql_client(SOURCE) as client:
        where = client.make_qualified_table_name(name)
        client.execute_sql(f"UPDATE {where} SET {DELETED_AT} = %s WHERE {missing}", *values)  # noqa: S608  (names of ours)
