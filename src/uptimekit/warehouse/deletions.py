"""Rows of what is no longer there get the time at which that was seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .columns import ACCOUNT, DELETED_AT, LOADED_AT
from .feed import RecentRows, table_name
from .feed_reading import SOURCE, FeedReading

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["mark_deletions"]


def mark_deletions(pipeline: Pipeline, readings: Iterable[FeedReading]) -> None:
    """Mark the rows that readings, which have been loaded to their ends, would have had if they were still there.

    Each row of a reading has its time as ``loaded_at``, so the missing ones are older.  A row that is there again replaces
    the marked one.
    """
    listed = [
        (reading, table)
        for reading in readings
        for table in reading.feed.tables
        if table.whole or table.recent
    ]
    if not listed:
        return
    with pipeline.sql_client(SOURCE) as client:
        for reading, table in listed:
            name = client.make_qualified_table_name(table_name(reading.provider, table))
            client.execute_sql(*_marking(name, reading, table.recent))


def _marking(name: str, reading: FeedReading, recent: RecentRows | None) -> tuple[Any, ...]:
    """Return the statement for a table, and its values."""
    now = reading.span.now
    missing = f"{ACCOUNT} = %s AND {LOADED_AT} < %s AND {DELETED_AT} IS NULL"
    values: list[Any] = [now, reading.account, now]
    if recent is not None:
        marks = ", ".join(["%s"] * len(recent.going_on))
        missing += f" AND ({recent.began} >= %s OR {recent.status} IN ({marks}))"
        values += [now - reading.span.window, *recent.going_on]
    return (f"UPDATE {name} SET {DELETED_AT} = %s WHERE {missing}", *values)  # noqa: S608  (names of ours)
