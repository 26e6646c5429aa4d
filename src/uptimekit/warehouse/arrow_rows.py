"""Rows collected into arrow tables, which have all columns whichever of them the rows have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from uptimekit._runtime.logger import logger

from .column_values import READERS, json_text
from .columns import ACCOUNT, LOADED_AT, Column
from .engine import pyarrow as pa
from .feed import Row

__all__ = ["MOST_ROWS", "RowCollector"]

MOST_ROWS: Final = 5_000
"""Rows of an arrow table: many enough to be fast, few enough that memory stays flat."""

_TYPES: Final[Mapping[str, Any]] = {
    "text": pa.string(),
    "bigint": pa.int64(),
    "double": pa.float64(),
    "bool": pa.bool_(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "date": pa.date32(),
    "json": pa.string(),  # dlt is told that it is JSON
}


class RowCollector:
    """Collects the rows of a table for one account.

    Args:
        name: name of the table, for warnings.
        columns: its columns.
        account: name of the account.
        loaded_at: when the reading began.
    """

    def __init__(self, name: str, columns: Iterable[Column], account: str, loaded_at: datetime) -> None:
        self._name, self._columns = name, tuple(columns)
        self._schema = pa.schema(
            [pa.field(each.name, _TYPES[each.type], nullable=not each.required) for each in self._columns]
        )
        self._same = {ACCOUNT: account, LOADED_AT: loaded_at}
        self._rows = 0
        self._values: dict[Column, list[Any]] = {}
        self._odd: Counter[str] = Counter()
        self._forget()

    def __len__(self) -> int:
        return self._rows

    def add(self, row: Row) -> None:
        """Add a row; a value that does not fit its column is left out, and so is one that has no column."""
        self._rows += 1
        for column, values in self._values.items():
            value = row.get(column.wire)
            values.append(value if value is None else self._read(column, value))

    def take(self) -> Any:
        """Return the collected rows as an arrow table, which is empty if there are none, and forget them.

        How many values were left out is told to the logger.
        """
        for name, count in self._odd.items():
            logger.warning("%s.%s: %d values do not fit its type and were left out", self._name, name, count)
        arrays = [
            pa.array(self._values.get(column) or [self._same.get(column.name)] * self._rows, field.type)
            for column, field in zip(self._columns, self._schema, strict=True)
        ]
        self._forget()
        return pa.Table.from_arrays(arrays, schema=self._schema)

    def _read(self, column: Column, value: Any) -> Any:
        if column.type == "json":
            return json_text(value, column.hidden)
        read = READERS[column.type](value)
        if read is None:
            self._odd[column.name] += 1
        return read

    def _forget(self) -> None:
        self._rows = 0
        self._values = {each: [] for each in self._columns if each.name not in self._same}
        self._odd.clear()
