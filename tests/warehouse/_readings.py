"""Feeds read as a load reads them, without a warehouse."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from uptimekit.warehouse import Feed, Slice, Span, Table
from uptimekit.warehouse.feed import Row

__all__ = ["Yielded", "keys", "named", "read", "rows_of"]

Rows = dict[str, list[dict[str, Any]]]


class Yielded:
    """What a feed yielded: rows by table, labels of slices, and the state after the last one, as JSON keeps it."""

    def __init__(self) -> None:
        self.rows: Rows = {}
        self.labels: list[str] = []
        self.state: Mapping[str, Any] = {}

    def of(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table."""
        return self.rows.get(table, [])


def read(
    feed: Feed, client: Any, times: Span, state: Mapping[str, Any] | None = None, slices: int = 1_000
) -> Yielded:
    """Read a feed, or its first *slices* only, as if the process had ended then."""
    reading = Yielded()
    reading.state = state or {}
    for number, each in enumerate(feed.slices(client, reading.state, times), 1):
        for table, row in rows_of(feed, each):
            reading.rows.setdefault(table.name, []).append(dict(row))
        reading.labels.append(each.label)
        reading.state = json.loads(json.dumps(each.state))
        if number == slices:
            break
    return reading


def rows_of(feed: Feed, part: Slice, most: int | None = None) -> list[tuple[Table, Row]]:
    """The rows of a slice, or the first ones, as if the process had ended in the middle; each is of a table of the feed."""
    found = [*islice(part.rows(), most)]
    assert all(table in feed.tables for table, _ in found)
    return found


def named(feeds: tuple[Feed, ...], name: str) -> Feed:
    """The feed of this name."""
    return next(feed for feed in feeds if feed.name == name)


def keys(rows: list[dict[str, Any]], *columns: str) -> Iterator[tuple[Any, ...]]:
    """The values of the columns, row by row."""
    return (tuple(row[column] for column in columns) for row in rows)
