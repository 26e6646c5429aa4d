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

__all__ = ["RowCollector"]

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
        self._keyless: Counter[str] = Counter()
        self._forget()

    def __len__(self) -> int:
        return self._rows

    def __bool__(self) -> bool:
        """Whether there is something to take, if only warnings."""
        return bool(self._rows or self._keyless)

    def add(self, row: Row) -> None:
        """Add a row; a value that does not fit its column is left out, and so is one that has no column.

        A row that lacks a value of its key is left out as a whole: nothing tells it apart from others.
        """
        read = list[Any]()
        for column in self._values:
            value = row.get(column.wire)
            if value is not None:
                value = self._read(column, value)
            if value is None and column.required:
                self._keyless[column.name] += 1
                return
            read.append(value)
        self._rows += 1
        for values, value in zip(self._values.values(), read, strict=True):
            values.append(value)

    def take(self) -> Any:
        """Return the collected rows as an arrow table, which is empty if there are none, and forget them.

        How many values and rows were left out is told to the logger.
        """
        for name, count in self._keyless.items():
            logger.warning("%s: %d rows were left out, since they have no %s", self._name, count, name)
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
        self._keyless.clear()
