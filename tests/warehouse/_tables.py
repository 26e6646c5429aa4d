"""Tables of a warehouse, filled by hand as an export fills them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import duckdb
from attrs import frozen

from uptimekit.warehouse.availability_view import view_statements

ITEMS = "account VARCHAR, provider VARCHAR, kind VARCHAR, item_id VARCHAR, name VARCHAR, tags JSON, deleted_at TIMESTAMPTZ"
SPANS = "account VARCHAR, kind VARCHAR, item_id VARCHAR, day DATE, start_at TIMESTAMPTZ, end_at TIMESTAMPTZ, state VARCHAR"


@frozen(kw_only=True)
class Row:
    """An item, and its states: each from a time until the next one, the last until *until*."""

    name: str
    states: list[tuple[str, str]]
    until: str
    account: str = "main"
    kind: str = "monitor"
    tags: str = "[]"
    deleted: str | None = None
    provider: str = "betterstack"


def moment(text: str) -> datetime:
    """A time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def fill(path: Path, rows: Iterable[Row]) -> None:
    """Make the tables ``items`` and ``state_spans``, and the view."""
    with duckdb.connect(path) as connection:
        connection.execute(f"CREATE TABLE items ({ITEMS})")
        connection.execute(f"CREATE TABLE state_spans ({SPANS})")
        listed = [*rows]
        _insert(
            connection,
            "items",
            [[r.account, r.provider, r.kind, r.name, r.name, r.tags, r.deleted] for r in listed],
        )
        _insert(
            connection,
            "state_spans",
            [[r.account, r.kind, r.name, *span] for r in listed for span in _spans(r)],
        )
        for statement in view_statements("main"):
            connection.execute(statement)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[list[Any]]) -> None:
    """Insert all rows with one statement: each takes some milliseconds."""
    if rows:
        values = ", ".join(f"({', '.join('?' * len(row))})" for row in rows)
        connection.execute(f"INSERT INTO {table} VALUES {values}", [cell for row in rows for cell in row])


def _spans(row: Row) -> Iterator[tuple[Any, ...]]:
    ends = [begin for begin, _ in row.states[1:]] + [row.until]
    for (begin, state), end in zip(row.states, ends, strict=True):
        start, until = moment(begin), moment(end)
        while start < until:
            midnight = datetime.combine(start.date() + timedelta(days=1), time(), UTC)
            yield start.date(), start, min(midnight, until), state
            start = midnight
