"""Feeds that list all of one kind in every reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from .feed import Row, Slice, Span, Table

__all__ = ["Listing"]


@frozen
class Listing:
    """All of one kind, in one slice.

    Attributes:
        table: the table, which has the name of the feed.
        rows: yields the rows of a client's account.
    """

    table: Table
    rows: Callable[[Any], Iterable[Row]]

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.table.name

    @property
    def tables(self) -> tuple[Table, ...]:
        """The one table."""
        return (self.table,)

    def slices(self, client: Any, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:  # noqa: ARG002  (as every feed)
        """Yield the one slice; nothing is kept between readings."""
        yield Slice(label=self.name, rows=lambda: ((self.table, row) for row in self.rows(client)), state={})
