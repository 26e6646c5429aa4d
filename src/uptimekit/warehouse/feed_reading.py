"""The reading of a feed: its slices as resources of dlt, whose state and rows are committed together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final, TypeVar

from attrs import evolve, frozen

from uptimekit._runtime.errors import DecodingError, UptimeKitError

from .arrow_rows import RowCollector
from .columns import ACCOUNT, columns_of
from .constants import MOST_ROWS
from .engine import Container, DltResource, SourceSchemaInjectableContext, dlt
from .feed import COLUMN_TYPES, ColumnType, Feed, Row, Slice, Span, Table, table_name

__all__ = ["SOURCE", "FeedReading"]

SOURCE: Final = "uptimekit"
"""Name of the source and of the schema of all readings: what has one schema is committed at once, with the state."""

T = TypeVar("T")

_SURPRISES: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@frozen(eq=False)
class FeedReading:
    """A feed as it is read for one account.

    Attributes:
        provider: name of the provider, which stands before the names of the tables; of yours, if the feed is one.
        feed: what is read.
        client: the account's client.
        account: name of the account, in each row.
        span: the times that it is about.
        with_secrets: whether secrets become columns.
    """

    provider: str
    feed: Feed
    client: Any
    account: str
    span: Span
    with_secrets: bool = False

    @property
    def name(self) -> str:
        """Name of the resource."""
        return f"{self.provider}_{self.feed.name}"

    def slices(self, state: Mapping[str, Any]) -> Iterator[Slice]:
        """Yield the slices that are to be loaded, where *state* is that of the account."""
        return _as_documented(partial(self.feed.slices, self.client, state, self.span))

    def rows(self, part: Slice) -> Iterator[tuple[Table, Row]]:
        """Yield the rows of a slice."""
        return _as_documented(part.rows)

    def resource(self, slices: Iterable[Slice] | None = None, *, empty: bool = True) -> DltResource:
        """Return the resource of *slices*; default: all that there are by the state of the account.

        With *empty*, all tables are made with all their columns, also those without a row.  What the destination has already
        is not made again: each table takes the engine a tenth of a second.
        """

        def items() -> Iterator[Any]:
            states: dict[str, Any] = dlt.current.resource_state(self.name)
            known = _known_tables()
            tables = [_TableItems(self, each, known) for each in self.feed.tables]
            yield from (each.take() for each in tables if empty and each.is_new)
            by_name = {each.table.name: each for each in tables}
            for part in self.slices(states.get(self.account, {})) if slices is None else slices:
                for table, row in self.rows(part):
                    collector = by_name[table.name]
                    if collector.add(row):
                        yield collector.take()
                yield from (each.take() for each in tables if each.has_rows)
                states[self.account] = dict(part.state)

        return dlt.resource(items, name=self.name)


def _known_tables() -> Mapping[str, Mapping[str, Any]]:
    """Return the tables of the run that goes on, by name: those that the destination has, without what is dropped first."""
    container = Container()
    if SourceSchemaInjectableContext not in container:  # a resource that is read by itself
        return {}
    return container[SourceSchemaInjectableContext].schema.tables


def _known_types(table: Mapping[str, Any]) -> Mapping[str, ColumnType]:
    columns: dict[str, Any] = {**table.get("columns", {})}
    return {
        name: each["data_type"] for name, each in columns.items() if each.get("data_type") in COLUMN_TYPES
    }


def _as_documented(read: Callable[[], Iterable[T]]) -> Iterator[T]:
    """Yield what a feed makes of answers when *read* is called.

    A client is lenient with values: raises DecodingError where a feed stumbles over one that no spec foresees, so that it
    does not look like a fault of the destination.
    """
    try:
        yield from read()
    except UptimeKitError:
        raise
    except _SURPRISES as error:
        raise DecodingError(
            f"an answer has another form than the API documents ({type(error).__name__})"
        ) from error


class _TableItems:
    """The rows of a table on their way to dlt: the first item says what kind of a table it is.

    A column that the destination has already keeps the type that it has there.

    Attributes:
        table: what the feed says of it.
        is_new: whether the destination lacks the table or a column of it.
    """

    def __init__(self, reading: FeedReading, table: Table, known: Mapping[str, Mapping[str, Any]]) -> None:
        self.table = table
        self._name = table_name(reading.provider, table)
        types = _known_types(known.get(self._name, {}))
        all_columns = columns_of(reading.provider, table, with_secrets=reading.with_secrets)
        self.is_new = not {each.name for each in all_columns} <= types.keys()
        self._columns = [evolve(each, type=types.get(each.name, each.type)) for each in all_columns]
        self._rows = RowCollector(self._name, self._columns, reading.account, reading.span.now)
        self._told = False

    @property
    def has_rows(self) -> bool:
        return bool(self._rows)

    def add(self, row: Mapping[str, Any]) -> bool:
        """Add a row; return whether there are so many that they should be taken."""
        self._rows.add(row)
        return len(self._rows) >= MOST_ROWS

    def take(self) -> Any:
        """Return the rows that were added as an item of dlt, and forget them."""
        rows = self._rows.take()
        if self._told:
            return dlt.mark.with_table_name(rows, self._name)
        self._told = True
        return dlt.mark.with_hints(rows, self._hints(), create_table_variant=True)

    def _hints(self) -> Any:
        """Return the hints of the table: rows replace those with the same key, or all with the same *replaces*."""
        table = self.table
        hints: dict[str, Any] = {
            "table_name": self._name,
            "write_disposition": {"disposition": "merge", "strategy": "delete-insert"},
            "columns": [
                {"name": each.name, "data_type": each.type, "nullable": not each.required}
                for each in self._columns
            ],
        }
        if table.replaces:
            return dlt.mark.make_hints(merge_key=[ACCOUNT, *table.replaces], **hints)
        return dlt.mark.make_hints(primary_key=[ACCOUNT, *table.key], **hints)
