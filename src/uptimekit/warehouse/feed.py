"""Feeds: what is loaded of an account, into which tables, and in which slices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal, Protocol, get_args

from attrs import Factory, frozen

__all__ = [
    "COLUMN_TYPES",
    "FLEET",
    "ColumnType",
    "Feed",
    "RecentRows",
    "Row",
    "Slice",
    "Span",
    "Table",
    "table_name",
]

ColumnType = Literal["text", "bigint", "double", "bool", "timestamp", "date", "json"]
"""Type of a column, in dlt's words.  Times are kept in UTC; ``json`` is any value of JSON."""

COLUMN_TYPES: Final[tuple[ColumnType, ...]] = get_args(ColumnType)
"""All types of columns."""

Row = Mapping[str, Any]
"""A row, by the names of JSON: values as ``model.to_dict()`` has them, or times and dates of Python."""

FLEET: Final = "fleet"
"""Name of the feeds that are the same for all providers; the client that they are given is a ``Fleet`` of one account."""


@frozen(kw_only=True)
class RecentRows:
    """The rows of a table that each reading lists: those that began within its window, and those that go on.

    Attributes:
        began: column of the time.
        status: column of the status.
        going_on: statuses of what goes on.
    """

    began: str
    status: str = "status"
    going_on: tuple[str, ...]


@frozen(kw_only=True)
class Table:
    """A table of the warehouse.

    Every table has ``account`` (text) and ``loaded_at`` (when the reading began).  If it is *whole* or has *recent*
    rows, it has ``deleted_at``.

    Attributes:
        name: name; in the warehouse, that of the provider stands before it: ``healthchecks_flips``.
        model: name of the model of the generated client whose fields are the columns; None if there are only *columns*.
        key: columns that, beside ``account``, tell the rows apart.
        columns: further columns, or other types than the model has.
        leave_out: fields of the model that become no column.
        secrets: columns that are there only where secrets were asked for, beside the fields that the spec marks as such.
        whole: each reading lists every row: one that is missing then gets ``deleted_at``.
        recent: rows that each reading lists: one of them that is missing then gets ``deleted_at``.
        replaces: columns whose values, beside ``account``, name rows that are replaced together.
    """

    name: str
    model: str | None = None
    key: tuple[str, ...]
    columns: Mapping[str, ColumnType] = Factory(dict[str, ColumnType])
    leave_out: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()
    whole: bool = False
    recent: RecentRows | None = None
    replaces: tuple[str, ...] = ()


@frozen(kw_only=True)
class Slice:
    """A part of a reading.  Its rows and the state after it are committed together, or neither of them.

    Attributes:
        label: what it has, for people, such as ``2026-09`` or ``checks 1 to 100``.
        rows: yields the rows page by page; it is called once.
        state: state of the feed, for this account, once the slice is loaded; a value of JSON.
    """

    label: str
    rows: Callable[[], Iterable[tuple[Table, Row]]]
    state: Mapping[str, Any]


@frozen
class Span:
    """The times that a reading is about, each in UTC.

    Attributes:
        since: how far back a first reading goes.
        now: when the reading began.
        window: how far back it looks for late changes of what has been loaded.
    """

    since: datetime
    now: datetime
    window: timedelta


class Feed(Protocol):
    """Reads one kind of things of an account.

    A module of a provider has its feeds as ``FEEDS``, a tuple.

    Attributes:
        name: name among the feeds of a provider.
        tables: the tables that it has rows for.
    """

    @property
    def name(self) -> str: ...

    @property
    def tables(self) -> tuple[Table, ...]: ...

    def slices(self, client: Any, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        """Yield the slices of a reading, in order: the rows of each are read before the next one is asked for.

        If there is none, no row of a table that is *whole* counts as deleted.

        Args:
            client: synchronous client of the account, as the provider's facade has it.
            state: state after the last slice that was loaded, also by another process; empty at first.
            span: the times that the reading is about.
        """
        ...


def table_name(provider: str, table: Table) -> str:
    """Return the name of a table in the warehouse: ``healthchecks_flips``; tables of the fleet have none before it."""
    return table.name if provider == FLEET else f"{provider}_{table.name}"
