"""A warehouse in memory: merges the rows of feeds as a load does, and keeps their states as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from uptimekit.warehouse import Feed, Span, Table
from uptimekit.warehouse.columns import columns_of

from ._readings import rows_of

__all__ = ["Merged", "misfits"]


class Merged:
    """What the feeds of one account have loaded.

    Attributes:
        labels: those of the slices of the last reading.
        loaded: the numbers of rows of the last reading, by table.
    """

    def __init__(self) -> None:
        self._tables: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
        self._states: dict[str, str] = {}
        self.labels: list[str] = []
        self.loaded: dict[str, int] = {}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table, in the order of their keys."""
        return [row for _, row in sorted(self._tables.get(table, {}).items())]

    def column(self, table: str, name: str) -> list[Any]:
        """A column of a table, in the order of the keys."""
        return [row[name] for row in self.rows(table)]

    def state(self, feed: Feed) -> dict[str, Any]:
        """The state of a feed."""
        state: dict[str, Any] = json.loads(self._states.get(feed.name, "{}"))
        return state

    def read(
        self, feed: Feed, client: Any, times: Span, *, slices: int = 1000, rows: int = 1_000_000
    ) -> None:
        """Read a feed; as if the process had ended after so many slices, and in the middle of the next one."""
        self.labels, self.loaded = [], {}
        for number, each in enumerate(feed.slices(client, self.state(feed), times)):
            found = rows_of(feed, each, rows if number == slices else None)
            if number == slices:
                return
            self._merge(found)
            self._states[feed.name] = json.dumps(each.state)
            self.labels.append(each.label)

    def _merge(self, found: list[tuple[Table, Mapping[str, Any]]]) -> None:
        for table, row in found:
            if table.replaces:
                self._forget(table, row)
        for table, row in found:
            key = tuple(row[name] for name in table.key)
            rows = self._tables.setdefault(table.name, {})
            assert not table.replaces or key not in rows, "rows that replace others come once"
            rows[key] = dict(row)
            self.loaded[table.name] = self.loaded.get(table.name, 0) + 1

    def _forget(self, table: Table, row: Mapping[str, Any]) -> None:
        rows = self._tables.setdefault(table.name, {})
        for key, known in [*rows.items()]:
            if all(known[name] == row[name] for name in table.replaces):
                del rows[key]


def misfits(provider: str, feed: Feed, client: Any, times: Span) -> tuple[set[str], set[str]]:
    """Read a feed; return the tables without a row, and the values without a column and columns of its own without any."""
    empty, odd = {each.name for each in feed.tables}, set[str]()
    for part in feed.slices(client, {}, times):
        for table, row in part.rows():
            empty.discard(table.name)
            columns = {each.wire for each in columns_of(provider, table, with_secrets=True)}
            unread = {*row} - columns - table.leave_out
            missing = {*table.key, *table.replaces, *table.columns} - {*row}
            odd |= {f"{table.name}.{name}" for name in unread | missing}
    return empty, odd
